from docx.oxml.ns import qn

from minhdinh.documents.authoring import blocks
from minhdinh.documents.authoring.styles import new_document


def test_marked_text():
    paragraph = blocks.text(new_document(), "**Điều 1.** Thành lập **Hội đồng**")
    assert [(run.text, bool(run.bold)) for run in paragraph.runs] == [
        ("Điều 1.", True),
        (" Thành lập ", False),
        ("Hội đồng", True),
    ]


def test_the_letterhead_names_state_and_motto():
    document = new_document()
    blocks.letterhead(document, number="Số: {{ number }}", place="{{ place_date }}")
    cells = [cell.text.strip() for row in document.tables[0].rows for cell in row.cells]
    assert cells[1] == f"{blocks.STATE}\n{blocks.MOTTO}"
    assert cells[2:] == ["Số: {{ number }}", "{{ place_date }}"]
    assert "Table Grid" not in str(document.tables[0].style.name)


def test_a_letterhead_without_number_has_one_row():
    document = new_document()
    blocks.letterhead(document)
    assert len(document.tables[0].rows) == 1


def test_signature_columns():
    document = new_document()
    blocks.signature(document, [blocks.RECIPIENTS, "- Lưu: VT."], ["**CHỦ TỊCH**", "(Ký)", "**{{ name }}**"])
    left, right = document.tables[0].rows[0].cells
    assert [one.text for one in left.paragraphs] == ["Nơi nhận:", "- Lưu: VT."]
    assert left.paragraphs[0].runs[0].bold
    assert [one.text for one in right.paragraphs] == ["CHỦ TỊCH", "(Ký)", "{{ name }}"]
    assert right.paragraphs[1].runs[0].italic
    assert right.paragraphs[-1].paragraph_format.space_before.pt > 50


def test_the_contents_field():
    document = new_document()
    blocks.contents_field(document)
    kinds = [one.get(qn("w:fldCharType")) for one in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_a_statement_and_a_rich_place_carry_only_their_tag():
    document = new_document()
    blocks.statement(document, "if a")
    blocks.rich(document, "report.text")
    assert [one.text for one in document.paragraphs] == ["{%p if a %}", "{{p report.text }}"]


def test_a_page_break():
    document = new_document()
    blocks.page_break(document)
    breaks = [one.get(qn("w:type")) for one in document.element.body.iter(qn("w:br"))]
    assert breaks == ["page"]


def test_the_head_of_the_contents_has_two_columns():
    document = new_document()
    blocks.contents_head(document, "NỘI DUNG", "Trang")
    assert document.paragraphs[0].text == "NỘI DUNG\tTrang"
