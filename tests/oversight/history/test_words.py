import datetime as dt

import pytest

from minhdinh.oversight.history.words import (
    COLUMNS,
    TYPES,
    NotUnderstood,
    read_day,
    read_level,
    read_year,
    read_yes,
)
from tests.oversight.history.books import HEADER


def test_the_headers_are_the_agreed_ones() -> None:
    assert tuple(column.label for column in COLUMNS) == HEADER
    assert [column.label for column in COLUMNS if column.required] == [
        "Mã trường",
        "Tên trường",
        "Cấp học",
        "Năm học",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mầm non", "mam_non"),
        ("Tiểu học", "tieu_hoc"),
        ("THCS", "thcs"),
        ("THPT", "thpt"),
        ("Phổ thông nhiều cấp học", "nhieu_cap"),
        ("GDTX", "gdtx"),
        ("mầm  NON", "mam_non"),
        ("Đại học", None),
        ("", None),
    ],
)
def test_the_six_names(text: str, kind: str | None) -> None:
    assert TYPES.find(text) == kind


@pytest.mark.parametrize("text", ["2013-2014", "2013 - 2014", "2013–2014", "2013/2014"])
def test_years(text: str) -> None:
    assert read_year(text) == "2013-2014"


@pytest.mark.parametrize("text", ["2013", "2013-2015", "13-14", "năm nay", "2014-2013"])
def test_no_years(text: str) -> None:
    with pytest.raises(NotUnderstood, match="Năm học"):
        read_year(text)


@pytest.mark.parametrize("text", ["x", "X", "có", "Có", "1", "true", "TRUE"])
def test_yes(text: str) -> None:
    assert read_yes(text, "Cột")


@pytest.mark.parametrize("text", ["", "không", "Không", "0", "chưa"])
def test_no(text: str) -> None:
    assert not read_yes(text, "Cột")


@pytest.mark.parametrize("text", ["có thể", "2", "xx", "?"])
def test_neither(text: str) -> None:
    with pytest.raises(NotUnderstood, match="không rõ"):
        read_yes(text, "Cột")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("1", 1),
        ("Mức 1", 1),
        ("mức độ 1", 1),
        ("Cấp độ 2", 2),
        ("MỨC 3", 3),
        ("Đạt Mức 4", 4),
        ("", None),
        ("-", None),
        ("0", 0),
        ("Không đạt", 0),
    ],
)
def test_levels(text: str, level: int | None) -> None:
    assert read_level(text, "Mức", 0, 4) == level


@pytest.mark.parametrize("text", ["5", "Mức", "1,5", "một", "Mức 10", "-1"])
def test_no_levels(text: str) -> None:
    with pytest.raises(NotUnderstood, match="từ 1 đến 4"):
        read_level(text, "Mức", 0, 4)


def test_no_grade_is_no_grade() -> None:
    assert read_level("không", "Cấp độ", 1, 4) is None
    with pytest.raises(NotUnderstood):
        read_level("3", "Mức độ", 1, 2)


def test_days() -> None:
    assert read_day("15/06/2014", "Ngày") == dt.date(2014, 6, 15)
    assert read_day("5-6-2014", "Ngày") == dt.date(2014, 6, 5)
    assert read_day("", "Ngày") is None
    for text in ("31/02/2014", "tháng 6", "2014", "06/2014"):
        with pytest.raises(NotUnderstood, match="ngày/tháng/năm"):
            read_day(text, "Ngày")
