import datetime as dt

import pytest
from docx.oxml.ns import qn

from minhdinh.documents.authoring.blocks import contents_field
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, HEAD, grid, row
from minhdinh.documents.finishing import finish
from minhdinh.documents.wordml import MISSING, NO_CODE


def runs(paragraph):
    return [
        (
            "".join(one.text or "" for one in run.iter(qn("w:t"))),
            run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None,
        )
        for run in paragraph._p.iter(qn("w:r"))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Không thiếu gì", [("Không thiếu gì", False)]),
        ("[trong ngoặc vuông]", [("[trong ngoặc vuông]", False)]),
        (MISSING, [(MISSING, True)]),
        (f"Điện thoại: {MISSING}.", [("Điện thoại: ", False), (MISSING, True), (".", False)]),
        (f"{MISSING} và {MISSING}", [(MISSING, True), (" và ", False), (MISSING, True)]),
        (f"SỞ {MISSING.upper()}", [("SỞ ", False), (MISSING.upper(), True)]),
        (f"({NO_CODE})", [("(", False), (NO_CODE, True), (")", False)]),
    ],
)
def test_markers_stand_on_yellow_and_nothing_else_does(text, expected):
    document = new_document()
    paragraph = document.add_paragraph(text, style="MD Body")
    finish(document, title="t")
    assert runs(paragraph) == expected
    assert paragraph.text == text


def test_the_look_of_the_run_is_kept():
    document = new_document()
    run = document.add_paragraph(style="MD Body").add_run(f"Số: {MISSING} lớp")
    run.bold = True
    finish(document, title="t")
    assert all(one.bold for one in document.paragraphs[0].runs)


def test_markers_in_tables_are_found():
    document = new_document()
    table = grid(document, (50, 50))
    row(table, ("a", MISSING))
    finish(document, title="t")
    assert runs(table.cell(0, 1).paragraphs[0]) == [(MISSING, True)]


def kept(table):
    return [
        all(one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in tr.iter(qn("w:p")))
        for tr in table._tbl.tr_lst
    ]


def test_the_last_row_of_a_long_table_is_not_alone():
    document = new_document()
    table = grid(document, (50, 50))
    row(table, ("TT", "Tên"), HEAD, head=True)
    for number in range(4):
        row(table, (str(number), "x"), CELL)
    finish(document, title="t")
    assert kept(table) == [False, False, False, True, False]


def test_short_tables_are_left_alone():
    document = new_document()
    table = grid(document, (50, 50))
    for number in range(3):
        row(table, (str(number), "x"), CELL)
    finish(document, title="t")
    assert kept(table) == [False, False, False]


def test_a_document_with_contents_asks_word_to_refresh_it():
    document = new_document()
    contents_field(document)
    document.add_paragraph("Phần I", style="Heading 1")
    finish(document, title="t")
    finish(document, title="t")
    assert len(document.settings.element.findall(qn("w:updateFields"))) == 1


def test_a_document_without_contents_asks_nothing():
    document = new_document()
    finish(document, title="t")
    assert document.settings.element.find(qn("w:updateFields")) is None


def test_properties_name_the_document_and_no_person():
    document = new_document()
    document.core_properties.author = "ai đó"
    finish(document, title="Báo cáo " + "dài " * 100)
    properties = document.core_properties
    assert properties.title.startswith("Báo cáo dài")
    assert len(properties.title) <= 255
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.language == "vi-VN"
    assert abs(
        dt.datetime.now(dt.UTC).replace(tzinfo=None) - properties.created.replace(tzinfo=None)
    ) < dt.timedelta(minutes=5)
