"""The demo's papers are real files of their kind, small, and the same every time."""

import datetime as dt
import io
import shutil
import subprocess
import zipfile

import filetype
import pytest
from docx import Document
from PIL import Image
from PIL.PdfParser import PdfParser

from minhdinh.demo.content import MAIN_SCHOOL, read_dossier
from minhdinh.demo.files import SAMPLE_NOTE, make_docx, make_evidence_file, make_jpg, make_pdf

TITLE = "Kế hoạch năm học 2026-2027"
LINES = [
    "Số: 86/KH-THCSSM, ngày 08/9/2026.",
    "Quy mô: 18 lớp, 612 học sinh, 31 cán bộ, giáo viên, nhân viên.",
    "Chỉ tiêu chủ yếu: duy trì sĩ số; giảm học sinh xếp loại học tập Chưa đạt xuống dưới 1,5 %.",
]


@pytest.mark.parametrize(
    ("content", "media_type", "limit"),
    [
        (make_pdf(TITLE, LINES), "application/pdf", 60_000),
        (make_jpg(TITLE), "image/jpeg", 40_000),
        (
            make_docx(TITLE, LINES),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            60_000,
        ),
    ],
)
def test_the_content_is_of_its_kind_and_small(content, media_type, limit):
    assert filetype.guess_mime(content) == media_type
    assert 500 < len(content) < limit


@pytest.mark.parametrize("make", [make_pdf, make_docx])
def test_the_same_text_gives_the_same_bytes(make):
    assert make(TITLE, LINES) == make(TITLE, LINES)
    assert make(TITLE, LINES) != make(TITLE, LINES[:1])
    assert make("Kế hoạch khác", LINES) != make(TITLE, LINES)


def test_pictures_differ_by_their_title_only():
    assert make_jpg("Ảnh một") == make_jpg("Ảnh một") != make_jpg("Ảnh hai")


def test_the_picture_has_the_promised_size():
    image = Image.open(io.BytesIO(make_jpg(TITLE)))
    assert (image.format, image.size) == ("JPEG", (800, 600))


def test_the_pdf_has_a_page_for_a_short_text_and_more_for_a_long_one():
    assert len(PdfParser(buf=make_pdf(TITLE, LINES)).pages) == 1
    assert len(PdfParser(buf=make_pdf(TITLE, LINES * 20)).pages) > 1


def test_the_pdf_does_not_tell_the_time_of_its_making():
    assert b"D:20260707000000" in make_pdf(TITLE, LINES)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")
def test_the_pdf_page_shows_ink_and_paper(tmp_path):
    (tmp_path / "a.pdf").write_bytes(make_pdf(TITLE, LINES))
    subprocess.run(["pdftoppm", "-r", "50", "-gray", "-png", tmp_path / "a.pdf", tmp_path / "a"], check=True)
    page = Image.open(next(tmp_path.glob("a*.png"))).convert("L")
    dark = sum(page.histogram()[:128]) / (page.width * page.height)
    assert 0.002 < dark < 0.2


def test_the_word_file_carries_the_text():
    document = Document(io.BytesIO(make_docx(TITLE, LINES)))
    assert [paragraph.text for paragraph in document.paragraphs] == [SAMPLE_NOTE, TITLE, *LINES]
    assert document.core_properties.title == TITLE
    assert document.core_properties.author == ""


def test_the_word_file_is_a_sound_package_with_fixed_times():
    with zipfile.ZipFile(io.BytesIO(make_docx(TITLE, LINES))) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(2026, 7, 7, 0, 0, 0)}
        assert "word/document.xml" in package.namelist()


ITEM = {
    "key": "bb_tien_do",
    "name": "Biên bản kiểm tra tiến độ",
    "number": "12/BB-THCSSM",
    "issued_on": dt.date(2026, 10, 30),
    "format": "docx",
    "pages": ["17/18 lớp đúng tiến độ."],
}


def test_the_paper_of_an_item_opens_with_its_number_and_date():
    name, content = make_evidence_file(ITEM, "Trường THCS Sao Mai")
    lines = [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]
    assert name == "bb-tien-do.docx"
    assert lines[1:] == [
        "Biên bản kiểm tra tiến độ",
        "Trường THCS Sao Mai - Số: 12/BB-THCSSM - Ngày: 30/10/2026",
        "17/18 lớp đúng tiến độ.",
    ]


def test_an_item_issued_elsewhere_names_its_issuer():
    _, content = make_evidence_file({**ITEM, "issuer": "Công an xã An Bình"}, "Trường THCS Sao Mai")
    assert Document(io.BytesIO(content)).paragraphs[2].text.startswith("Công an xã An Bình - ")


@pytest.mark.parametrize("kind", ["pdf", "docx", "jpg"])
def test_the_longest_papers_of_the_demo_stay_small(kind):
    items = [item for item in read_dossier(MAIN_SCHOOL).evidence if item.get("format") == kind]
    longest = max(items, key=lambda item: len(item["name"]) + len("".join(item["pages"])))
    name, content = make_evidence_file(longest, "Trường THCS Sao Mai")
    assert name.endswith(f".{kind}")
    assert len(content) < 60_000
