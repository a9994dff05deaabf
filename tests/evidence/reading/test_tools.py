"""What the machine has for reading files."""

from pathlib import Path

import pytest

from minhdinh.evidence.reading.tools import has_eyes, has_office, has_pdf_text, missing_tools, waiting_kinds


def program(folder: Path, name: str, script: str = "exit 0") -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_a_bare_machine_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_pdf_text()
    assert not has_eyes()
    said = " ".join(missing_tools())
    assert all(
        package in said
        for package in ("poppler-utils", "tesseract-ocr-vie", "libreoffice-writer", "libreoffice-impress")
    )
    assert set(waiting_kinds()) == {"pdf", "jpg", "png", "webp", "heic", "doc", "ppt"}


@pytest.mark.parametrize(("languages", "sees"), [("eng osd", False), ("eng vie", True)])
def test_tesseract_counts_with_vietnamese_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: str, sees: bool
) -> None:
    program(tmp_path, "pdftotext")
    program(tmp_path, "pdftoppm")
    program(tmp_path, "tesseract", "\n".join(f"echo {one}" for one in languages.split()))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert has_eyes() is sees
    program(tmp_path, "soffice")
    assert (missing_tools() == []) is sees
    assert waiting_kinds() == ([] if sees else ["jpg", "png", "webp", "heic", "pdf"])


def test_a_tesseract_that_fails_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "pdftoppm")
    program(tmp_path, "tesseract", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_eyes()


@pytest.mark.parametrize("part", ["writer", "impress"])
def test_each_part_of_libreoffice_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_office(part)
    program(tmp_path, "libreoffice")
    assert has_office(part)  # its parts cannot be told
    (tmp_path / {"writer": "libswlo.so", "impress": "libsdlo.so"}[part]).touch()
    assert [one for one in ("writer", "impress") if has_office(one)] == [part]
    assert (("doc" in waiting_kinds()), ("ppt" in waiting_kinds())) == (part != "writer", part != "impress")
