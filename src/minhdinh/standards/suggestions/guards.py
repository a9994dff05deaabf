"""What the values of one proposition must be to each other: parts of a whole, order of moments, two values that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from minhdinh.standards.enums import RequirementKind
from minhdinh.standards.suggestions.model import Proposition, Severity, Slot, SlotInput, SlotProblem, SlotType
from minhdinh.standards.suggestions.slots import Read, written

NAME = re.compile(r"\{([a-z0-9_]+)\}")
PART = re.compile(r"\{([a-z0-9_]+)\}(?: ?/ ?| (?:trên|trong)(?: tổng)?(?: số)? )\{([a-z0-9_]+)\}")
COMPLETE = re.compile(r"\b(?:đủ|đúng|đều|toàn bộ|tất cả|mọi)\b|\b100%", re.IGNORECASE)
LATER = {"dau": "cuoi", "truoc": "sau", "1": "2", "2": "3", "cu": "moi"}
LATER_TOO = {"truoc": "nay"}
FIVE_YEARS = re.compile(r"\b(?:05|5|năm) năm liên tiếp")
YEARS_ON_END = 5
NORM = re.compile(r"định mức|quy định|yêu cầu")
ZERO_TOLD = re.compile(r"ghi 0")
NUMBERS = frozenset({SlotType.NUMBER, SlotType.PERCENT})
MOMENTS = frozenset({SlotType.DATE, SlotType.SCHOOL_YEAR})
Known = Mapping[str, Read]


def parts(proposition: Proposition) -> list[tuple[Slot, Slot]]:
    """Return the pairs of number slots of which the first counts a part of the second."""
    found = [pair for wording in proposition.wordings for pair in PART.findall(wording.text)]
    found += [slot.quotient for slot in proposition.slots if slot.quotient]
    pairs = [(proposition.slot(a), proposition.slot(b)) for a, b in dict.fromkeys(found)]
    return [(a, b) for a, b in pairs if a.type == b.type == SlotType.NUMBER]


def pairs(proposition: Proposition, types: frozenset[SlotType]) -> list[tuple[Slot, Slot]]:
    """Return the slots of these types that stand for an earlier and a later moment, by the ends of their names."""
    known = {slot.name: slot for slot in proposition.slots if slot.type in types}
    found = []
    for name, slot in known.items():
        stem, _, end = name.rpartition("_")
        for table in (LATER, LATER_TOO):
            later = known.get(f"{stem}_{table[end]}" if stem else table[end]) if end in table else None
            if later and later.type == slot.type:
                found.append((slot, later))
    return found


def guard(proposition: Proposition, known: Known) -> Iterator[SlotProblem]:
    """Yield what the values say against each other or against the proposition; unknown slots are left out."""
    yield from _parts(proposition, known)
    yield from _order(proposition, known)
    yield from _change(proposition, known)
    yield from _five_years(proposition, known)
    yield from _bounds(proposition, known)
    yield from _zero(proposition, known)
    yield from _twice(proposition, known)


def _parts(proposition: Proposition, known: Known) -> Iterator[SlotProblem]:
    for part, whole in parts(proposition):
        if part.name not in known or whole.name not in known:
            continue
        some, every = _number(known[part.name]), _number(known[whole.name])
        if some > every:
            message = f"“{short(part)}” ({known[part.name].text}) lớn hơn “{short(whole)}” ({known[whole.name].text})."
            norm = NORM.search(whole.label)
            yield SlotProblem(part.name, message, Severity.WARNING if norm else Severity.ERROR)
        elif some < every and COMPLETE.search(proposition.text):
            message = (
                f"“{short(part)}” ({known[part.name].text}) chưa bằng “{short(whole)}” ({known[whole.name].text}) mà "
                "mệnh đề nói là đủ, đúng; Thầy/Cô xem lại trước khi dùng câu này."
            )
            yield SlotProblem(part.name, message, Severity.WARNING)


def _order(proposition: Proposition, known: Known) -> Iterator[SlotProblem]:
    for early, late in pairs(proposition, MOMENTS):
        if early.name not in known or late.name not in known:
            continue
        before, after = known[early.name], known[late.name]
        if before.value == after.value:
            yield SlotProblem(
                late.name,
                f"“{short(late)}” trùng với “{short(early)}” ({before.text}); cần hai thời điểm khác nhau.",
            )
        elif before.value > after.value:  # type: ignore[operator]
            yield SlotProblem(
                late.name, f"“{short(late)}” ({after.text}) phải sau “{short(early)}” ({before.text})."
            )


def _change(proposition: Proposition, known: Known) -> Iterator[SlotProblem]:
    """K4: where two values are compared they differ, unless keeping a level is what the proposition says."""
    if proposition.group != RequirementKind.RESULT or proposition.maintained:
        return
    for early, late in pairs(proposition, NUMBERS):
        if early.name in known and late.name in known and known[early.name].value == known[late.name].value:
            message = f"“{short(early)}” và “{short(late)}” cùng là {known[late.name].text}; hai thời điểm phải có giá trị khác nhau."
            yield SlotProblem(late.name, message)


def _five_years(proposition: Proposition, known: Known) -> Iterator[SlotProblem]:
    """Where the statement speaks of five years on end, its first and last year say so too."""
    if not FIVE_YEARS.search(proposition.text):
        return
    spans = [
        (late, int(_number(known[late.name]) - _number(known[early.name])))
        for early, late in pairs(proposition, frozenset({SlotType.SCHOOL_YEAR}))
        if early.name in known and late.name in known
    ]
    for slot in proposition.slots:
        if slot.input == SlotInput.YEARS and slot.name in known:
            first, last = known[slot.name].text.split("-")
            spans.append((slot, int(last) - int(first)))
    for slot, span in spans:
        if span > 0 and span != YEARS_ON_END - 1:
            yield SlotProblem(slot.name, f"Mệnh đề nói 05 năm liên tiếp; các năm đã ghi là {span + 1} năm.")


def _bounds(proposition: Proposition, known: Known) -> Iterator[SlotProblem]:
    for slot in proposition.slots:
        if slot.name not in known or slot.type not in NUMBERS:
            continue
        value = _number(known[slot.name])
        if slot.least is not None and value < slot.least:
            message = f"“{short(slot)}” là {known[slot.name].text}, thấp hơn mức của mệnh đề ({written(slot.least)})."
            yield SlotProblem(slot.name, message, Severity.WARNING)
        if slot.most is not None and value > slot.most:
            message = f"“{short(slot)}” là {known[slot.name].text}, quá {written(slot.most)}."
            yield SlotProblem(slot.name, message)


def _zero(proposition: Proposition, known: Known) -> Iterator[SlotProblem]:
    for slot in proposition.slots:
        told = slot.name in proposition.zero or ZERO_TOLD.search(slot.label)
        if (
            slot.type == SlotType.NUMBER
            and not told
            and slot.name in known
            and _number(known[slot.name]) == 0
        ):
            if proposition.group == RequirementKind.RESULT or _second_to_zero(proposition, slot, known):
                continue
            message = (
                f"“{short(slot)}” là 0. Nếu việc này chưa có, Thầy/Cô chọn câu “chưa có” hoặc mệnh đề khác."
            )
            yield SlotProblem(slot.name, message, Severity.WARNING)


def _twice(proposition: Proposition, known: Known) -> Iterator[SlotProblem]:
    """A document's number that already stands in its name would be written twice."""
    for slot in proposition.slots:
        papers = [one for one in proposition.slots if one.document and one.name in known]
        if not slot.label.startswith("Số, ký hiệu") or slot.name not in known:
            continue
        for paper in papers:
            if known[slot.name].text.removeprefix("số ") in known[paper.name].text:
                message = f"“{short(paper)}” đã có số, ký hiệu; Thầy/Cô chỉ ghi ở ô “{short(slot)}”."
                yield SlotProblem(paper.name, message, Severity.WARNING)


def _second_to_zero(proposition: Proposition, slot: Slot, known: Known) -> bool:
    """Whether a nought follows from another one that has its own words: none happened, so none was dealt with."""
    return any(name in known and _number(known[name]) == 0 for name in proposition.zero if name != slot.name)


def short(slot: Slot) -> str:
    """Return a label without its example."""
    return slot.label.split(" (")[0]


def _number(read: Read) -> Decimal:
    return read.value if isinstance(read.value, Decimal) else Decimal(0)
