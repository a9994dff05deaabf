import pytest

from minhdinh.lib.richtext.flow import Break, CitationStyle, Group, Text, citation_groups, pieces
from tests.lib.richtext.builders import bullets, cell, cite, doc, par, table, text

TT57 = CitationStyle()
OLD = CitationStyle.from_convention({"open": "[", "close": "]", "separator": "; ", "each": True})


def printed(paragraph, style=TT57):
    out = ""
    for piece in pieces(paragraph, style):
        if isinstance(piece, Text):
            out += piece.text
        elif isinstance(piece, Break):
            out += "\n"
        else:
            around = style.around(len(piece.evidence))
            out += "".join(f"{a}{one}{b}" for one, (a, b) in zip(piece.evidence, around, strict=True))
    return out


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        ([text("Có kế hoạch đầy đủ."), cite("1")], "Có kế hoạch đầy đủ (1)."),
        ([text("Có kế hoạch đầy đủ. "), cite("1")], "Có kế hoạch đầy đủ (1)."),
        ([text("Có kế hoạch đầy đủ "), cite("1"), text(".")], "Có kế hoạch đầy đủ (1)."),
        ([text("Có kế hoạch đầy đủ"), cite("1"), text(" .")], "Có kế hoạch đầy đủ (1)."),
        ([text("Đủ. "), cite("1"), text(".")], "Đủ (1)."),
        ([text("Đủ. "), cite("1"), text(" Câu sau.")], "Đủ (1). Câu sau."),
        ([text("Đủ. "), cite("1"), text("Câu sau.")], "Đủ (1). Câu sau."),
        ([text("Đủ; "), cite("1")], "Đủ (1);"),
        ([text("Đủ"), cite("1"), text(", và"), cite("2")], "Đủ (1), và (2)"),
        ([text("Đủ… "), cite("1")], "Đủ… (1)"),
        ([text("Đủ... "), cite("1")], "Đủ... (1)"),
        ([text("sổ, sách, v.v. "), cite("1")], "sổ, sách, v.v. (1)"),
        ([cite("1"), text("đứng đầu")], "(1) đứng đầu"),
        ([cite("1")], "(1)"),
        ([text("Xem ("), cite("1"), text(").")], "Xem (1)."),
        ([text("đậm.", "strong"), text(" "), cite("1")], "đậm (1)."),
        ([text("a"), {"type": "hard_break"}, cite("1")], "a\n(1)"),
        ([], ""),
    ],
)
def test_a_group_stands_inside_the_sentence(inline, expected):
    assert printed(par(*inline)) == expected


@pytest.mark.parametrize(
    "between", [[], [text(" ")], [text("\u00a0")], [text(", ")], [text(" "), text(" ", "em")]]
)
def test_adjacent_citations_share_brackets(between):
    assert printed(par(text("Đủ. "), cite("1"), *between, cite("2"), text(" Rồi."))) == "Đủ (1, 2). Rồi."


def test_a_repeated_citation_in_a_group_prints_once():
    assert printed(par(text("Đủ"), cite("1"), cite("2"), cite("1"), text("."))) == "Đủ (1, 2)."


def test_words_or_a_line_break_part_groups():
    body = par(cite("1"), text(" và "), cite("2"), {"type": "hard_break"}, cite("3"))
    assert [piece.evidence for piece in pieces(body, TT57) if isinstance(piece, Group)] == [
        ("1",),
        ("2",),
        ("3",),
    ]


def test_the_older_convention_brackets_each_code():
    assert printed(par(text("Đủ. "), cite("1"), cite("2")), OLD) == "Đủ [1]; [2]."


def test_a_convention_may_leave_the_stop_alone():
    style = CitationStyle.from_convention({"before_stop": False})
    assert printed(par(text("Đủ. "), cite("1")), style) == "Đủ. (1)"


@pytest.mark.parametrize("convention", [None, {}])
def test_no_convention_is_that_of_2026(convention):
    assert CitationStyle.from_convention(convention) == TT57


def test_the_moved_stop_keeps_its_marks():
    assert pieces(par(text("Đủ.", "strong"), cite("1", "em")), TT57) == [
        Text("Đủ ", strong=True),
        Group(("1",), em=True),
        Text(".", strong=True),
    ]


def test_groups_of_a_whole_body_in_order():
    body = doc(
        par(text("a"), cite("1"), cite("2")),
        bullets(par(cite("3")), par(text("không"))),
        table([cell(par(cite("4"), text(" x "), cite("5")))]),
    )
    assert citation_groups(body) == [["1", "2"], ["3"], ["4"], ["5"]]
    assert citation_groups(None) == []
