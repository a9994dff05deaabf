"""The pure rule of conclusions: counts, gaps, marks, tallies, changes, who may see the final report."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.appraisals.enums import Holder, Verdict
from minhdinh.appraisals.rules.concluding import (
    Held,
    Place,
    Voice,
    basis_of,
    changes_between,
    compare,
    finding_ref,
    gaps_of,
    is_final_shown,
    is_written_at,
    lines_of,
    part_changes,
    split_levels,
    tally,
)
from minhdinh.appraisals.rules.regimes import regime, regimes

LEVELS = st.none() | st.integers(0, 3)
TEXT = st.sampled_from(["", "Có số liệu.", "Thiếu\nnguồn lực"])
HELD = st.builds(Held, LEVELS, LEVELS, TEXT, TEXT, TEXT)
PLACES = st.builds(
    Place, st.sampled_from(["tieu_hoc", "thcs"]), st.sampled_from(["1.1", "1.3", "2.3", "m4:4.1"])
)
VOICES = st.builds(
    Voice, st.text(min_size=1, max_size=5), st.sampled_from(["", *Verdict.values]), st.booleans()
)


@given(st.lists(HELD))
def test_every_place_is_counted_once(held: list[Held]) -> None:
    found = compare(held)
    assert found.total == len(held)
    assert found.open == sum(one.level is None for one in held)
    assert found.differences == sum(one.differs for one in held)
    assert found.unreasoned <= found.differences


@given(st.lists(HELD))
def test_the_order_of_places_changes_no_count(held: list[Held]) -> None:
    assert compare(held) == compare(reversed(held))


def test_higher_and_lower() -> None:
    found = compare([Held(1, 2, reason="Vì"), Held(2, 1), Held(None, 0), Held(1, 1), Held(1)])
    assert (found.higher, found.lower, found.same, found.open, found.unreasoned) == (2, 1, 1, 1, 2)


@given(st.dictionaries(PLACES, HELD))
def test_gaps_name_exactly_what_is_missing(held: dict[Place, Held]) -> None:
    gaps = gaps_of(held)
    assert set(gaps.level) == {place for place, one in held.items() if one.level is None}
    assert all(held[place].differs and not held[place].reason for place in gaps.reason)
    assert not any(place.is_item for place in gaps.texts)
    whole = all(
        one.level is not None
        and (not one.differs or one.reason)
        and (place.is_item or one.strengths or one.weaknesses)
        for place, one in held.items()
    )
    assert bool(gaps) is not whole


@given(st.dictionaries(PLACES, LEVELS), st.dictionaries(PLACES, LEVELS))
def test_a_mark_is_the_levels(one: dict[Place, int | None], other: dict[Place, int | None]) -> None:
    assert (basis_of(one) == basis_of(other)) is (one == other)
    assert basis_of(dict(reversed(list(one.items())))) == basis_of(one)


@given(st.dictionaries(PLACES, LEVELS))
def test_levels_are_divided_without_loss(levels: dict[Place, int | None]) -> None:
    found = split_levels(levels)
    assert sum(len(criteria) + len(items) for criteria, items in found.values()) == len(levels)
    for place, level in levels.items():
        criteria, items = found[place.track]
        if place.is_item:
            assert items["4.1"] is (None if level is None else level == 1)
        else:
            assert criteria[place.criterion] == level


@given(st.lists(VOICES))
def test_every_voice_is_in_the_tally_once(voices: list[Voice]) -> None:
    found = tally(voices)
    assert found.agree + found.disagree + found.abstain + len(found.absent) + len(found.missing) == len(
        voices
    )
    assert found.is_whole is all(one.verdict or one.absent for one in voices)


def test_a_slip_that_came_counts_in_spite_of_the_note_of_absence() -> None:
    assert tally([Voice("An", Verdict.DISAGREE, absent=True)]).disagree == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \n\n", []),
        ("Một ý", ["Một ý"]),
        ("- Ý một\n• Ý hai\n\n+ Ý ba", ["Ý một", "Ý hai", "Ý ba"]),
        ("-\n*", []),
    ],
)
def test_the_lines_of_a_text(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


def test_the_name_of_a_finding_is_its_words_at_its_place() -> None:
    place = Place("thcs", "1.3")
    first = finding_ref(7, place, "weaknesses", "Thiếu nguồn lực")
    assert first == finding_ref(7, place, "weaknesses", "Thiếu nguồn lực")
    others = {
        finding_ref(8, place, "weaknesses", "Thiếu nguồn lực"),
        finding_ref(7, Place("thpt", "1.3"), "weaknesses", "Thiếu nguồn lực"),
        finding_ref(7, place, "advice", "Thiếu nguồn lực"),
        finding_ref(7, place, "weaknesses", "Thiếu"),
    }
    assert first not in others
    assert len(others) == 4
    assert len(first) <= 160


def criterion(code: str, level: int | None, **texts: str) -> dict[str, Any]:
    empty = dict.fromkeys(("strengths", "weaknesses", "unclear", "advice", "reason"), "")
    return {"track": "thcs", "criterion": code, "title": code, "level": level, **empty, **texts}


def test_changes_name_what_reads_otherwise() -> None:
    then = {"criteria": [criterion("1.1", 1, strengths="Cũ"), criterion("1.3", None), criterion("2.3", 0)]}
    now = {"criteria": [criterion("1.1", 2, strengths="Mới"), criterion("1.3", 0), criterion("2.3", 0)]}
    found = changes_between(then, now)
    assert [(one.criterion, dict(one.parts)) for one in found] == [
        ("1.1", {"level": (1, 2), "strengths": ("Cũ", "Mới")}),
        ("1.3", {"level": (None, 0)}),
    ]
    assert changes_between(now, now) == []


def test_changes_of_general_parts() -> None:
    then = {
        "parts": [{"key": "a", "label": "A", "text": "cũ"}, {"key": "b", "label": "B", "text": "như nhau"}]
    }
    now = {
        "parts": [
            {"key": "a", "label": "A", "text": "mới"},
            {"key": "b", "label": "B", "text": "như nhau"},
            {"key": "c", "label": "C", "text": "thêm"},
        ]
    }
    assert part_changes(then, now) == [("A", "cũ", "mới"), ("C", "", "thêm")]


def test_when_the_final_report_is_shown_to_the_school() -> None:
    shown = {law.id: [one.id for one in law.stages if is_final_shown(law, one.id)] for law in regimes()}
    assert shown == {
        "tt57-2026": ["submitted", "recognised", "refused"],
        "tt-2018": ["submitted", "recognised", "refused"],
    }


@pytest.mark.parametrize("name", ["tt57-2026", "tt-2018"])
def test_the_body_writes_where_the_work_is_its_own(name: str) -> None:
    law = regime(name)
    for stage in law.stages:
        assert is_written_at(law, stage.id) is (stage.holder is Holder.LEAD)
