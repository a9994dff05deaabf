import pytest

from minhdinh.lib.richtext import citations, is_empty, plain_text, walk, word_count
from tests.lib.richtext.builders import bullets, cell, cite, doc, par, table, text

BODY = doc(
    par(text("Nhà trường có "), text("kế hoạch", "strong"), text("."), cite("5")),
    bullets(par(text("một"), cite("6"), cite("5")), par(text("hai"))),
    table([cell(par(text("ô 1"))), cell(par(text("ô 2"), cite("9")))]),
    par(text("a"), {"type": "hard_break"}, text("b")),
)


def test_plain_text_has_one_line_a_paragraph():
    assert plain_text(BODY).split("\n") == ["Nhà trường có kế hoạch.", "một", "hai", "ô 1", "ô 2", "a", "b"]


def test_plain_text_names_codes_on_request():
    assert plain_text(BODY, lambda one: f"MC.{one}").startswith(
        "Nhà trường có kế hoạch. MC.5\nmột MC.6 MC.5\n"
    )


def test_citations_come_in_order_with_repeats():
    assert citations(BODY) == ["5", "6", "5", "9"]


def test_walk_visits_every_node_once_in_order():
    kinds = [node["type"] for node in walk(BODY)]
    assert kinds[:5] == ["doc", "paragraph", "text", "text", "text"]
    assert kinds.count("paragraph") == 6
    assert kinds.count("citation") == 4


def test_words_are_vietnamese_syllables():
    assert word_count(BODY) == 13
    assert word_count(None) == 0


@pytest.mark.parametrize(
    "body", [None, {}, doc(par()), doc(par(text(" \u00a0 "))), doc(table([cell(par())])), doc(bullets(par()))]
)
def test_nothing_readable_is_empty(body):
    assert is_empty(body)
    assert plain_text(body) == ""
    assert citations(body) == []


@pytest.mark.parametrize(
    "body", [doc(par(text("x"))), doc(par(cite("1"))), doc(table([cell(par(text("0")))]))]
)
def test_a_word_or_a_citation_is_not_empty(body):
    assert not is_empty(body)
