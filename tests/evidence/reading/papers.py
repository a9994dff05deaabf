"""Official papers as schools keep them: as Word, as a PDF with words, as a scan without any, as a photograph."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from docx import Document
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from minhdinh.evidence.reading.tools import has_eyes, has_pdf_text

needs_eyes = pytest.mark.skipif(
    not (has_eyes() and has_pdf_text()),
    reason="apt-get install tesseract-ocr tesseract-ocr-vie poppler-utils",
)
needs_pdf_text = pytest.mark.skipif(not has_pdf_text(), reason="apt-get install poppler-utils")
A4 = (1240, 1754)  # at 150 dots an inch
WANTED_FONTS = ("Tinos", "DejaVu Serif", "Liberation Serif")


@dataclass(frozen=True)
class Paper:
    """What stands on an official paper of a school."""

    above: str = "UBND PHƯỜNG HÒA BÌNH"
    agency: str = "TRƯỜNG THCS SAO MAI"
    number: str = "12/QĐ-THCSSM"
    place: str = "Hòa Bình"
    day: str = "ngày 05 tháng 9 năm 2026"
    word: str = "QUYẾT ĐỊNH"
    subject: str = "Về việc thành lập Hội đồng tự đánh giá năm học 2026-2027"
    body: tuple[str, ...] = (
        "Căn cứ Điều lệ trường trung học cơ sở;",
        "Căn cứ Thông tư quy định về kiểm định chất lượng giáo dục;",
        "Theo đề nghị của tổ trưởng tổ văn phòng,",
        "Điều 1. Thành lập Hội đồng tự đánh giá gồm các ông bà có tên sau đây.",
        "Điều 2. Hội đồng có nhiệm vụ thu thập minh chứng và viết báo cáo.",
    )

    @property
    def lines(self) -> list[str]:
        head = [self.above, self.agency, f"Số: {self.number}"]
        motto = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
        return [*head, *motto, f"{self.place}, {self.day}", self.word, self.subject, *self.body]


def word_paper(paper: Paper | None = None) -> bytes:
    """Return the paper as .docx, its head in a table of two cells as people make it."""
    paper, document = paper or Paper(), Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "\n".join([paper.above, paper.agency, f"Số: {paper.number}"])
    right.text = "\n".join([
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"{paper.place}, {paper.day}",
    ])  # fmt: skip
    for line in (paper.word, paper.subject, *paper.body):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def plain_pdf(*lines: str) -> bytes:
    """Return a PDF whose words can be taken; only letters of ASCII."""
    shown = "\n".join(f"({line.replace('(', ' ').replace(')', ' ')}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 60 780 Td\n{shown}\nET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(body)
    body += f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return body.encode("ascii")


def drawn(paper: Paper | None = None, *, turned: float = 0.0, blurred: float = 0.0) -> Image.Image:
    """Return the paper drawn as a scanner sees it: a little turned, a little blurred."""
    paper = paper or Paper()
    page = Image.new("L", A4, "white")
    pen = ImageDraw.Draw(page)
    font, bold = ImageFont.truetype(font_file("Regular"), 27), ImageFont.truetype(font_file("Bold"), 27)
    for row, (text, face) in enumerate(
        ((paper.above, font), (paper.agency, bold), (f"Số: {paper.number}", font))
    ):
        pen.text((330, 130 + 42 * row), text, font=face, anchor="mm", fill=20)
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{paper.place}, {paper.day}",
    )
    for row, text in enumerate(right):
        pen.text((860, 130 + 42 * row), text, font=bold if row < 2 else font, anchor="mm", fill=20)
    pen.text((620, 340), paper.word, font=bold, anchor="mm", fill=20)
    pen.text((620, 385), paper.subject, font=bold, anchor="mm", fill=20)
    for row, text in enumerate(paper.body):
        pen.text((150, 480 + 46 * row), text, font=font, fill=20)
    page = page.rotate(turned, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return page.filter(ImageFilter.GaussianBlur(blurred)) if blurred else page


def scan(paper: Paper | None = None, *, turned: float = 0.4, blurred: float = 0.5) -> bytes:
    """Return a scanned PDF: a picture of the paper and no words."""
    buffer = io.BytesIO()
    drawn(paper, turned=turned, blurred=blurred).save(buffer, "PDF", resolution=150)
    return buffer.getvalue()


def photograph(paper: Paper | None = None) -> bytes:
    """Return a photograph of the paper."""
    buffer = io.BytesIO()
    drawn(paper, turned=-0.5, blurred=0.4).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def iphone_photo() -> bytes:
    """Return a page as an iPhone photographs it: HEIC, lying as stored (800 x 600), with notes that turn it upright.

    Its upper left corner is red. Made once with pillow-heif from a page drawn by Pillow; what we install cannot write HEIC.
    """
    return (Path(__file__).parents[1] / "data" / "anh-dien-thoai.heic").read_bytes()


@lru_cache(maxsize=2)
def font_file(style: str) -> str:
    """Return the file of a serif font that has the Vietnamese letters."""
    lister = shutil.which("fc-match")
    for family in WANTED_FONTS if lister else ():
        found = subprocess.run(
            [lister, f"{family}:style={style}", "--format=%{family}|%{file}"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        name, _bar, path = found.partition("|")
        if family in name:
            return path
    pytest.fail("No font with Vietnamese letters: apt-get install fonts-croscore fontconfig")


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def damaged(name: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive whose list of parts is whole and whose one part's packed bytes are not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(name, "<w:t>Biên bản họp</w:t>" * 20)
        archive.writestr("[Content_Types].xml", "<Types/>")
    content = bytearray(buffer.getvalue())
    start = 30 + len(name)
    if method == zipfile.ZIP_LZMA:
        start += 4  # past the size of the settings
    content[start : start + 12] = b"\xff" * 12
    return bytes(content)
