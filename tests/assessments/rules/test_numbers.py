"""Numbers as people type them, keep them and read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.rules.numbers import (
    COUNT,
    PERCENT,
    RATIO,
    NotANumberError,
    kept,
    parse_number,
    printed,
    rounded,
    shown,
)

counts = st.integers(min_value=0, max_value=999_999_999)
percents = st.decimals(min_value=0, max_value=100, places=2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("0", 0),
        ("007", 7),
        (" 1 234 ", 1234),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1.234.567", 1234567),
        ("1\u00a0234", 1234),
        ("12,0", 12),
        ("12.00", 12),
    ],
)
def test_a_count_is_read_as_people_and_excel_write_it(text: str, value: int) -> None:
    assert parse_number(text, COUNT) == value


@pytest.mark.parametrize(
    "text", ["", "abc", "-3", "12,5", "1.23", "0.500", "12 em", "1e3", "½", "١٢", "1234567890"]
)
def test_what_is_no_count_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotANumberError, match="không phải số nguyên"):
        parse_number(text, COUNT)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("98,69", "98.69"),
        ("98.69", "98.69"),
        ("100", "100"),
        ("37,5 %", "37.5"),
        ("0", "0"),
        ("33,333", "33.33"),
    ],
)
def test_a_percentage_takes_comma_dot_and_sign(text: str, value: str) -> None:
    assert parse_number(text, PERCENT) == Decimal(value)


def test_a_percentage_is_never_read_as_thousands() -> None:
    assert parse_number("98.691", PERCENT) == Decimal("98.69")


@pytest.mark.parametrize("text", ["", "%", "-1", "1,2,3", "mười"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(NotANumberError, match="không phải tỉ lệ"):
        parse_number(text, PERCENT)


def test_more_than_a_hundred_percent_is_refused_in_other_words() -> None:
    with pytest.raises(NotANumberError, match="lớn hơn 100"):
        parse_number("100,01", PERCENT)


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(NotANumberError) as caught:
        parse_number("x" * 500, COUNT)
    assert len(str(caught.value)) < 120


@given(counts)
def test_a_count_survives_being_shown_and_typed_again(value: int) -> None:
    assert parse_number(shown(Decimal(value)), COUNT) == value


@given(counts)
def test_a_count_survives_being_kept_and_printed(value: int) -> None:
    assert parse_number(kept(Decimal(value)), COUNT) == value
    assert parse_number(printed(Decimal(value), COUNT), COUNT) == value


@given(percents)
def test_a_percentage_survives_being_shown_and_kept(value: Decimal) -> None:
    assert parse_number(shown(value, 2), PERCENT) == value
    assert parse_number(kept(value), PERCENT) == value


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused_and_nothing_else(text: str) -> None:
    for unit in (COUNT, PERCENT):
        try:
            value = parse_number(text, unit)
        except NotANumberError:
            continue
        assert value >= 0


@given(st.decimals(min_value=0, max_value=10**6, places=6), st.integers(min_value=0, max_value=4))
def test_rounding_stays_within_half_a_unit_and_is_stable(value: Decimal, places: int) -> None:
    once = rounded(value, places)
    assert abs(once - value) <= Decimal(5).scaleb(-places - 1)
    assert rounded(once, places) == once


def test_halves_are_rounded_away_from_zero() -> None:
    assert rounded(Decimal("33.625"), 2) == Decimal("33.63")
    assert rounded(Decimal("0.0465"), 3) == Decimal("0.047")


def test_pages_show_commas_and_dots() -> None:
    assert shown(Decimal(1234)) == "1.234"
    assert shown(Decimal("33.63"), 2) == "33,63"
    assert shown(Decimal("1234.5"), 2) == "1.234,50"
    assert shown(Decimal("34.00"), 2) == "34"


def test_official_tables_print_small_counts_with_two_digits() -> None:
    assert [printed(Decimal(value), COUNT) for value in (0, 1, 9, 10, 612)] == ["0", "01", "09", "10", "612"]
    assert printed(Decimal("1.44"), RATIO, 2) == "1,44"
    assert printed(Decimal(5), PERCENT, 2) == "5"


def test_what_is_kept_has_no_needless_zeros_and_no_exponent() -> None:
    assert kept(Decimal("98.50")) == "98.5"
    assert kept(Decimal(100)) == "100"
    assert kept(Decimal("1E+3")) == "1000"
    assert kept(Decimal(0)) == "0"
