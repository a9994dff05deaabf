import pytest

from minhdinh.lib.sheet_reading import SheetRow
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.imports.checked import (
    CheckedRow,
    Choice,
    RowStatus,
    check_email,
    check_repeats,
    counts,
    need,
    phone_of,
    started,
)


def row(number: int = 2, **values: str) -> CheckedRow:
    return CheckedRow(number, values)


def test_a_fault_makes_a_row_faulty() -> None:
    one = row()
    assert one.status == RowStatus.NEW
    one.fault("Một.")
    one.fault("Hai.")
    assert (one.status, one.faults) == (RowStatus.FAULTY, ["Một.", "Hai."])


def test_rows_begin_as_new() -> None:
    assert [one.number for one in started([SheetRow(2, {"a": "x"}), SheetRow(5, {})])] == [2, 5]


def test_counts_name_every_status() -> None:
    rows = [row(), row()]
    rows[0].fault("x")
    assert counts(rows) == {"new": 1, "more": 0, "changed": 0, "existing": 0, "faulty": 1}


def test_what_must_be_there() -> None:
    one = row(name="A")
    assert need(one, "name", "tên") == "A"
    assert one.faults == []
    assert need(one, "code", "mã") == ""
    assert one.faults == ["Thiếu mã."]


@pytest.mark.parametrize(
    ("written", "kept", "fault"), [("A@x.vn", "a@x.vn", False), ("", "", False), ("a@", "a@", True)]
)
def test_emails(written: str, kept: str, fault: bool) -> None:
    one = row(email=written)
    assert check_email(one) == kept
    assert bool(one.faults) is fault


@pytest.mark.parametrize(
    ("written", "kept"),
    [("912345678", "0912345678"), ("0912345678", "0912345678"), ("0236.123", "0236.123"), ("", "")],
)
def test_spreadsheets_drop_the_leading_zero(written: str, kept: str) -> None:
    assert phone_of(row(phone=written)) == kept


def test_repeats_name_the_first_row() -> None:
    rows = [row(2, code="a"), row(3, code="b"), row(4, code="a"), row(5, code=""), row(6, code="")]
    check_repeats(rows, lambda one: (one.values["code"],), "Mã")
    assert [one.faults for one in rows] == [[], [], ["Mã “a” trùng với dòng 2."], [], []]


def test_keys_may_have_a_hidden_part() -> None:
    rows = [row(2, code="a", place="x"), row(3, code="a", place="y"), row(4, code="a", place="x")]
    check_repeats(rows, lambda one: (one.values["code"], one.values["place"]), "Mã")
    assert [bool(one.faults) for one in rows] == [False, False, True]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("thcs", "thcs"),
        ("Trường THCS", "thcs"),
        ("TRUONG THCS", "thcs"),
        ("Cấp hai", "thcs"),
        ("đại học", None),
        ("", None),
    ],
)
def test_words_for_an_id(word: str, found: str | None) -> None:
    assert Choice(SchoolType.choices, {"Cấp hai": "thcs"}).find(word) == found
