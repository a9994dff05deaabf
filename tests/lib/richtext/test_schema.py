import pytest
from prosemirror.model import Node

from minhdinh.lib.richtext.schema import MARK_NAMES, NODE_NAMES, SCHEMA
from tests.lib.richtext.builders import bullets, cell, cite, doc, par, table, text


def checked(body):
    node = Node.from_json(SCHEMA, body)
    node.check()
    return node


def test_the_nodes_and_marks_are_those_of_the_contract():
    assert set(NODE_NAMES) == {
        "doc",
        "paragraph",
        "text",
        "hard_break",
        "bullet_list",
        "ordered_list",
        "list_item",
        "table",
        "table_row",
        "table_cell",
        "table_header",
        "citation",
    }
    assert MARK_NAMES == ("strong", "em")
    assert set(SCHEMA.marks) == set(MARK_NAMES)


def test_a_citation_is_an_atom_inside_the_line():
    citation = SCHEMA.nodes["citation"]
    assert citation.is_inline
    assert citation.is_atom
    assert set(citation.attrs) == {"evidence"}


def test_what_the_editor_makes_is_accepted():
    nested = {"type": "list_item", "content": [par(text("a")), bullets(par(text("b"))), table([cell(par())])]}
    body = doc(
        par(text("x", "strong", "em"), cite("1", "strong")),
        {"type": "ordered_list", "content": [nested]},
        table(
            [cell(par(), kind="table_header", colspan=2)], [cell(bullets(par())), cell(table([cell(par())]))]
        ),
    )
    assert checked(body).to_json() == body


@pytest.mark.parametrize(
    "body",
    [
        doc(),
        doc(text("x")),
        doc(par(par())),
        doc({"type": "bullet_list"}),
        doc({"type": "bullet_list", "content": [{"type": "list_item", "content": [bullets(par())]}]}),
        doc({"type": "table"}),
        doc({"type": "table", "content": [{"type": "table_row"}]}),
        doc(table([cell()])),
        doc(table([{"type": "table_cell", "content": [text("x")]}])),
        doc(par({"type": "citation", "attrs": {"evidence": "1"}, "content": [text("x")]})),
    ],
)
def test_what_has_no_place_is_refused(body):
    with pytest.raises(ValueError, match=r"\w"):
        checked(body)
