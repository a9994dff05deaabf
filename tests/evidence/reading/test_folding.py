"""Words as they are searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.reading.folding import searched, tokens


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("l2/QÐ-THCS", "12/QĐ-THCS"),
        ("năm 2O26", "năm 2026"),
        ("Kế hoạcb", "Ke hoacb"),
        ("rninh chứng", "minh chứng"),
        ("tiêu chuấn", "Tiêu chuẩn"),
        ("k|ểm định", "kiểm định"),
        ("HỘl ĐỒNG", "Hội đồng"),
    ],
)
def test_what_is_easily_taken_for_another_is_the_same(seen: str, meant: str) -> None:
    assert tokens(seen) == tokens(meant)


def test_different_words_stay_different() -> None:
    assert tokens("tổ toán") != tokens("tổ văn")
    assert tokens("2025") != tokens("2026")


def test_words_have_a_space_on_each_side() -> None:
    assert searched("Số: 12/QĐ-THCS") == " so 12 qd thcs "
    assert searched("") == "  "


@given(st.text())
def test_any_text_gives_plain_letters(text: str) -> None:
    words = tokens(text)
    assert all(word and word.isascii() and word.isalnum() for word in words)
    assert tokens(f"  {text.upper().lower()}\n") == tokens(text.upper())
