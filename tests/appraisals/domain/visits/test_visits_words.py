"""Typed words before they are kept."""

import pytest

from minhdinh.appraisals.domain.visits.words import checked_line, checked_words
from minhdinh.common.problems import Problem


def test_lines_stay_and_what_is_not_seen_goes() -> None:
    assert checked_words(" Một\r\nhai\rba\x00\x07\ud800 \n", "text") == "Một\nhai\nba"
    assert checked_words("Tie\u0302\u0301ng", "text") == "Tiếng"
    assert checked_line(" Phòng \n họp ", "place") == "Phòng họp"


@pytest.mark.parametrize("text", ["", " \n", "\x00"])
def test_empty_is_refused_where_it_is_said(text: str) -> None:
    assert checked_words(text, "text") == ""
    with pytest.raises(Problem) as refused:
        checked_words(text, "text", empty="Hãy ghi.")
    assert (refused.value.field, refused.value.message) == ("text", "Hãy ghi.")


def test_too_long_is_refused_with_both_numbers() -> None:
    assert len(checked_words("a" * 20, "text", 20)) == 20
    with pytest.raises(Problem, match="dài 21 chữ, nhiều nhất 20 chữ"):
        checked_words("a" * 21, "text", 20)
