import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.lib import text

WORDS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ", max_size=30)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Trường   THCS \n Sao Mai ", "Trường THCS Sao Mai"),
        ("e\u0302\u0301", "ế"),
        ("a\x00b\u200bc", "ab\u200bc"),
        ("một\tdòng", "một dòng"),
        ("", ""),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert text.clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"),
        ("HUỲNH  ĐỨC", "huynh duc"),
        ("Lễ khai giảng", "le khai giang"),
        ("\x00a\x00B", "ab"),
        ("e\u0302\u0301", "e"),
        ("MC.1.3.01", "mc.1.3.01"),
    ],
)
def test_fold(raw: str, expected: str) -> None:
    assert text.fold(raw) == expected


@given(WORDS)
def test_fold_twice_changes_nothing(raw: str) -> None:
    assert text.fold(text.fold(raw)) == text.fold(raw)


@given(WORDS)
def test_fold_does_not_see_how_letters_are_composed(raw: str) -> None:
    import unicodedata

    assert text.fold(unicodedata.normalize("NFD", raw)) == text.fold(unicodedata.normalize("NFC", raw))


def test_words_sort_by_the_vietnamese_alphabet() -> None:
    in_order = ["an", "ăn", "ân", "bà", "da", "đa", "ê", "ô", "ơ", "u", "ư", "xa", "y"]
    assert sorted(set(in_order), key=text.sort_key) == in_order


def test_tones_decide_only_between_equal_letters() -> None:
    assert sorted(["mạ", "mà", "ma", "mã", "má", "mả"], key=text.sort_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
    ]
    assert sorted(["mạ", "man"], key=text.sort_key) == ["mạ", "man"]


def test_numbers_sort_by_value_and_before_letters() -> None:
    assert sorted(["1.10", "1.9", "a", "1.1"], key=text.sort_key) == ["1.1", "1.9", "1.10", "a"]
    assert text.sort_key("123456789") < text.sort_key("a")


@pytest.mark.parametrize("sign", ["²", "①", "୵", "½"])
def test_digits_that_are_no_numbers_sort_as_signs(sign):
    """Names say "m²"; ``isdigit`` takes it, ``int`` does not."""
    assert text.sort_key(f"Diện tích 12 m{sign}") < text.sort_key("Diện tích 13")


@given(WORDS, WORDS)
def test_the_key_does_not_depend_on_case(left: str, right: str) -> None:
    assert (text.sort_key(left) < text.sort_key(right)) == (
        text.sort_key(left.upper()) < text.sort_key(right.upper())
    )


def test_people_sort_by_given_name() -> None:
    names = ["Trần Văn Bình", "Nguyễn Thị An", "Lê Hồng Ánh", "Đỗ An", "An"]
    expected = ["An", "Đỗ An", "Nguyễn Thị An", "Lê Hồng Ánh", "Trần Văn Bình"]
    assert sorted(names, key=text.name_sort_key) == expected


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0"), (1, "01"), (8, "08"), (9, "09"), (10, "10"), (120, "120")]
)
def test_two_digits(count: int, written: str) -> None:
    assert text.two_digits(count) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(37.5, "37,50"), (100, "100"), (Decimal("68.425"), "68,43"), (Decimal("0.004"), "0"), (-1.5, "-1,50")],
)
def test_decimal_comma(value: Decimal | float, written: str) -> None:
    assert text.decimal_comma(value) == written


def test_decimal_comma_with_other_places() -> None:
    assert text.decimal_comma(Decimal("2.25"), 1) == "2,3"


@pytest.mark.parametrize(
    ("part", "total", "written"), [(13, 19, "68,42"), (3, 3, "100"), (1, 0, "0"), (0, 5, "0")]
)
def test_percent(part: int, total: int, written: str) -> None:
    assert text.percent(part, total) == written


def test_dates() -> None:
    assert text.vn_date(dt.date(2026, 9, 5)) == "05/09/2026"
    assert text.vn_date(None) == ""
    assert text.long_date(dt.date(2026, 9, 5)) == "ngày 05 tháng 9 năm 2026"
    assert text.long_date(dt.date(2027, 2, 15)) == "ngày 15 tháng 02 năm 2027"


@pytest.mark.parametrize("written", ["5/9/2026", "05-09-2026", "5.9.2026", " 2026-09-05 "])
def test_parse_date(written: str) -> None:
    assert text.parse_date(written) == dt.date(2026, 9, 5)


@pytest.mark.parametrize("written", ["31/2/2026", "5/9/26", "hôm nay", ""])
def test_parse_date_refuses(written: str) -> None:
    with pytest.raises(ValueError):
        text.parse_date(written)


def test_foreign_letters_stand_where_dictionaries_put_them() -> None:
    in_order = ["ê", "fa", "ga", "i", "ja", "ka", "va", "wa", "xa", "y", "za"]
    assert sorted(set(in_order), key=text.sort_key) == in_order


@pytest.mark.parametrize("raw", ["", "-1", "+1", " 1", "1 ", "²", "٣", "1.0", "1e3", "\x001", "9" * 19])
def test_what_is_no_whole_number(raw: str) -> None:
    assert text.whole_number(raw) is None


def test_whole_numbers_within_their_digits() -> None:
    assert text.whole_number("007") == 7
    assert text.whole_number("9" * 18) == 999_999_999_999_999_999
    assert text.whole_number("1234", longest=4) == 1234
    assert text.whole_number("12345", longest=4) is None
