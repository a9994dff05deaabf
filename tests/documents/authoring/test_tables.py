from docx.oxml.ns import qn

from minhdinh.documents.authoring import tables
from minhdinh.documents.authoring.styles import new_document


def test_rows_have_the_widths_of_their_columns():
    document = new_document()
    table = tables.grid(document, (20, 60))
    tables.row(table, ("a", "b"), head=True)
    assert [round(cell.width.mm) for cell in table.rows[0].cells] == [20, 60]
    flags = table.rows[0]._tr.trPr
    assert flags.find(qn("w:tblHeader")) is not None
    assert flags.find(qn("w:cantSplit")) is not None


def test_a_row_may_be_let_break():
    table = tables.grid(new_document(), (20,))
    tables.row(table, ("a",), whole=False)
    properties = table.rows[0]._tr.trPr
    assert properties is None or properties.find(qn("w:cantSplit")) is None


def test_a_loop_is_three_rows():
    table = tables.grid(new_document(), (20, 20))
    tables.loop(table, "for x in y", ("{{ x }}", "b"), tables.CELL)
    assert [row.cells[0].text for row in table.rows] == ["{%tr for x in y %}", "{{ x }}", "{%tr endfor %}"]


def test_merging_keeps_the_first_text_only():
    table = tables.grid(new_document(), (20, 20))
    for texts in (("a", "b"), ("c", "d")):
        tables.row(table, texts)
    tables.merge_down(table, 0, 0, 1)
    assert table.cell(0, 0).text == "a"
    assert table.cell(1, 0)._tc is table.cell(0, 0)._tc
    tables.merge_across(table, 0, 1, 1)
    assert table.cell(0, 1).text == "b"


def test_lines_of_a_cell_are_paragraphs():
    table = tables.grid(new_document(), (20,))
    tables.row(table, ("a\nb",), tables.CENTRE)
    assert [one.text for one in table.cell(0, 0).paragraphs] == ["a", "b"]


def test_a_tag_row_prints_nothing_of_its_own():
    table = tables.grid(new_document(), (20, 20))
    tables.tag(table, "if x")
    assert [cell.text for cell in table.rows[0].cells] == ["{%tr if x %}", ""]


def test_a_table_may_be_without_lines():
    document = new_document()
    assert tables.grid(document, (20,)).style.name == "Table Grid"
    assert tables.grid(document, (20,), ruled=False).style.name == "Normal Table"
