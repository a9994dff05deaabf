import pytest
from docx.oxml.ns import qn

from minhdinh.documents.authoring import blocks, margins, styles, tables
from minhdinh.documents.authoring.styles import CONTENTS, FONT, HEADINGS, LOOKS, new_document


def test_every_look_is_a_style_of_the_new_document():
    document = new_document()
    for look in (*LOOKS, *HEADINGS, *CONTENTS):
        style = document.styles[look.name]
        assert style.font.size.pt == look.size
        assert bool(style.font.bold) == look.bold
        assert style.paragraph_format.alignment == look.align
        assert style.font.name == FONT


def test_the_writer_finds_its_styles():
    ids = {style.style_id for style in new_document().styles}
    assert ids >= {
        "MDBody",
        "MDCell",
        "MDCellCentre",
        "MDCellHead",
        "MDCellBold",
        "MDSmall",
        "Hyperlink",
        "TOC1",
        "TOC3",
    }


@pytest.mark.parametrize(("wide", "size"), [(False, (210, 297)), (True, (297, 210))])
def test_paper(wide, size):
    section = new_document(wide=wide).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


def test_body_text_is_fourteen_points_and_table_text_thirteen():
    document = new_document()
    assert document.styles["MD Body"].font.size.pt == 14
    assert document.styles["MD Cell"].font.size.pt == 13


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


def test_the_watermark_is_one_shape_between_a_condition():
    document = new_document()
    margins.watermark(document.sections[0])
    header = document.sections[0].header.paragraphs[0]
    assert header.text.replace("\n", "") == "{%r if draft %}{%r endif %}"
    shape = header._p.xpath(".//*[local-name()='shape']")[0]
    assert shape.get("alt") == margins.WATERMARK
    assert "rotation:315" in shape.get("style")


def test_the_frame_belongs_to_its_section_only():
    document = new_document()
    margins.frame(document.sections[0])
    margins.new_section(document)
    framed = [section._sectPr.find(qn("w:pgBorders")) is not None for section in document.sections]
    assert framed == [True, False]


def test_the_footer_numbers_pages_where_asked():
    document = new_document()
    margins.footer(document.sections[0], page_numbers=False)
    margins.footer(margins.new_section(document))
    fields = [
        [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
        for section in document.sections
    ]
    assert fields == [[], ["PAGE"]]


def test_a_section_on_its_side():
    document = new_document()
    section = margins.new_section(document, wide=True)
    assert section.page_width > section.page_height
    assert styles.paper(section) is None
    assert section.page_width < section.page_height


def test_the_contents_field():
    document = new_document()
    blocks.contents_field(document)
    kinds = [one.get(qn("w:fldCharType")) for one in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
