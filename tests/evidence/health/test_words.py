"""The words of a Word file, whatever it is made of."""

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.health import words
from minhdinh.evidence.health.words import words_of
from tests.evidence.reading.papers import damaged


def docx_bytes(*paragraphs: str) -> bytes:
    """Return a real Word file."""
    document, buffer = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


def with_body(body: bytes) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return buffer


def test_paragraphs_are_told_apart() -> None:
    told = words_of(io.BytesIO(docx_bytes("Biên bản họp", "Tổ Toán & Tin <2026>")))
    assert told.split() == ["Biên", "bản", "họp", "Tổ", "Toán", "&", "Tin", "<2026>"]


def test_runs_of_one_word_stay_one_word() -> None:
    assert words_of(with_body(b"<w:t>Bi</w:t></w:r><w:r><w:t>n</w:t>")) == "Bin"


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:t>&a;</w:t>'
    assert words_of(with_body(bomb)) == "&a;"


def test_a_file_that_unpacks_to_much_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_READ", 100)
    assert len(words_of(with_body(b"<w:t>" + b"a" * 40 + b"</w:t>" * 20 + b"<w:t>b</w:t>"))) == 40


@pytest.mark.parametrize("content", [b"", b"khong phai zip", b"PK\x03\x04hong"])
def test_what_cannot_be_read_has_no_words(content: bytes) -> None:
    assert words_of(io.BytesIO(content)) == ""


def test_an_archive_without_a_body_has_no_words() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert words_of(buffer) == ""


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(content: bytes) -> None:
    assert isinstance(words_of(io.BytesIO(content)), str)
    assert isinstance(words_of(with_body(content)), str)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_body_has_no_words(method: int) -> None:
    assert words_of(io.BytesIO(damaged("word/document.xml", method))) == ""


def test_a_number_without_end_has_no_words() -> None:
    assert words_of(with_body(b"<w:t>&#" + b"9" * 5000 + b";</w:t>")) == ""


def test_beginnings_that_never_end_are_searched_once() -> None:
    assert words_of(with_body(b"<w:t " * 400_000)) == ""
