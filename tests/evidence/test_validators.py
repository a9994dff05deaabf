"""Uploads are judged by their bytes: kinds, sizes, macros, broken and hostile files."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minhdinh.common.problems import Problem
from minhdinh.evidence.kinds_of_files import MEDIA_TYPES
from minhdinh.evidence.validators import OLE, PREVIEWABLE, FileKind, detect_file
from tests.evidence.factories import jpg_bytes, office_bytes, pdf_bytes, png_bytes

LIMIT = 1024 * 1024


def detect(content: bytes, name: str = "tệp", limit: int = LIMIT) -> FileKind:
    return detect_file(io.BytesIO(content), name=name, size=len(content), limit=limit)


def old_office(*streams: str) -> bytes:
    """Return bytes with the signature of an old Office file and directory entries of these names."""
    entries = b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return OLE + b"\0" * 504 + entries


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (pdf_bytes(), "pdf"),
        (jpg_bytes(), "jpg"),
        (png_bytes(), "png"),
        (office_bytes("word/document.xml"), "docx"),
        (office_bytes("xl/workbook.xml"), "xlsx"),
        (office_bytes("ppt/presentation.xml"), "pptx"),
        (old_office("Root Entry", "WordDocument"), "doc"),
        (old_office("Root Entry", "Workbook"), "xls"),
        (old_office("Root Entry", "Book"), "xls"),
        (old_office("Root Entry", "PowerPoint Document"), "ppt"),
        (b"ID3\x03" + b"\0" * 60, "mp3"),
    ],
)
def test_kinds_are_told_by_content_whatever_the_name(content: bytes, extension: str) -> None:
    kind = detect(content, name="thu.exe")
    assert kind == FileKind(extension, MEDIA_TYPES[extension])


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "rong.pdf", "rỗng"),
        (b"MZ\x90\0" + b"\0" * 60, "hoa-don.pdf", "không thuộc loại được nhận"),
        (b"\x7fELF" + b"\0" * 60, "anh.jpg", "không thuộc loại được nhận"),
        (b"<html><script>alert(1)</script>", "trang.pdf", "không thuộc loại được nhận"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "anh.png",
            "không thuộc loại được nhận",
        ),
        (b"PK\x03\x04 cut short", "ke-hoach.docx", "hỏng"),
        (office_bytes("word/document.xml")[:-30], "ke-hoach.docx", "hỏng"),
        (office_bytes("word/document.xml", "word/vbaProject.bin"), "ke-hoach.docx", "macro"),
        (office_bytes("xl/workbook.xml", "xl/VBAPROJECT.BIN"), "so-lieu.xlsx", "macro"),
        (old_office("Workbook", "_VBA_PROJECT"), "so-lieu.xls", "macro"),
        (old_office("Root Entry", "\x05SummaryInformation"), "cai-dat.doc", "không thuộc loại được nhận"),
        (office_bytes("app/classes.dex"), "tro-choi.docx", "không thuộc loại được nhận"),
    ],
)
def test_what_is_refused_is_named_with_its_reason(content: bytes, name: str, words: str) -> None:
    with pytest.raises(Problem) as caught:
        detect(content, name=name)
    assert name in caught.value.message
    assert words in caught.value.message
    assert caught.value.field == name


def test_a_plain_zip_is_no_office_file() -> None:
    content = office_bytes("word/document.xml").replace(b"[Content_Types].xml", b"[Content_Typos].xml")
    with pytest.raises(Problem, match="không thuộc loại"):
        detect(content)


def test_the_limit_is_told_in_megabytes() -> None:
    content = pdf_bytes()
    assert detect(content, limit=len(content)).extension == "pdf"
    with pytest.raises(Problem, match="quá giới hạn 0 MB"):
        detect(content, limit=len(content) - 1)


def test_a_directory_entry_on_the_border_of_two_reads_is_found() -> None:
    name = "WordDocument\0".encode("utf-16-le")
    for shift in range(0, len(name), 7):
        padding = 1024 * 1024 - len(OLE) - shift
        assert detect(OLE + b"\0" * padding + name, limit=4 * LIMIT).extension == "doc"


def test_the_stream_is_left_at_its_beginning() -> None:
    for content in (pdf_bytes(), office_bytes(), old_office("WordDocument")):
        stream = io.BytesIO(content)
        detect_file(stream, name="tệp", size=len(content), limit=LIMIT)
        assert stream.tell() == 0


@given(
    st.binary(min_size=1, max_size=3000),
    st.sampled_from([b"", b"PK\x03\x04", OLE, b"%PDF-", b"\xff\xd8\xff"]),
)
@example(b"\0", b"PK\x03\x04")
def test_any_bytes_give_a_known_kind_or_a_problem(noise: bytes, head: bytes) -> None:
    try:
        extension = detect(head + noise).extension
    except Problem:
        extension = ""
    assert extension in {*MEDIA_TYPES, ""}


def test_only_harmless_kinds_are_shown_in_the_page() -> None:
    assert sorted(PREVIEWABLE) == ["heic", "jpg", "pdf", "png", "webp"]
