"""Which programs of the system read files: each is optional, and where one is missing that is said plainly."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.kinds_of_files import PHONES_ONLY

LANGUAGE = "vie"
PICTURES = ("jpg", "png", "webp", *sorted(PHONES_ONLY))
WORDS = {
    "pdftotext": _("Máy chủ chưa có pdftotext (gói poppler-utils) nên chưa đọc được PDF."),
    "tesseract": _(
        "Máy chủ chưa có Tesseract với tiếng Việt (gói tesseract-ocr, tesseract-ocr-vie) nên chưa đọc được bản quét "
        "và ảnh."
    ),
    "writer": _(
        "Máy chủ chưa có LibreOffice Writer (gói libreoffice-writer) nên chưa đọc được Word đời cũ (.doc)."
    ),
    "impress": _(
        "Máy chủ chưa có LibreOffice Impress (gói libreoffice-impress) nên chưa đọc được PowerPoint đời cũ (.ppt)."
    ),
}
PARTS = {"doc": "writer", "ppt": "impress"}
_LIBRARIES = {"writer": "libswlo.so", "impress": "libsdlo.so"}


def has_pdf_text() -> bool:
    """Tell whether the text of PDF files can be taken."""
    return shutil.which("pdftotext") is not None


def has_eyes() -> bool:
    """Tell whether pictures of papers can be read: Tesseract with Vietnamese, and pdftoppm for scanned PDF files."""
    return shutil.which("pdftoppm") is not None and _languages(shutil.which("tesseract") or "")


@lru_cache(maxsize=4)
def _languages(program: str) -> bool:
    """Tell whether this Tesseract knows Vietnamese."""
    if not program:
        return False
    try:
        listed = subprocess.run(  # noqa: S603 - found on the path
            [program, "--list-langs"], capture_output=True, text=True, check=True, timeout=20
        )
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in listed.stdout.split()


def office_program() -> str:
    """Return the path of LibreOffice; empty where it is missing."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def has_office(part: str) -> bool:
    """Tell whether LibreOffice is here with its ``writer`` or ``impress``; where its parts cannot be told it is."""
    program = office_program()
    if not program:
        return False
    folder = Path(program).resolve().parent
    known = any((folder / library).exists() for library in _LIBRARIES.values())
    return not known or (folder / _LIBRARIES[part]).exists()


def missing_tools() -> list[str]:
    """Return in words what this machine lacks for reading files; empty where it lacks nothing."""
    return [str(words) for name, words in WORDS.items() if not _FOUND[name]()]


def waiting_kinds() -> list[str]:
    """Return the endings of the files that this machine lacks a program for: what waits of these goes on waiting."""
    waiting = [ending for ending, part in PARTS.items() if not has_office(part)]
    if not has_eyes():
        waiting += PICTURES
    return waiting if has_eyes() and has_pdf_text() else [*waiting, "pdf"]


_FOUND: Mapping[str, Callable[[], bool]] = {
    "pdftotext": has_pdf_text,
    "tesseract": has_eyes,
    "writer": lambda: has_office("writer"),
    "impress": lambda: has_office("impress"),
}
