import pytest
from docx.oxml.ns import qn

from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.forms.bieu_1.template_criteria import criteria, mark_table


@pytest.fixture
def part_two():
    document = new_document()
    criteria(document)
    return document


def tags(document):
    return [one.text for one in document.paragraphs if one.text.startswith("{%p")]


def test_every_loop_and_condition_is_closed(part_two):
    opened = [tag for tag in tags(part_two) if " for " in tag or " if " in tag]
    closed = [tag for tag in tags(part_two) if " end" in tag]
    assert len(opened) == len(closed)
    assert [tag for tag in opened if " for " in tag] == [
        "{%p for part in parts %}",
        "{%p for standard in part.standards %}",
        "{%p for criterion in standard.criteria %}",
        "{%p for level in criterion.levels %}",
    ]


def test_part_two_begins_on_a_new_page(part_two):
    heading = next(one for one in part_two.paragraphs if one.style.name == "Heading 1")
    assert heading.paragraph_format.page_break_before


def test_the_state_table_has_the_three_columns_of_the_form(part_two):
    head = [cell.text for cell in part_two.tables[0].rows[0].cells]
    assert head == [
        "Mức",
        "Hiện trạng, kết quả đạt được của tiêu chí đến thời điểm đánh giá (kèm theo mã minh chứng)",
        "Đánh giá (Đạt/ Không đạt)",
    ]


def test_a_long_description_may_go_over_a_page(part_two):
    row = next(one for one in part_two.tables[0].rows if "row.text" in one.cells[1].text)
    flags = row._tr.trPr
    assert flags is None or flags.find(qn("w:cantSplit")) is None


def test_the_remarks_have_the_places_of_the_form(part_two):
    places = [one.text for one in part_two.paragraphs if one.text.startswith("{{p standard.remarks")]
    assert places == [
        "{{p standard.remarks.strengths }}",
        "{{p standard.remarks.limits }}",
        "{{p standard.remarks.trend }}",
        "{{p standard.remarks.priorities }}",
    ]


@pytest.mark.parametrize(("totals", "rows"), [("", 6), ("sums", 11)])
def test_the_table_of_crosses(totals, rows):
    document = new_document()
    mark_table(document, "for one in list", "one", totals)
    table = document.tables[0]
    assert len(table.rows) == rows
    assert [table.cell(0, 1).text, table.cell(1, 1).text, table.cell(1, 2).text] == [
        "Kết quả đánh giá tiêu chí",
        "Không đạt",
        "Đạt",
    ]
    assert [table.cell(2, 2).text, table.cell(2, 3).text] == ["Mức 1", "Mức 2"]
    assert table.cell(0, 0)._tc is table.cell(2, 0)._tc
    assert ("{{ sums.title }}" in table.rows[-1].cells[0].text) == bool(totals)


def test_the_heads_of_the_table_of_crosses_repeat():
    document = new_document()
    mark_table(document, "for one in list", "one")
    heads = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        for row in document.tables[0].rows
    ]
    assert heads == [True, True, True, False, False, False]
