from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from minhdinh.documents.reading.data_tables import data_tables
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.richtext import CitationStyle

YEARS = ["2024-2025", "2025-2026", "2026-2027"]


def parsed(*tables):
    writer = Writer(lambda _one: None, CitationStyle(), lambda _url: "rId1")
    return parse_xml(f"<w:body {nsdecls('w')}>{data_tables({'data': {'tables': tables}}, writer)}</w:body>")


def texts(node):
    return "".join(one.text or "" for one in node.iter(qn("w:t")))


def rows(*tables):
    return [[texts(cell) for cell in row.findall(qn("w:tc"))] for row in parsed(*tables).iter(qn("w:tr"))]


def table(*lines, **more):
    return {"key": "t", "title": "Số liệu", "columns": YEARS, "rows": list(lines), "footnotes": []} | more


def line(label, *cells, **more):
    return {"key": label, "label": label, "number": "", "cells": list(cells), "note": ""} | more


def test_a_plain_table_has_no_number_and_no_note():
    assert rows(table(line("Khối 6", "3", "4", "5"))) == [["Số liệu", *YEARS], ["Khối 6", "3", "4", "5"]]


def test_a_numbered_table_has_number_and_note():
    assert rows(table(line("Tổng số", "3", "4", "5", number="1", note="x"))) == [
        ["TT", "Số liệu", *YEARS, "Ghi chú"],
        ["1", "Tổng số", "3", "4", "5", "x"],
    ]


def test_a_table_that_keeps_notes_has_the_column():
    assert rows(table(line("a", "1", "2", "3"), notes=True))[0] == ["Số liệu", *YEARS, "Ghi chú"]


def test_what_is_missing_is_marked_and_what_may_be_missing_is_not():
    found = rows(
        table(
            line("phải có", "1", "", None),
            line("nếu có", "", "", "", optional=True),
            line("nhóm", heading=True),
        )
    )
    assert found[1:] == [["phải có", "1", MISSING, MISSING], ["nếu có", "", "", ""], ["nhóm", "", "", ""]]


def test_zero_is_a_value():
    assert rows(table(line("a", "0", 0, "1")))[1] == ["a", "0", "0", "1"]


def test_extra_cells_are_cut():
    assert rows(table(line("a", "1", "2", "3", "4")))[1] == ["a", "1", "2", "3"]


def test_totals_and_headings_are_bold():
    tree = parsed(
        table(line("a", "1", "2", "3"), line("Cộng", "1", "2", "3"), line("Tổng", "1", "2", "3", total=True))
    )
    styles = [[one.get(qn("w:val")) for one in row.iter(qn("w:pStyle"))] for row in tree.iter(qn("w:tr"))]
    assert styles[1] == ["MDCell", *["MDCellCentre"] * 3]
    assert styles[2] == styles[3] == ["MDCellBold", *["MDCellHead"] * 3]


def test_the_number_stands_before_the_title():
    assert texts(parsed(table(line("a", "1"), number="2"))).startswith("2. Số liệu")
    assert texts(parsed(table(line("a", "1"), title="3. Nhân sự", number="3"))).startswith("3. Nhân sự")


def test_a_table_without_any_number_says_so_once():
    tree = parsed(table(line("a", "", ""), line("b")))
    assert list(tree.iter(qn("w:tbl"))) == []
    assert texts(tree) == f"Số liệu{MISSING}"


def test_no_tables_at_all():
    assert texts(parsed()) == MISSING


def test_footnotes_follow_the_table():
    tree = parsed(table(line("a", "1", "2", "3"), footnotes=["Theo sổ.", "Đến 31/5."]))
    assert [texts(one) for one in tree if one.tag == qn("w:p")][1:] == [
        "Ghi chú: Theo sổ.",
        "Ghi chú: Đến 31/5.",
    ]
