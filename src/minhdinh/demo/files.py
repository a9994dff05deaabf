"""Small real files for the demo's evidence: PDF, JPG and DOCX, all of them plainly sample papers.

Pure functions from text to bytes. The same text gives the same bytes with the same versions of Pillow and
python-docx, so that a second load of the demo finds the files it already stored (they are kept by their hash).
"""

import datetime as dt
import hashlib
import io
import time
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.shared import Pt
from PIL import Image, ImageDraw

from minhdinh.demo.lettering import Letterer
from minhdinh.demo.text_layer import DrawnLine, with_words

SAMPLE_NOTE = "TÀI LIỆU MẪU - dữ liệu minh họa, không có giá trị pháp lý"

_PAGE = (1240, 1754)  # A4 at 150 dots an inch
_DPI = 150
_MARGIN = 130
_PICTURE = (800, 600)
_FIXED_TIME = (2026, 7, 7, 0, 0, 0)  # the day the circular took effect; any fixed moment would do


def make_evidence_file(item: Mapping[str, Any], school: str) -> tuple[str, bytes]:
    """Return name and content of the file of an evidence item as it stands in the demo's data (storage ``file``).

    The paper opens with who issued it, its number and date; ``school`` is the issuer where the item names none.
    """
    heading = [str(item.get("issuer") or school)]
    if item.get("number"):
        heading.append(f"Số: {item['number']}")
    if item.get("issued_on"):
        heading.append(f"Ngày: {item['issued_on']:%d/%m/%Y}")
    lines = [" - ".join(heading), *item["pages"]]
    makers = {"pdf": make_pdf, "docx": make_docx}
    kind = item["format"]
    content = make_jpg(item["name"]) if kind == "jpg" else makers[kind](item["name"], lines)
    return f"{item['key'].replace('_', '-')}.{kind}", content


def make_pdf(title: str, lines: Sequence[str]) -> bytes:
    """Return a PDF with ``title``, ``lines`` (one paragraph each) and the sample note; as many pages as needed.

    A page is a picture with its words behind it, so that they are read at once, without recognising letters.
    """
    pages = _pages(title, lines)
    first, *others = (page.picture() for page in pages)
    moment = time.struct_time((*_FIXED_TIME, 0, 1, 0))
    buffer = io.BytesIO()
    first.save(
        buffer, "PDF", resolution=_DPI, save_all=True, append_images=others,
        title=title, producer="Minh Dinh", creationDate=moment, modDate=moment,
    )  # fmt: skip
    return with_words(buffer.getvalue(), [page.lines for page in pages], height=_PAGE[1], dpi=_DPI)


def make_jpg(title: str) -> bytes:
    """Return an 800 x 600 picture of a school yard with ``title`` as its caption; colours follow the title."""
    image = Image.new("RGB", _PICTURE, (196, 222, 240))
    draw = ImageDraw.Draw(image)
    _draw_school(draw, hashlib.sha256(title.encode()).digest())
    draw.rectangle((0, 500, 800, 600), fill=(250, 250, 246))
    _write_caption(draw, title)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=72, optimize=True)
    return buffer.getvalue()


def make_docx(title: str, lines: Sequence[str]) -> bytes:
    """Return a Word document with ``title``, ``lines`` (one paragraph each) and the sample note."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(13)
    document.add_paragraph(SAMPLE_NOTE).runs[0].italic = True
    document.add_paragraph(title).runs[0].bold = True
    for line in lines:
        document.add_paragraph(line)
    _fix_properties(document, title)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_times(buffer.getvalue())


class _Page:
    """A page being written: its picture, and which line stands where."""

    def __init__(self) -> None:
        self._image = Image.new("L", _PAGE, 255)
        self._draw = ImageDraw.Draw(self._image)
        self.y = _MARGIN
        self.lines: list[DrawnLine] = []

    def write(self, size: int, text: str, *, gap: int) -> None:
        """Write a paragraph between the margins below what stands there, and leave a gap."""
        letterer = Letterer(self._draw, size, 0)
        for line in letterer.wrap(text, _PAGE[0] - 2 * _MARGIN):
            letterer.write(_MARGIN, self.y, line)
            self.lines.append(DrawnLine(line, _MARGIN, self.y + size, size, letterer.length(line)))
            self.y += letterer.line_height
        self.y += gap

    def picture(self) -> Image.Image:
        """Return the page in one bit a pixel."""
        return self._image.convert("1", dither=Image.Dither.NONE)


def _pages(title: str, lines: Sequence[str]) -> list[_Page]:
    """Lay the text out on as many A4 pages as it takes."""
    page = _Page()
    page.write(26, SAMPLE_NOTE, gap=30)
    page.write(38, title, gap=30)
    pages = [page]
    for line in lines:
        if page.y > _PAGE[1] - 2 * _MARGIN:
            page = _Page()
            pages.append(page)
        page.write(29, line, gap=14)
    return pages


def _draw_school(draw: ImageDraw.ImageDraw, seed: bytes) -> None:
    """Draw ground, a house of two floors with windows, a flag pole and trees; ``seed`` chooses the colours."""
    wall = (225 + seed[0] % 25, 205 + seed[1] % 30, 150 + seed[2] % 40)
    roof = (150 + seed[3] % 60, 70 + seed[4] % 30, 60)
    draw.rectangle((0, 380, 800, 500), fill=(206, 190, 160))
    left = 120 + seed[5] % 60
    draw.polygon([(left - 25, 170), (left + 240, 95), (left + 505, 170)], fill=roof)
    draw.rectangle((left, 170, left + 480, 390), fill=wall)
    for floor in (195, 300):
        for column in range(6):
            x = left + 25 + column * 75
            draw.rectangle((x, floor, x + 45, floor + 60), fill=(110, 150, 180), outline=(90, 90, 90))
    draw.line((left + 540, 130, left + 540, 400), fill=(120, 120, 120), width=5)
    draw.rectangle((left + 543, 130, left + 600, 168), fill=(205, 40, 40))
    for x in (40, 90, 745):
        draw.rectangle((x - 6, 320, x + 6, 400), fill=(110, 80, 50))
        draw.ellipse((x - 42, 230, x + 42, 335), fill=(70 + seed[6] % 30, 130 + seed[7] % 30, 70))


def _write_caption(draw: ImageDraw.ImageDraw, title: str) -> None:
    caption = Letterer(draw, 20, (30, 30, 30))
    for row, line in enumerate(caption.wrap(title, 760)[:2]):
        caption.write(20, 508 + row * 30, line)
    Letterer(draw, 13, (110, 110, 110)).write(20, 574, SAMPLE_NOTE)


def _fix_properties(document: DocumentObject, title: str) -> None:
    moment = dt.datetime(*_FIXED_TIME, tzinfo=dt.UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:250], "", ""
    properties.created = properties.modified = moment


def _with_fixed_times(package: bytes) -> bytes:
    """Write a ZIP anew with one fixed time for every member: python-docx stamps the time of the day."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():  # the order tells file-type detectors that it is a Word file
            new.writestr(zipfile.ZipInfo(name, _FIXED_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
