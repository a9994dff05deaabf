"""Paragraphs of suggestions: made, found, replaced, taken out; everything else of a text stays."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.suggestions.blocks import (
    has_block,
    paragraph_of,
    replaced,
    unedited,
    with_blocks,
    without_block,
    words_of,
)
from minhdinh.lib.richtext import citations, empty, plain_text, validate

WORDS = st.sampled_from(["Trường có 12 lớp.", "Có kế hoạch số 3/KH.", "Câu không có chấm", "Giữ nguyên."])
IDS = st.lists(st.integers(1, 9), max_size=3, unique=True)
BLOCKS = st.builds(paragraph_of, WORDS, IDS)


def doc(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "content": list(blocks)}


def test_citations_stand_before_the_full_stop() -> None:
    block = paragraph_of("Trường có kế hoạch.", [3, 5, 3])
    assert [node.get("text", "·") for node in block["content"]] == ["Trường có kế hoạch", "·", "·", "."]
    assert citations(doc(block)) == ["3", "5"]
    assert words_of(block) == "Trường có kế hoạch."


def test_a_sentence_without_evidence_is_one_text() -> None:
    assert paragraph_of("Chưa có.")["content"] == [{"type": "text", "text": "Chưa có."}]


def test_no_words_leave_the_citations() -> None:
    assert citations(doc(paragraph_of("", [4]))) == ["4"]


def test_an_empty_text_is_replaced_and_left_empty() -> None:
    block = paragraph_of("Một.")
    body = with_blocks(empty(), [block])
    assert body == doc(block)
    assert without_block(body, block) == empty()


def test_a_list_with_the_same_words_is_somebody_elses() -> None:
    block = paragraph_of("Một.")
    body = doc({"type": "bullet_list", "content": [{"type": "list_item", "content": [block]}]})
    assert not has_block(body, block)
    assert without_block(body, block) == body
    assert unedited(body, [block]) == ["Một."]


def test_one_of_two_equal_paragraphs_goes() -> None:
    block = paragraph_of("Một.")
    assert without_block(doc(block, block), block) == doc(block)


def test_a_mark_or_another_citation_makes_it_a_persons() -> None:
    block = paragraph_of("Một.", [1])
    cited_more = paragraph_of("Một.", [1, 2])
    assert not has_block(doc(cited_more), block)
    assert unedited(doc(cited_more), [block]) == ["Một."]
    assert unedited(doc(paragraph_of("Một câu khác.")), [block]) == []


@pytest.mark.parametrize("body", [{}, {"type": "doc"}, empty()])
def test_nothing_in_nothing(body: dict[str, Any]) -> None:
    block = paragraph_of("Một.")
    assert unedited(body, [block]) == []
    assert not has_block(body, block)
    assert with_blocks(body, []) == empty()


@given(before=st.lists(BLOCKS, max_size=4), new=BLOCKS, after=st.lists(BLOCKS, max_size=2))
def test_out_is_the_inverse_of_in(
    before: list[dict[str, Any]], new: dict[str, Any], after: list[dict[str, Any]]
) -> None:
    standing = doc(*before) if before else empty()
    body = dict(with_blocks(standing, [new]))
    body["content"] = [*body["content"], *after]
    left = without_block(body, new)
    wanted = [*before, *after]
    assert sorted(map(str, left["content"])) == sorted(map(str, wanted or empty()["content"]))
    assert validate(left)


@given(before=st.lists(BLOCKS, max_size=4), old=BLOCKS, new=BLOCKS)
def test_replacing_keeps_everything_else(
    before: list[dict[str, Any]], old: dict[str, Any], new: dict[str, Any]
) -> None:
    body = replaced(doc(*before, old), old, new)
    assert body == doc(*before, new)
    assert new in replaced(doc(*before), old, new)["content"]
    assert set(citations(doc(*(one for one in before if one != old)))) <= set(citations(body))


@given(blocks=st.lists(BLOCKS, min_size=1, max_size=4))
def test_what_was_put_in_is_marked_word_for_word(blocks: list[dict[str, Any]]) -> None:
    assert len(unedited(doc(*blocks), blocks)) == len(blocks)
    assert "\n".join(unedited(doc(*blocks), blocks)) == plain_text(doc(*blocks))
