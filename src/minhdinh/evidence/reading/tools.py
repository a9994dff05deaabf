"""Which programs of the system read files: each is optional, and where one is missing that is said plainly."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

LANGUAGE = "vie"
WORDS = {
    "pdftotext": _("Máy chủ chưa có pdftotext (gói poppler-utils) nên chưa đọc được PDF."),
    "tesseract": _(
        "Máy chủ chưa có Tesseract với tiếng Việt (gói tesseract-ocr, tesseract-ocr-vie) nên chưa đọc được bản quét "
        "và ảnh."
    ),
}


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


def missing_tools() -> list[str]:
    """Return in words what this machine lacks for reading files; empty where it lacks nothing."""
    found = {"pdftotext": has_pdf_text(), "tesseract": has_eyes()}
    return [str(words) for name, words in WORDS.items() if not found[name]]
