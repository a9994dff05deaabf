"""The words of a file's bytes, by its kind; no database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.photos import TooManyDots
from minhdinh.evidence.reading import eyes, office, old_office
from minhdinh.evidence.reading.limited import TooMuchError, run_limited
from minhdinh.evidence.reading.tools import PARTS, PICTURES, WORDS, has_eyes, has_office, has_pdf_text
from minhdinh.lib.sheet_reading import SheetError

MOST_TEXT = 200_000
MOST_PDF_PAGES = 300
PDF_SECONDS = 60
LEAST_LETTERS_A_PAGE = 25
SILENT = frozenset({"mp4", "mp3"})
LETTERS = re.compile(r"\w")
BLANKS = re.compile(r"[^\S\n]+")
GAPS = re.compile(r"\n\s*\n\s*")
PAGE_END = "\f"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave; ``text`` has one line a line of the paper and is at most ``MOST_TEXT`` long."""

    state: ReadingState
    text: str = ""
    by_eye: bool = False
    pages: int = 0
    reason: str = ""


def read_words(path: Path, extension: str, step: eyes.Step = lambda: None) -> Reading:
    """Return the words of a stored file; ``step`` is called after each long part of the work.

    Never raises for what a file may hold: what cannot be read is told in ``state`` and ``reason``.
    """
    try:
        return _by_kind(path, extension, step)
    except SheetError as error:
        return _failed(str(error))
    except TooManyDots:
        return _failed(
            _(
                "Ảnh quá nhiều điểm ảnh nên máy không đọc. Muốn tìm theo nội dung, hãy gửi thêm ảnh chụp ở cỡ nhỏ hơn."
            )
        )
    except TooMuchError:
        return _failed(_("Tệp hỏng, có mật khẩu, hoặc quá nặng để đọc trong thời gian cho phép."))


def _by_kind(path: Path, extension: str, step: eyes.Step) -> Reading:
    if extension == "pdf":
        return _pdf(path, step)
    if extension in PICTURES:
        return _picture(path, step)
    if extension in office.READERS:
        return _office(path, extension)
    if extension in PARTS:
        return _old_office(path, extension, step)
    if extension in SILENT:
        return Reading(ReadingState.EMPTY, reason=_("Âm thanh, phim không có chữ để đọc."))
    return _failed(_("Chưa đọc được loại tệp này. Muốn tìm theo nội dung, hãy lưu thành PDF hoặc .docx."))


def tidy(text: str) -> str:
    """Return a text that every database takes: no control or broken characters, few blank lines, not too long."""
    kept = "".join(ch for ch in text if ch == "\n" or (ch.isprintable() and ch != "\ufffd") or ch.isspace())
    lines = BLANKS.sub(" ", kept.encode("utf-8", "ignore").decode("utf-8"))
    return GAPS.sub("\n\n", lines).strip()[:MOST_TEXT]


def _pdf(path: Path, step: eyes.Step) -> Reading:
    if not has_pdf_text():
        return Reading(ReadingState.NO_TOOL, reason=str(WORDS["pdftotext"]))
    command = ["pdftotext", "-enc", "UTF-8", "-l", str(MOST_PDF_PAGES), str(path), "-"]
    raw = run_limited(command, path.parent, PDF_SECONDS).decode("utf-8", "ignore")
    step()
    pages = max(1, raw.count(PAGE_END))
    if _has_letters(raw, LEAST_LETTERS_A_PAGE * min(pages, 3)):
        return _told(raw.replace(PAGE_END, "\n\n"), pages=pages)
    if not has_eyes():
        return Reading(ReadingState.NO_TOOL, tidy(raw), pages=pages, reason=str(WORDS["tesseract"]))
    return _seen(eyes.read_scan(path, pages, step), pages)


def _has_letters(text: str, least: int) -> bool:
    return sum(1 for _letter in islice(LETTERS.finditer(text), least)) == least


def _office(path: Path, extension: str) -> Reading:
    content = path.read_bytes()
    try:
        return _told(office.READERS[extension](content))
    except SheetError:
        raise
    except office.BROKEN as error:
        raise TooMuchError from error


def _old_office(path: Path, extension: str, step: eyes.Step) -> Reading:
    part = PARTS[extension]
    if not has_office(part):
        return Reading(ReadingState.NO_TOOL, reason=str(WORDS[part]))
    text = old_office.old_office_text(path, extension)
    step()
    return _told(text)


def _picture(path: Path, step: eyes.Step) -> Reading:
    if not has_eyes():
        return Reading(ReadingState.NO_TOOL, reason=str(WORDS["tesseract"]))
    return _seen(eyes.read_picture(path, step), 1)


def _seen(text: str, pages: int) -> Reading:
    reading = _told(text, pages=pages, by_eye=True)
    if pages <= eyes.MOST_PAGES or reading.state != ReadingState.READ:
        return reading
    reason = _("Bản quét dài: chỉ đọc %(read)d trang đầu.") % {"read": eyes.MOST_PAGES}
    return Reading(ReadingState.READ, reading.text, by_eye=True, pages=pages, reason=reason)


def _told(text: str, *, pages: int = 0, by_eye: bool = False) -> Reading:
    kept = tidy(text)
    if not LETTERS.search(kept):
        return Reading(
            ReadingState.EMPTY, by_eye=by_eye, pages=pages, reason=_("Không thấy chữ nào trong tệp.")
        )
    return Reading(ReadingState.READ, kept, by_eye=by_eye, pages=pages)


def _failed(reason: str) -> Reading:
    return Reading(ReadingState.FAILED, reason=reason)
