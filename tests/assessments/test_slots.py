import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.slots import (
    OPENING,
    OPTIONAL_REPORT_PARTS,
    REMARK_LABELS,
    REMARK_PARTS,
    REPORT_LABELS,
    SHEET_LABELS,
    SHEET_PARTS,
    Slot,
    SlotError,
    final_slot,
    is_earlier,
    parse_slot,
    remark_parts,
    sheet_parts,
    sheet_slot,
    statement_slot,
)


def test_a_statement_names_its_track_criterion_level_and_requirement() -> None:
    slot = parse_slot("statement:thcs:1.3:1:1.3.1a")
    assert slot == Slot(PassageKind.STATEMENT, track="thcs", criterion="1.3", level=1, requirement="1.3.1a")


def test_a_remark_names_its_standard_and_part() -> None:
    assert parse_slot("remark:2:limits") == Slot(PassageKind.REMARK, standard="2", key="limits")


def test_a_report_part_names_its_key() -> None:
    assert parse_slot("report:I.2.a") == Slot(PassageKind.REPORT, key="I.2.a")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "statement",
        "statement:thcs:1.3:1",
        "statement:thcs:1.3:1:1.3.1a:more",
        "statement:thcs:1.3:0:1.3.1a",
        "statement:thcs:1.3:²:1.3.1a",
        "statement:thcs:1.3:x:1.3.1a",
        "statement::1.3:1:1.3.1a",
        "statement:thcs:1.3 :1:1.3.1a",
        "remark:1:praise",
        "remark:1",
        "sheet:thcs:1.3",
        "sheet:thcs:1.3:praise",
        "sheet:thcs:1.3:1:plan",
        "report:I.9.z",
        "report:",
        "letter:1",
        "report:I.2.a\n",
        "statement:" + "x" * 200,
        "report:" + "x" * 41,
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(SlotError):
        parse_slot(text)


WORDS = st.from_regex(r"[A-Za-z0-9._-]{1,20}", fullmatch=True)


@given(WORDS, WORDS, st.integers(1, 3), WORDS)
def test_writing_and_reading_a_statement_agree(
    track: str, criterion: str, level: int, requirement: str
) -> None:
    text = statement_slot(track, criterion, level, requirement)
    assert str(parse_slot(text)) == text


@pytest.mark.parametrize("key", list(REPORT_LABELS))
def test_every_report_part_has_an_address(key: str) -> None:
    assert str(parse_slot(f"report:{key}")) == f"report:{key}"


@pytest.mark.parametrize("part", SHEET_PARTS)
def test_every_part_of_a_sheet_has_an_address(part: str) -> None:
    text = sheet_slot("mam_non", "1.10", part)
    assert parse_slot(text) == Slot(PassageKind.SHEET, track="mam_non", criterion="1.10", key=part)
    assert str(parse_slot(text)) == text


@pytest.mark.parametrize(
    ("set_id", "earlier"),
    [
        ("tt17-2018-tieu-hoc", True),
        ("tt18-2018-trung-hoc", True),
        ("tt19-2018-mam-non", True),
        ("tt42-2012-tieu-hoc", True),
        ("tt25-2014-mam-non", True),
        ("tt57-2026-mam-non", False),
        ("tt57-2026-pho-thong", False),
        ("tt180-2018-khac", False),
        ("cua-tinh-tt18-2018-", False),
    ],
)
def test_parts_follow_the_rules_of_the_set(set_id: str, earlier: bool) -> None:
    assert is_earlier(set_id) is earlier
    assert sheet_parts(set_id) == (SHEET_PARTS if earlier else ())
    assert remark_parts(set_id) == ((OPENING, "strengths", "limits") if earlier else REMARK_PARTS)


@pytest.mark.parametrize("part", [OPENING, *REMARK_PARTS])
def test_every_part_of_a_remark_has_an_address(part: str) -> None:
    assert str(parse_slot(f"remark:4:{part}")) == f"remark:4:{part}"


@given(st.text(max_size=130))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(SlotError):
        assert str(parse_slot(text)) == text


def test_labels_and_parts_agree() -> None:
    assert set(REMARK_LABELS) == {OPENING, *REMARK_PARTS}
    assert set(SHEET_LABELS) == set(SHEET_PARTS)
    assert set(REPORT_LABELS) > OPTIONAL_REPORT_PARTS


def test_a_text_of_the_last_level_has_an_address_of_its_own():
    slot = parse_slot("final:thcs:4.1:situation")
    assert slot == Slot(PassageKind.FINAL, track="thcs", requirement="4.1", key="situation")
    assert str(slot) == final_slot("thcs", "4.1", "situation")
    with pytest.raises(SlotError):
        parse_slot("final:thcs:4.1:trend")
