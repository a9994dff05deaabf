import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.rules.mentions import Person, Piece, encode, handle, mentioned, pieces, typed

HA = Person(1, "Lê Thu Hà", "thuky")
THU = Person(2, "Lê Thu", "lethu")
LAM = Person(3, "Đỗ Hải Lâm", "lam")
OTHER_LAM = Person(4, "Đỗ Hải Lâm", "lam2")
PEOPLE = [HA, THU, LAM, OTHER_LAM]


@pytest.mark.parametrize(
    ("text", "kept", "named"),
    [
        ("Nhờ @Lê Thu Hà xem", "Nhờ @[1] xem", [1]),
        ("@Lê Thu xem, @lê thu hà, @Lê Thu", "@[2] xem, @[1], @[2]", [2, 1]),
        ("@thuky và @LAM2.", "@[1] và @[4].", [1, 4]),
        ("@Đỗ Hải Lâm", "@Đỗ Hải Lâm", []),
        ("@Lê Thuận", "@Lê Thuận", []),
        ("thư a@b.vn", "thư a@b.vn", []),
        ("@[3] và @[99]", "@[3] và @[99]", [3]),
        ("", "", []),
    ],
)
def test_names_become_ids(text: str, kept: str, named: list[int]) -> None:
    assert encode(text, PEOPLE) == kept
    assert mentioned(kept, PEOPLE) == named


def test_nobody_is_named_where_nobody_may_see() -> None:
    assert encode("@Lê Thu Hà", []) == "@Lê Thu Hà"
    assert mentioned("@[1]", []) == []


def test_two_people_of_one_name_are_told_apart_by_their_usernames() -> None:
    assert [handle(one, PEOPLE) for one in PEOPLE] == ["Lê Thu Hà", "Lê Thu", "lam", "lam2"]


def test_a_kept_text_is_shown_with_the_names_of_today() -> None:
    found = pieces("Nhờ @[1] và @[9] xem", {1: "Lê Thị Thu Hà"})
    assert found == [Piece("Nhờ "), Piece("@Lê Thị Thu Hà", is_person=True), Piece(" và @[9] xem")]
    assert pieces("không ai", {1: "x"}) == [Piece("không ai")]
    assert pieces("", {}) == []


def test_a_kept_text_is_edited_as_it_was_typed() -> None:
    for text in ("Nhờ @Lê Thu Hà xem", "@lam2 và @Lê Thu", "@[99]"):
        assert typed(encode(text, PEOPLE), PEOPLE) == text


@given(st.text(max_size=200))
def test_no_words_are_lost(text: str) -> None:
    kept = encode(text, PEOPLE)
    names = {one.id: handle(one, PEOPLE) for one in PEOPLE}
    shown = "".join(piece.words for piece in pieces(kept, names))
    assert len(shown) >= len(text) - kept.count("@[") * 20
    if "@" not in text:
        assert kept == shown == text
