"""Words of files of each kind."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.reading import eyes
from minhdinh.evidence.reading.folding import tokens
from minhdinh.evidence.reading.words import MOST_TEXT, read_words, tidy
from tests.evidence.reading.papers import (
    Paper,
    damaged,
    iphone_photo,
    needs_eyes,
    needs_pdf_text,
    photograph,
    plain_pdf,
    saved,
    scan,
    word_paper,
)


def test_a_word_file_needs_no_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_words(saved(tmp_path, "a.docx", word_paper()), "docx")
    assert (reading.state, reading.by_eye) == (ReadingState.READ, False)
    assert "Số: 12/QĐ-THCSSM" in reading.text


@needs_pdf_text
def test_a_pdf_with_words_is_read_without_looking(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.pdf", plain_pdf("So: 12/QD-THCS", "ngay 05 thang 9 nam 2026"))
    reading = read_words(path, "pdf")
    assert (reading.state, reading.by_eye, reading.pages) == (ReadingState.READ, False, 1)
    assert reading.text.split("\n") == ["So: 12/QD-THCS", "ngay 05 thang 9 nam 2026"]


@needs_eyes
def test_a_scan_is_read_by_eye(tmp_path: Path) -> None:
    looked: list[int] = []
    reading = read_words(saved(tmp_path, "a.pdf", scan()), "pdf", lambda: looked.append(1))
    assert (reading.state, reading.by_eye, reading.pages, looked) == (ReadingState.READ, True, 1, [1] * 3)
    found, meant = set(tokens(reading.text)), tokens(" ".join(Paper().lines))
    assert sum(word in found for word in meant) >= 0.9 * len(meant)


@needs_eyes
def test_a_photograph_is_read_by_eye(tmp_path: Path) -> None:
    reading = read_words(saved(tmp_path, "a.jpg", photograph()), "jpg")
    assert reading.by_eye
    assert "hội đồng tự đánh giá" in reading.text.lower()


@needs_eyes
def test_a_photograph_of_an_iphone_is_read_upright(tmp_path: Path) -> None:
    reading = read_words(saved(tmp_path, "a.heic", iphone_photo()), "heic")
    assert (reading.state, reading.by_eye) == (ReadingState.READ, True)
    assert "quyết định" in reading.text.lower()


@needs_eyes
def test_a_blank_page_has_no_words(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (600, 800), "white").save(path)
    assert read_words(path, "png").state == ReadingState.EMPTY


@needs_eyes
def test_of_a_long_scan_the_first_pages_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "MOST_PAGES", 1)
    path = tmp_path / "a.pdf"
    page = Image.open(saved(tmp_path, "a.jpg", photograph()))
    page.save(path, "PDF", save_all=True, append_images=[page], resolution=150)
    reading = read_words(path, "pdf")
    assert (reading.pages, reading.reason) == (2, "Bản quét dài: chỉ đọc 1 trang đầu.")


@needs_pdf_text
def test_without_tesseract_a_scan_waits_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pdftotext", "sh"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    path = saved(tmp_path, "a.pdf", scan())
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_words(path, "pdf")
    assert reading.state == ReadingState.NO_TOOL
    assert "tesseract-ocr-vie" in reading.reason


def test_without_any_tool_pdf_and_pictures_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "poppler-utils" in read_words(saved(tmp_path, "a.pdf", plain_pdf("a")), "pdf").reason
    assert read_words(saved(tmp_path, "a.jpg", b"x"), "jpg").state == ReadingState.NO_TOOL
    for extension, package in (("doc", "libreoffice-writer"), ("ppt", "libreoffice-impress")):
        reading = read_words(saved(tmp_path, "a", b"x"), extension)
        assert (reading.state, package in reading.reason) == (ReadingState.NO_TOOL, True)


@needs_eyes
@pytest.mark.parametrize("extension", ["pdf", "jpg", "png", "webp", "heic", "docx", "xlsx", "xls", "pptx"])
@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04xx", b"\xff\xd8\xff\xe0" + b"\0" * 90]
)
def test_broken_files_are_told_never_raised(tmp_path: Path, extension: str, content: bytes) -> None:
    reading = read_words(saved(tmp_path, "a.bin", content), extension)
    assert reading.state in (ReadingState.FAILED, ReadingState.EMPTY)
    assert reading.reason


@pytest.mark.parametrize(("extension", "state"), [("mp4", "empty"), ("mp3", "empty"), ("zip", "failed")])
def test_what_is_not_read_says_why(tmp_path: Path, extension: str, state: str) -> None:
    reading = read_words(saved(tmp_path, "a", b"x"), extension)
    assert (reading.state, bool(reading.reason)) == (state, True)


@given(st.text())
def test_kept_text_is_one_that_every_database_takes(text: str) -> None:
    kept = tidy(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert len(kept) <= MOST_TEXT
    assert tidy(kept) == kept


@pytest.mark.parametrize(
    ("extension", "part"), [("docx", "word/document.xml"), ("pptx", "ppt/slides/slide1.xml")]
)
def test_a_damaged_part_is_told_never_raised(tmp_path: Path, extension: str, part: str) -> None:
    reading = read_words(saved(tmp_path, "a.bin", damaged(part)), extension)
    assert (reading.state, bool(reading.reason)) == (ReadingState.FAILED, True)


@needs_pdf_text
def test_taking_the_words_of_a_pdf_is_told_as_work(tmp_path: Path) -> None:
    told: list[int] = []
    read_words(saved(tmp_path, "a.pdf", plain_pdf("So: 12/QD-THCS " * 3)), "pdf", lambda: told.append(1))
    assert told == [1]
