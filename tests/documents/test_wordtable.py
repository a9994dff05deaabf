import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from markupsafe import Markup

from minhdinh.documents.wordtable import Cell, table_xml


def parsed(rows, widths=()):
    return parse_xml(str(table_xml(rows, widths)).replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1))


def shape(rows):
    """Return per row the cells as (span, merge, text)."""
    out = []
    for row in parsed(rows).findall(qn("w:tr")):
        cells = []
        for cell in row.findall(qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
            cells.append(
                (
                    int(span.get(qn("w:val"))) if span is not None else 1,
                    None if merge is None else merge.get(qn("w:val"), "continue"),
                    "".join(one.text or "" for one in cell.iter(qn("w:t"))),
                )
            )
        out.append(cells)
    return out


def test_a_plain_table():
    assert shape([[Cell("a"), Cell("b")], [Cell("c"), Cell("d")]]) == [
        [(1, None, "a"), (1, None, "b")],
        [(1, None, "c"), (1, None, "d")],
    ]


def test_a_cell_across_columns():
    assert shape([[Cell("a", columns=2)], [Cell("c"), Cell("d")]]) == [
        [(2, None, "a")],
        [(1, None, "c"), (1, None, "d")],
    ]


def test_a_cell_down_rows_holds_its_place_below():
    assert shape([[Cell("a", rows=2), Cell("b")], [Cell("c")], [Cell("d"), Cell("e")]]) == [
        [(1, "restart", "a"), (1, None, "b")],
        [(1, "continue", ""), (1, None, "c")],
        [(1, None, "d"), (1, None, "e")],
    ]


def test_a_cell_across_and_down_in_the_middle():
    rows = [[Cell("a"), Cell("b", columns=2, rows=2), Cell("c")], [Cell("d"), Cell("e")]]
    assert shape(rows) == [
        [(1, None, "a"), (2, "restart", "b"), (1, None, "c")],
        [(1, None, "d"), (2, "continue", ""), (1, None, "e")],
    ]


def test_short_rows_are_filled_up():
    assert shape([[Cell("a"), Cell("b"), Cell("c")], [Cell("d")]])[1] == [(1, None, "d"), (2, None, "")]


def test_a_span_beyond_the_last_row_is_cut():
    assert shape([[Cell("a", rows=9), Cell("b")]]) == [[(1, "restart", "a"), (1, None, "b")]]


def test_every_cell_has_a_paragraph():
    for cell in parsed([[Cell("a", rows=2), Cell("")], [Cell("c")]]).iter(qn("w:tc")):
        assert cell.find(qn("w:p")) is not None


def test_only_leading_head_rows_repeat():
    rows = [[Cell("a", head=True)], [Cell("b", head=True)], [Cell("c")], [Cell("d", head=True)]]
    flags = [
        row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for row in parsed(rows).findall(qn("w:tr"))
    ]
    assert flags == [True, True, False, False]


def test_rows_stay_whole():
    assert len(list(parsed([[Cell("a")], [Cell("b")]]).iter(qn("w:cantSplit")))) == 2


@pytest.mark.parametrize(
    ("widths", "expected"), [((1, 3), [1250, 3750]), ((), [2500, 2500]), ((1, 2, 3), [2500, 2500])]
)
def test_widths_are_shares_of_the_page(widths, expected):
    cells = parsed([[Cell("a"), Cell("b")]], widths).iter(qn("w:tcW"))
    assert [int(one.get(qn("w:w"))) for one in cells] == expected


def test_plain_text_is_escaped_and_markup_is_not():
    table = parsed([[Cell("<a> & b"), Cell(Markup("<w:p><w:r><w:t>x</w:t></w:r></w:p>"))]])
    assert [one.text for one in table.iter(qn("w:t"))] == ["<a> & b", "x"]


def test_the_style_of_a_cell():
    styles = [
        one.get(qn("w:val"))
        for one in parsed([[Cell("a", style="MDCellCentre"), Cell("b", head=True)]]).iter(qn("w:pStyle"))
    ]
    assert styles == ["MDCellCentre", "MDCellHead"]
