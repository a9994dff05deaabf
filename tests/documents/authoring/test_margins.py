from docx.oxml.ns import qn

from minhdinh.documents.authoring import margins, styles
from minhdinh.documents.authoring.styles import new_document


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


def test_the_line_of_a_seal_prints_only_with_a_seal():
    document = new_document()
    margins.footer(document.sections[0])
    footer = document.sections[0].footer
    tags = [one.text for one in footer.paragraphs if one.text]
    assert tags == ["{%p if seal %}", "{%p endif %}"]
    words, code = footer.tables[0].rows[0].cells
    assert "SHA-256: {{ seal.digest }}" in words.text
    assert code.text == "{{ seal.qr }}"
