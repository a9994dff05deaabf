"""The look of all forms: NĐ 30/2020 paper, Times New Roman, the paragraph styles the writer relies on."""

from __future__ import annotations

from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from lxml import etree

FONT = "Times New Roman"
TEXT_WIDTH = Mm(210 - 30 - 15)
WIDE_TEXT_WIDTH = Mm(297 - 20 - 20)
LINK_COLOUR = RGBColor(0x1F, 0x4E, 0x79)


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph style: its name in Word, size in points and the rest of its manners."""

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    before: float = 0
    after: float = 0
    line: float = 1.0
    first_line: float = 0
    left: float = 0
    keep_next: bool = False


_JUSTIFY, _CENTRE = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER
LOOKS = (
    Look("MD Body", align=_JUSTIFY, before=3, after=3, line=1.15, first_line=10),
    Look("MD Plain", before=2, after=2, line=1.1),
    Look("MD Cell", size=13, before=2, after=2),
    Look("MD Cell Centre", size=13, align=_CENTRE, before=2, after=2),
    Look("MD Cell Bold", size=13, bold=True, before=2, after=2, keep_next=True),
    Look("MD Cell Kept", size=13, before=2, after=2, keep_next=True),
    Look("MD Cell Centre Kept", size=13, align=_CENTRE, before=2, after=2, keep_next=True),
    Look("MD Cell Small", size=12, before=2, after=2),
    Look("MD Cell Head", size=13, bold=True, align=_CENTRE, before=3, after=3, keep_next=True),
    Look("MD Centre", align=_CENTRE),
    Look("MD Title", size=14, bold=True, align=_CENTRE, before=6, after=6, keep_next=True),
    Look("MD Cover Title", size=24, bold=True, align=_CENTRE, before=6, after=6, line=1.2),
    Look("MD Letterhead", size=12, align=_CENTRE),
    Look("MD Small", size=11, italic=True, before=3, after=3),
    Look("MD Recipients", size=11),
    Look("MD Footer", size=8),
    Look("MD Page Number", size=12, align=_CENTRE),
)
HEADINGS = (
    Look("Heading 1", bold=True, align=_CENTRE, before=12, after=8, keep_next=True),
    Look("Heading 2", bold=True, align=_JUSTIFY, before=10, after=4, line=1.1, keep_next=True),
    Look("Heading 3", bold=True, align=_JUSTIFY, before=8, after=3, line=1.1, keep_next=True),
    Look("Heading 4", bold=True, align=_JUSTIFY, before=6, after=2, line=1.1, first_line=10, keep_next=True),
    Look("Heading 5", bold=True, italic=True, before=4, after=2, line=1.1, first_line=10, keep_next=True),
)
CONTENTS = (
    Look("TOC 1", size=13, bold=True, before=4, after=2),
    Look("TOC 2", size=13, before=2, after=1),
    Look("TOC 3", size=13, before=1, after=1, left=6),
)


_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Header", "Footer"} | {
    look.name for look in HEADINGS
}


def new_document(*, wide: bool = False) -> WordDocument:
    """Return an empty A4 document with every style set; `wide` lays the page on its side."""
    document = Document()
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    _set_defaults(document)
    for look in (*LOOKS, *HEADINGS, *CONTENTS):
        _style(document, look)
    for look in CONTENTS:
        stops = document.styles[look.name].paragraph_format.tab_stops
        stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    assert isinstance(link, CharacterStyle)  # noqa: S101 - what add_style was asked for
    link.font.color.rgb = LINK_COLOUR
    paper(document.sections[0], wide=wide)
    return document


def paper(section: Section, *, wide: bool = False) -> None:
    """Set A4 and the margins of NĐ 30/2020 (20/20/30/15 mm; on its side 20 mm all round)."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = (Mm(20), Mm(20)) if wide else (Mm(30), Mm(15))
    section.header_distance = section.footer_distance = Mm(9)


def _set_defaults(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101 - Word's own default style
    normal.font.size = Pt(14)
    _set_font(normal)
    for linked in list(document.styles.element.iter(qn("w:link"))):
        linked.getparent().remove(linked)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        _name_font(fonts)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
        language.set(qn("w:eastAsia"), "vi-VN")
    normal.paragraph_format.space_after = Pt(0)


def _style(document: WordDocument, look: Look) -> None:
    names = {style.name for style in document.styles}
    style = (
        document.styles[look.name]
        if look.name in names
        else document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - all looks are paragraph styles
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size = Pt(look.size)
    style.font.bold, style.font.italic = look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    _set_font(style)
    layout = style.paragraph_format
    layout.alignment = look.align
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing = look.line
    layout.first_line_indent, layout.left_indent = Mm(look.first_line), Mm(look.left)
    layout.keep_with_next = look.keep_next


def _set_font(style: ParagraphStyle) -> None:
    _name_font(style.element.get_or_add_rPr().get_or_add_rFonts())


def _name_font(fonts: etree._Element) -> None:
    """Name the font for every script: a theme font left over would win over the plain name."""
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
