"""Headers and footers of templates: the draft's watermark, page numbers, the line of a sealed document."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from minhdinh.documents.authoring.styles import paper

WATERMARK = "DỰ THẢO"

# A WordArt shape in the header, as Word itself writes watermarks; LibreOffice reads the same.
_SHAPE = """
<w:r {w} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>
<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>
</v:shapetype>
<v:shape id="PowerPlusWaterMarkObject{n}" o:spid="_x0000_s{s}" type="#_x0000_t136" alt="{text}"
 style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:120pt;rotation:315;z-index:-251658752;\
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">
<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{text}"/>
</v:shape></w:pict></w:r>
"""


def watermark(section: Section, number: int = 1) -> None:
    """Put the watermark into the section's header; it prints while the document is a draft."""
    header = section.header
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.add_run("{%r if draft %}")
    shape = _SHAPE.format(w=nsdecls("w"), n=number, s=2048 + number, text=WATERMARK)
    paragraph._p.append(parse_xml("".join(shape.split("\n"))))  # noqa: SLF001 - python-docx has no shapes
    paragraph.add_run("{%r endif %}")


def footer(section: Section, *, page_numbers: bool = True) -> None:
    """Put the page number and, for a sealed document, its revision, hash and QR code into the footer."""
    bottom = section.footer
    bottom.is_linked_to_previous = False
    first = bottom.paragraphs[0]
    first.style = "MD Page Number"
    if page_numbers:
        _page_field(first)
    _seal_line(bottom)


def new_section(document: WordDocument, *, wide: bool = False) -> Section:
    """Begin a section on a new page with its own footer; the header goes on."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    paper(section, wide=wide)
    properties: Any = section._sectPr  # noqa: SLF001 - python-docx copies the frame of the section before
    for borders in properties.findall(qn("w:pgBorders")):
        properties.remove(borders)
    section.footer.is_linked_to_previous = False
    return section


def frame(section: Section) -> None:
    """Draw the double frame of a cover around the section's pages."""
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "text")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "thinThickSmallGap"), ("sz", "18"), ("space", "6"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties: Any = section._sectPr  # noqa: SLF001 - python-docx has no page borders
    properties.insert_element_before(borders, "w:lnNumType", "w:pgNumType", "w:cols", "w:docGrid")


def _page_field(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _seal_line(bottom: _Footer) -> None:
    bottom.add_paragraph("{%p if seal %}", style="MD Footer")
    table = bottom.add_table(rows=1, cols=2, width=Mm(165))
    table.autofit = False
    words, code = table.rows[0].cells
    for column, cell, width in zip(table.columns, (words, code), (145, 20), strict=True):
        column.width = cell.width = Mm(width)
    lines = (
        "Bản đã niêm phong – lần {{ seal.revision }}, ngày {{ seal.date }} – mã niêm phong {{ seal.short }}",
        "SHA-256: {{ seal.digest }}",
        "Kiểm tra bản này tại: {{ seal.url }}",
    )
    for index, line in enumerate(lines):
        paragraph = words.paragraphs[0] if index == 0 else words.add_paragraph()
        paragraph.style = "MD Footer"
        paragraph.add_run(line)
    code.paragraphs[0].style = "MD Footer"
    code.paragraphs[0].add_run("{{ seal.qr }}")
    bottom.add_paragraph("{%p endif %}", style="MD Footer")
