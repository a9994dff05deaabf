"""Where the asked words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.reading.highlights import LENGTH, Piece, excerpt, marked, plain

ANY = st.text(alphabet=st.characters(codec="utf-8"))


def hits(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.hit]


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Kế hoạch năm học", "ke hoach", ["Kế", "hoạch"]),
        ("QUYẾT ĐỊNH số 12/QĐ-THCS", "12/qd-thcs", ["12", "QĐ", "THCS"]),
        ("số l2 của năm 2O26", "12 2026", ["l2", "2O26"]),
        ("rninh chứng", "minh chứng", ["rninh", "chứng"]),
        ("120 em, 12 lớp", "12", ["12"]),
        ("Bảng tổng hợp", "ban", ["Bản"]),
        ("", "a", []),
        ("Kế hoạch", "", []),
        ("a|b", "|", []),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, asked: str, found: list[str]) -> None:
    assert hits(marked(text, asked)) == found


def test_the_excerpt_is_where_most_words_stand_together() -> None:
    text = (
        "Hội nghị đầu năm. "
        + "Chuyện khác. " * 60
        + "Thành lập Hội đồng tự đánh giá gồm các ông bà. "
        + "Hết. " * 60
    )
    found = excerpt(text, "hội đồng tự đánh giá")
    assert "Hội đồng tự đánh giá gồm" in plain(found)
    assert plain(found).startswith("…")
    assert plain(found).endswith("…")
    assert hits(found) == ["Hội", "đồng", "tự", "đánh", "giá"]


def test_nothing_is_shown_of_a_text_without_the_words() -> None:
    assert excerpt("Kế hoạch năm học", "thư viện") == []


@given(ANY, ANY)
def test_pieces_give_back_the_whole_text(text: str, asked: str) -> None:
    assert "".join(piece.text for piece in marked(text, asked)) == text


@given(ANY, ANY)
def test_excerpts_are_short_and_hold_a_hit(text: str, asked: str) -> None:
    found = excerpt(text * 3, asked)
    assert not found or hits(found) or len(asked) > LENGTH / 2
    assert sum(len(piece.text) for piece in found) <= LENGTH + 4
