import datetime as dt

import pytest

from minhdinh.documents.reading.values import (
    UNDATED,
    bare_unit,
    count,
    day,
    long_day,
    optional,
    place_line,
    short_day,
    shown,
    upper_first,
)
from minhdinh.documents.wordml import MISSING


@pytest.mark.parametrize(
    ("value", "text"), [("a", "a"), (" a ", "a"), (0, "0"), (1998, "1998"), (None, ""), ("", ""), ("  ", "")]
)
def test_a_value_or_the_marker(value, text):
    assert shown(value) == (text or MISSING)
    assert optional(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4, "04"),
        ("4", "04"),
        (12, "12"),
        ("486", "486"),
        (0, "0"),
        ("1,90", "1,90"),
        (None, MISSING),
        ("", MISSING),
    ],
)
def test_counts_have_two_digits(value, text):
    assert count(value) == text


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2027-06-05", dt.date(2027, 6, 5)),
        ("2027-06-05T15:00:00+07:00", dt.date(2027, 6, 5)),
        ("2027-06-04T21:26:00+00:00", dt.date(2027, 6, 5)),
        ("2027-06-05T08:00:00", dt.date(2027, 6, 5)),
        (dt.date(2027, 6, 5), dt.date(2027, 6, 5)),
        (None, None),
        ("", None),
        ("05/06/2027", None),
    ],
)
def test_days_are_read_from_iso_dates_and_moments(value, found):
    assert day(value) == found


def test_days_are_written_short_and_long():
    assert short_day("2027-06-05") == "05/06/2027"
    assert short_day(None) == MISSING
    assert long_day("2027-06-05") == "ngày 05 tháng 6 năm 2027"
    assert long_day("2027-01-05") == "ngày 05 tháng 01 năm 2027"
    assert long_day("") == UNDATED


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Xã Bình Minh", "Bình Minh"),
        ("phường Hòa An", "Hòa An"),
        ("Tỉnh Lam Giang", "Lam Giang"),
        ("Thành phố Mới", "Mới"),
        ("Đặc khu Hải Đảo", "Hải Đảo"),
        ("Xãng", "Xãng"),
        (None, ""),
    ],
)
def test_a_place_without_its_kind(name, bare):
    assert bare_unit(name) == bare


@pytest.mark.parametrize(
    ("school", "line"),
    [
        ({"commune": "Xã Bình Minh", "province": "Tỉnh Lam Giang"}, "Bình Minh, ngày 05 tháng 6 năm 2027"),
        ({"commune": "", "province": "Tỉnh Lam Giang"}, "Lam Giang, ngày 05 tháng 6 năm 2027"),
        ({}, "…………, ngày 05 tháng 6 năm 2027"),
    ],
)
def test_the_place_line(school, line):
    assert place_line(school, "2027-06-05") == line


def test_the_first_letter_only():
    assert upper_first("đạt Mức 1") == "Đạt Mức 1"
    assert upper_first("") == ""
