"""Values for slots: fixed ones that a school might type, and drawn ones for property tests."""

import datetime as dt
import re

from hypothesis import strategies as st

from minhdinh.standards.suggestions import Library, Proposition, Slot, SlotInput, library_ids, library_of
from minhdinh.standards.suggestions.guards import MOMENTS, NUMBERS, pairs, parts

LATER = re.compile(r"(?:^|_)(?:cuoi|sau|2|nay|moi)$")
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạéèíìóòúùýấầếềốồớờứừ"
WORD = st.text(LETTERS, min_size=2, max_size=8)


def every() -> list[tuple[str, Proposition]]:
    """Return every packaged proposition with its set."""
    return [(name, one) for name in library_ids() for entry in library_of(name) for one in entry.propositions]


def of_set(name: str) -> list[Proposition]:
    """Return the propositions of one packaged library."""
    return [one for entry in library_of(name) for one in entry.propositions]


def typed(slot: Slot) -> str:
    """Return what a careful person types into a slot; the later of two moments gets the later value."""
    late = bool(LATER.search(slot.name))
    texts = {
        SlotInput.DOCUMENT: "quy chế làm việc của đơn vị",
        SlotInput.NUMBER: "3",
        SlotInput.PERCENT: "97,5" if late else "95",
        SlotInput.DATE: "20/5/2026" if late else "15/10/2025",
        SlotInput.SCHOOL_YEAR: "2025-2026" if late else "2021-2022",
        SlotInput.YEARS: "2021-2025",
        SlotInput.TIME: "từ 05/9/2025 đến 15/01/2026",
        SlotInput.TEXT: "nội dung đã thống nhất",
    }
    return texts[slot.input]


def sample(proposition: Proposition) -> dict[str, str]:
    """Return values with which a proposition has no error."""
    values = {slot.name: typed(slot) for slot in proposition.slots}
    for _, late in pairs(proposition, NUMBERS):
        values[late.name] = "4" if values[late.name] == "3" else values[late.name]
    for part, whole in parts(proposition):
        values[part.name], values[whole.name] = "36", "40"
    for slot in proposition.slots:
        if slot.most is not None:
            values[slot.name] = str(int(slot.most))
    return values


@st.composite
def drawn(draw: st.DrawFn, proposition: Proposition) -> dict[str, str]:
    """Draw values without an error, in the many ways in which people type them."""
    values = {slot.name: draw(_drawn_slot(slot)) for slot in proposition.slots}
    for early, late in [*pairs(proposition, MOMENTS), *pairs(proposition, NUMBERS)]:
        values |= {early.name: typed(early), late.name: typed(late)}
        if early.type in NUMBERS:
            first = draw(st.integers(1, 60))
            values |= {early.name: str(first), late.name: str(first + draw(st.integers(1, 30)))}
    for part, whole in parts(proposition):
        every_one = draw(st.integers(1, 900))
        values |= {part.name: str(draw(st.integers(1, every_one))), whole.name: str(every_one)}
    return {
        **values,
        **{slot.name: str(int(slot.most)) for slot in proposition.slots if slot.most is not None},
    }


def _drawn_slot(slot: Slot) -> st.SearchStrategy[str]:
    years = st.integers(2000, 2060)
    words = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
    drawn_days = st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1))
    return {
        SlotInput.TEXT: st.tuples(words, st.sampled_from(["", ".", " ", ";"])).map("".join),
        SlotInput.DOCUMENT: words,
        SlotInput.NUMBER: st.one_of(
            st.integers(1, 999_999).map(str), st.sampled_from(["12,5", "1.250", "3.000,25"])
        ),
        SlotInput.PERCENT: st.one_of(
            st.integers(0, 100).map(str), st.sampled_from(["97,5%", "60.25", "8 %"])
        ),
        SlotInput.DATE: st.one_of(
            drawn_days.map(dt.date.isoformat), drawn_days.map(lambda day: f"{day.day}/{day.month}/{day.year}")
        ),
        SlotInput.SCHOOL_YEAR: years.map(lambda year: f"{year}-{year + 1}"),
        SlotInput.YEARS: years.map(lambda year: f"{year} – {year + 4}"),
        SlotInput.TIME: years.map(lambda year: f"học kỳ I năm học {year}-{year + 1}"),
    }[slot.input]


def library() -> Library:
    """Return the library that most tests look into."""
    return library_of("tt57-2026-pho-thong")
