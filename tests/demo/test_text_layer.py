"""The words of a drawn page stand behind it: they are read at once, and where they are drawn."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from PIL.PdfParser import PdfParser

from minhdinh.demo.content import MAIN_SCHOOL, read_dossier
from minhdinh.demo.files import SAMPLE_NOTE, make_evidence_file, make_pdf
from minhdinh.demo.text_layer import DrawnLine, with_words
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.reading.words import read_words

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
TITLE = "Kế hoạch “ba mẹ” ở xã Ỷ Tý"
LINE = "Giữ gìn, bổ sung: ẵm ngửa, đỗ quyên, thường xuyên; 98,5 %."


def told(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "a.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, path, "-"], check=True, capture_output=True, text=True)
    return done.stdout


@needs_poppler
def test_every_page_tells_its_words_in_order(tmp_path: Path) -> None:
    pdf = make_pdf(TITLE, [f"{number}. {LINE}" for number in range(40)])
    pages = told(pdf, tmp_path).split("\f")[:-1]
    assert len(pages) == 2
    words = "\n".join(pages)
    assert [line for line in words.split("\n") if line][:2] == [SAMPLE_NOTE, TITLE]
    assert re.findall(r"^(\d+)\. Giữ gìn", words, re.MULTILINE) == [str(number) for number in range(40)]


@needs_poppler
def test_words_stand_where_they_are_drawn(tmp_path: Path) -> None:
    line = DrawnLine("Sao Mai", left=100, baseline=300, size=40, width=200)
    buffer = io.BytesIO()
    Image.new("1", (500, 1000), 1).save(buffer, "PDF", resolution=72)
    boxes = told(with_words(buffer.getvalue(), [[line]], height=1000, dpi=72), tmp_path, "-bbox-layout")
    found = re.search(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', boxes)
    assert found
    left, top, right, bottom = (float(value) for value in found.groups())
    assert (left, right) == (pytest.approx(100, abs=1), pytest.approx(300, abs=1))
    assert 255 <= top < 300 <= bottom <= 320


@needs_poppler
def test_nothing_more_is_seen(tmp_path: Path) -> None:
    line = DrawnLine("Sao Mai", left=100, baseline=300, size=40, width=200)
    buffer = io.BytesIO()
    Image.new("1", (500, 1000), 1).save(buffer, "PDF", resolution=72)
    (tmp_path / "a.pdf").write_bytes(with_words(buffer.getvalue(), [[line]], height=1000, dpi=72))
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-png", "a.pdf", "a"], check=True, cwd=tmp_path)
    assert Image.open(next(tmp_path.glob("a*.png"))).convert("L").getextrema() == (255, 255)


@needs_poppler
def test_papers_of_the_demo_are_read_without_looking(tmp_path: Path) -> None:
    for entry in read_dossier(MAIN_SCHOOL).evidence:
        if entry.get("format") != "pdf":
            continue
        path = tmp_path / "a.pdf"
        path.write_bytes(make_evidence_file(entry, "Trường THCS Sao Mai")[1])
        reading = read_words(path, "pdf")
        assert (reading.state, reading.by_eye) == (ReadingState.READ, False)
        assert " ".join(entry["name"].split()) in " ".join(reading.text.split())


def test_title_and_pages_stay() -> None:
    parser = PdfParser(buf=make_pdf(TITLE, [LINE] * 40))
    assert len(parser.pages) == 2
    assert parser.info.Title == TITLE
