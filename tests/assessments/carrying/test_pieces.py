"""Texts and their fates, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.carrying.pieces import Body, Fate, Piece, Way, place, together
from minhdinh.lib.richtext import citation, citations, empty, plain_text, validate

SLOTS = ["report:I.2.a", "remark:1:limits", "statement:thcs:1.1:1:1.1.1a", "statement:thcs:1.3:1:1.3.1a"]
WORDS = st.text(alphabet="ăâđêôơư abc,.", min_size=1, max_size=30).filter(str.strip)


def body(text: str, *ids: str) -> Body:
    content = [{"type": "text", "text": text}, *(citation(one) for one in ids)]
    return {"type": "doc", "content": [{"type": "paragraph", "content": content}]}


def piece(slot: str, text: str = "Có.", key: str = "k", *ids: str) -> Piece:
    return Piece(key, slot, "nơi cũ", body(text, *ids))


def test_a_free_place_is_written_and_a_taken_one_kept() -> None:
    found = place([piece("a"), piece("b"), piece("c")], lambda slot: Way((slot,)), {"b"})
    assert [one.fate for one in found] == [Fate.CARRIED, Fate.KEPT, Fate.CARRIED]
    assert found[1].kept == ("b",)


def test_of_several_places_only_the_free_ones_are_written() -> None:
    (found,) = place([piece("a")], lambda _slot: Way(("x", "y"), "Một phần."), {"x"})
    assert (found.targets, found.kept, found.fate, found.note) == (("y",), ("x",), Fate.CARRIED, "Một phần.")


def test_without_a_way_the_reason_is_kept() -> None:
    (found,) = place([piece("a")], lambda _slot: Way(why_not="Không còn."), set())
    assert (found.fate, found.why) == (Fate.NO_PLACE, "Không còn.")


def test_what_reading_assumed_stands_before_what_the_way_says() -> None:
    (found,) = place(
        [Piece("k", "a", "o", body("x"), None, "Không ghi mức.")], lambda _s: Way(("x",), "Gộp."), set()
    )
    assert found.note == "Không ghi mức. Gộp."


def test_nothing_together_is_an_empty_text() -> None:
    assert together([]) == empty()
    assert together([empty(), empty()]) == empty()


def test_texts_together_keep_their_order() -> None:
    assert plain_text(together([body("Một."), empty(), body("Hai.")])) == "Một.\nHai."


@given(
    st.lists(st.tuples(st.sampled_from(SLOTS), WORDS, st.lists(st.integers(1, 99), max_size=3)), max_size=12),
    st.sets(st.sampled_from(SLOTS)),
    st.dictionaries(st.sampled_from(SLOTS), st.lists(st.sampled_from(SLOTS), max_size=3, unique=True)),
)
def test_no_text_and_no_citation_is_lost_on_the_way(
    texts: list[tuple[str, str, list[int]]], taken: set[str], ways: dict[str, list[str]]
) -> None:
    """Every text has exactly one fate; each place gets the words and citations of all that go there, whole."""
    pieces = [
        piece(slot, words, f"k{number}", *map(str, ids)) for number, (slot, words, ids) in enumerate(texts)
    ]
    found = place(pieces, lambda slot: Way(tuple(ways.get(slot, [])), why_not="Không có chỗ."), taken)
    assert [one.piece for one in found] == pieces
    for one in found:
        assert set(one.targets) | set(one.kept) == set(ways.get(one.piece.slot, []))
        assert not set(one.targets) & taken
        assert set(one.kept) <= taken
        assert (one.fate is Fate.CARRIED) == bool(one.targets)
    for slot in {target for one in found for target in one.targets}:
        going = [one.piece for one in found if slot in one.targets]
        whole = validate(together(one.body for one in going))
        assert citations(whole) == [ref for one in going for ref in citations(one.body)]
        for one in going:
            assert " ".join(plain_text(one.body).split()) in " ".join(plain_text(whole).split())
