import io
import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest
from docx import Document

from minhdinh.documents.outline import outline
from minhdinh.documents.pdf import PdfUnavailable, available, heading_pages, to_pdf
from minhdinh.documents.registry import forms, render
from tests.documents import sample
from tests.documents.docx_text import links_of
from tests.documents.making import make, options

office = pytest.mark.office


def tool(name, *arguments):
    return subprocess.run([name, *map(str, arguments)], capture_output=True, check=True, text=True).stdout


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Return the path of the sealed report as PDF."""
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    made = render("bieu-1", sample.dossier(), "pdf", options(page_numbers=True, seal=sample.SEAL))
    path.write_bytes(made.content)
    return path


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not available()
    with pytest.raises(PdfUnavailable, match=r"chưa cài LibreOffice.*bản Word"):
        to_pdf(b"")


def test_without_libreoffice_word_is_made_all_the_same(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    made = render("bieu-1", sample.dossier(), "docx", options(page_numbers=True))
    assert made.content.startswith(b"PK")


def fake_soffice(folder, script):
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def runs(pid):
    """Tell whether a process is there and more than a dead one that nobody has asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_conversion_that_hangs_is_stopped_with_all_it_started(monkeypatch, tmp_path):
    child = tmp_path / "child"
    fake_soffice(tmp_path, f"sleep 60 & echo $! >{child}; sleep 60")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(PdfUnavailable, match="không xong trong 1 giây"):
        to_pdf(b"x", timeout=1)
    deadline = time.monotonic() + 20
    while runs(int(child.read_text())):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_conversion_that_makes_nothing_is_told(monkeypatch, tmp_path):
    fake_soffice(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(PdfUnavailable, match="không chuyển được"):
        to_pdf(b"x")


def test_no_folder_is_left_behind(monkeypatch, tmp_path):
    fake_soffice(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(PdfUnavailable):
        to_pdf(b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["soffice"]


def test_headings_that_do_not_match_have_no_pages():
    assert heading_pages(b"%PDF-1.7", ["Phần I"]) == []
    assert heading_pages(b"%PDF-1.7", []) == []


@office
@pytest.mark.parametrize("form", forms(), ids=lambda one: one.id)
def test_only_the_twin_of_times_new_roman_is_embedded(form, tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(to_pdf(make(form.id, sample.dossier())))
    fonts = tool("pdffonts", path).splitlines()[2:]
    assert fonts
    assert {re.sub(r"^[A-Z]{6}\+", "", line.split()[0]).split("-")[0] for line in fonts} == {"Tinos"}
    assert all(line.split()[-5] == "yes" for line in fonts)


@office
def test_the_contents_name_the_page_each_heading_stands_on(report):
    entries = re.findall(r"^\s*(.+?)\.{3,}\s*(\d+)$", tool("pdftotext", "-layout", report, "-"), re.MULTILINE)
    found = {re.sub(r"\W+", "", text): int(page) for text, page in entries}
    pages = {re.sub(r"\W+", "", one.title): one.page for one in outline(report.read_bytes())}
    assert len(entries) == 28
    short = {title: page for title, page in found.items() if title in pages}
    assert len(short) >= 20
    assert short == {title: pages[title] for title in short}


@office
def test_the_bookmarked_page_holds_the_heading(report):
    for one in outline(report.read_bytes())[:20]:
        page = tool("pdftotext", "-f", one.page, "-l", one.page, report, "-")
        assert re.sub(r"\s+", "", one.title) in re.sub(r"\s+", "", page)


@office
def test_every_code_in_the_pdf_is_a_link(report):
    content = report.read_bytes()
    expected = {url for text, url in links_of(make("bieu-1", sample.dossier())) if text.startswith("MC.")}
    assert len(expected) == len(sample.dossier()["evidence"])
    for url in expected:
        assert f"/URI({url})".encode() in content


@office
def test_the_word_file_carries_the_same_page_numbers(report):
    made = render("bieu-1", sample.dossier(), "docx", options(page_numbers=True, seal=sample.SEAL))
    lines = [
        one.text for one in Document(io.BytesIO(made.content)).paragraphs if one.style.name.startswith("TOC")
    ]
    pages = {one.title: one.page for one in outline(report.read_bytes())}
    for line in lines:
        text, page = line.split("\t")
        assert pages[text] == int(page)


@office
def test_vietnamese_reads_back_letter_by_letter(report):
    text = " ".join(tool("pdftotext", report, "-").split())
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "chưa đáp ứng đầy đủ các yêu cầu của Mức 1",
        "Nguyễn Thị Bình",
    ):
        assert words in text


@office
def test_a_draft_shows_its_watermark_on_every_page(tmp_path):
    path = tmp_path / "draft.pdf"
    path.write_bytes(to_pdf(make("bang-phan-cong", sample.unfinished())))
    tool("pdftoppm", "-r", 30, "-gray", path, tmp_path / "page")
    for picture in tmp_path.glob("page*.pgm"):
        shades = picture.read_bytes()[-500_000:]
        assert sum(200 < shade < 245 for shade in shades) > 1000


@office
def test_several_conversions_at_once_do_not_disturb_each_other():
    content = make("bang-phan-cong", sample.dossier())
    results = []
    threads = [threading.Thread(target=lambda: results.append(to_pdf(content))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one[:5] for one in results] == [b"%PDF-"] * 3


@office
def test_the_tools_of_these_tests_are_there():
    assert all(shutil.which(name) for name in ("pdffonts", "pdftotext", "pdftoppm"))
    assert Path("/usr/share/fonts").exists()
