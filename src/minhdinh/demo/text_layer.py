"""Puts the words of a drawn page into its PDF: unseen, where they are drawn, so that they are found and copied.

Pages of the demo are pictures (``lettering``). Without this their words would have to be recognised one page at a time.
The font has no shapes, only the meaning of its codes, as in scans that went through text recognition.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL.PdfParser import PdfArray, PdfDict, PdfName, PdfParser

_POINTS = 72.0
_UNSEEN = 3  # the mode of writing in which nothing is drawn
_ADVANCE = 500  # of every letter, in thousandths of the size; each line is stretched to its drawn width
_MEANING = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of text on a page picture, in its pixels: left edge, baseline from the top, size of letters, width."""

    text: str
    left: float
    baseline: float
    size: float
    width: float


def with_words(pdf: bytes, pages: Sequence[Sequence[DrawnLine]], *, height: int, dpi: int) -> bytes:
    """Return the PDF with the lines of each page behind its picture; ``height`` is that of the pictures in pixels."""
    stream = io.BytesIO(pdf)
    with PdfParser(f=stream, mode="r+b") as parser:
        parser.start_writing()
        font = _font(parser)
        for page, lines in zip(parser.pages, pages, strict=True):
            entries = {key.name_as_str(): value for key, value in parser.cached_objects[page].items()}
            words = parser.write_obj(None, stream=_content(lines, height, _POINTS / dpi))
            entries["Contents"] = PdfArray([entries["Contents"], words])
            entries["Resources"][b"Font"] = PdfDict(words=font)
            parser.write_obj(page, **entries)
        parser.write_xref_and_trailer()
    return stream.getvalue()


def _font(parser: PdfParser) -> object:
    letters = PdfDict(
        Type=PdfName("Font"),
        Subtype=PdfName("CIDFontType2"),
        BaseFont=PdfName("Unseen"),
        CIDSystemInfo=PdfDict(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        DW=_ADVANCE,
    )
    return parser.write_obj(
        None,
        Type=PdfName("Font"),
        Subtype=PdfName("Type0"),
        BaseFont=PdfName("Unseen"),
        Encoding=PdfName("Identity-H"),
        DescendantFonts=PdfArray([parser.write_obj(None, letters)]),
        ToUnicode=parser.write_obj(None, stream=_MEANING),
    )


def _content(lines: Sequence[DrawnLine], height: int, scale: float) -> bytes:
    """Return the drawing orders of a page's lines; ``scale`` makes points of pixels, which count from the bottom."""
    shown = [
        f"/words {line.size * scale:.2f} Tf {_stretched(line):.2f} Tz "
        f"1 0 0 1 {line.left * scale:.2f} {(height - line.baseline) * scale:.2f} Tm "
        f"<{line.text.encode('utf-16-be').hex()}> Tj"
        for line in lines
        if line.text
    ]
    return "\n".join([f"BT {_UNSEEN} Tr", *shown, "ET\n"]).encode("ascii")


def _stretched(line: DrawnLine) -> float:
    """Return by how many hundredths a line is stretched so that it is as wide as it is drawn."""
    return 100 * line.width / (len(line.text) * line.size * _ADVANCE / 1000)
