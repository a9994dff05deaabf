"""One slot's value: read as a person types it, checked, and given back as it prints."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from minhdinh.lib import school_year
from minhdinh.lib.text import clean, decimal_comma, parse_date, vn_date
from minhdinh.standards.suggestions.model import Slot, SlotInput

LONGEST = 500
EARLIEST, LATEST = 1945, 2100
GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,4})?")
PLAIN = re.compile(r"\d{1,12}(?:[.,]\d{1,4})?")
YEARS = re.compile(r"(?:giai đoạn |từ )?(?:năm )?(\d{4})(?:\s*[-–—]\s*| đến )(?:năm )?(\d{4})", re.IGNORECASE)
SCHOOL_YEAR = re.compile(r"(?:năm học )?(\d{4})\s*[-–—/]\s*(\d{4})", re.IGNORECASE)
DATES = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")
SENTENCE_WORDS = re.compile(
    r"(?:bản|các|cán|chưa|có|cuộc|danh|dạy|được|giảm|giáo|giúp|hai|hệ|học|hoàn|hoạt|họp|hỗ|hướng|kết|không|"
    r"kiểm|kinh|khi|lấy|lập|lớp|mỗi|một|mua|nâng|nhà|nhiều|nhóm|những|phân|phối|phụ|qua|quản|rà|số|sổ|sửa|"
    r"tài|tăng|tất|thay|theo|thiết|thực|tỉ|toàn|trao|trong|trẻ|tỷ|và|việc|xây|yêu|ý)"
)
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
Value = str | Decimal | dt.date


class SlotError(ValueError):
    """A value that a slot cannot take; the message is Vietnamese and is said of the slot."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value as it prints and as it compares: a number, a day, the first year of a school year, else the text."""

    text: str
    value: Value


def read_slot(slot: Slot, typed: str) -> Read:
    """Return a typed value; raises SlotError where the slot cannot take it (also an empty one)."""
    text = clean(UNSEEN.sub("", typed))
    if not text:
        raise SlotError("còn trống")
    if len(text) > LONGEST:
        raise SlotError(f"dài quá {LONGEST} ký tự")
    if re.search(r"[{}]", text):
        raise SlotError("không dùng dấu { và }")
    return READERS[slot.input](text)


def _text(text: str) -> Read:
    """A part of a sentence: no full stop at the end, the first word small where it is no name."""
    text = _bare(text)
    first, _, rest = text.partition(" ")
    if first[:1].isupper() and SENTENCE_WORDS.fullmatch(first.lower()) and not rest[:1].isupper():
        text = text[:1].lower() + text[1:]
    return Read(text, text)


def _document(text: str) -> Read:
    text = _bare(text)
    text = text[:1].upper() + text[1:]
    return Read(text, text)


def _bare(text: str) -> str:
    text = text.rstrip(" ,;:.") if not text.endswith(("...", "…")) else text.rstrip(". …").rstrip(" ,;:")
    if not text:
        raise SlotError("chỉ có dấu câu")
    return text


def _number(text: str) -> Read:
    value = _decimal(text)
    return Read(written(value), value)


def _percent(text: str) -> Read:
    value = _decimal(text.rstrip("% "))
    if value > 100:
        raise SlotError("phải từ 0 đến 100")
    return Read(f"{written(value)}%", value)


def _decimal(text: str) -> Decimal:
    compact = text.replace(" ", "")
    if GROUPED.fullmatch(compact):
        return Decimal(compact.replace(".", "").replace(",", "."))
    if PLAIN.fullmatch(compact):
        return Decimal(compact.replace(",", "."))
    raise SlotError("phải là một số, ví dụ 12 hoặc 12,5, không kèm chữ")


def written(value: Decimal) -> str:
    """Write a number as Vietnamese papers do: 1.250 and 37,5."""
    whole, _, rest = decimal_comma(value, 4).partition(",")
    rest = rest.rstrip("0")
    return f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def _date(text: str) -> Read:
    try:
        day = parse_date(re.sub(r"^ngày ", "", text, flags=re.IGNORECASE))
    except ValueError as error:
        raise SlotError("phải là một ngày, ví dụ 15/9/2026") from error
    if not EARLIEST <= day.year <= LATEST:
        raise SlotError(f"có năm {day.year}, ngoài khoảng {EARLIEST}-{LATEST}")
    return Read(vn_date(day), day)


def _school_year(text: str) -> Read:
    match = SCHOOL_YEAR.fullmatch(text)
    wanted = "phải là một năm học, ví dụ 2026-2027"
    if not match:
        raise SlotError(wanted)
    try:
        first = school_year.first_year(f"{match[1]}-{match[2]}")
    except school_year.SchoolYearError as error:
        raise SlotError(wanted) from error
    if not EARLIEST <= first <= LATEST:
        raise SlotError(f"có năm {first}, ngoài khoảng {EARLIEST}-{LATEST}")
    return Read(school_year.label(first), Decimal(first))


def _years(text: str) -> Read:
    match = YEARS.fullmatch(text)
    if not match:
        raise SlotError("phải là khoảng năm, ví dụ 2026-2030")
    first, last = int(match[1]), int(match[2])
    if not EARLIEST <= first < last <= LATEST:
        raise SlotError("phải có năm đầu trước năm cuối, ví dụ 2026-2030")
    return Read(f"{first}-{last}", Decimal(first))


def _time(text: str) -> Read:
    """A semester, a course or from-to dates, in words; what is written in days is checked and unified."""
    days = [_date(found) for found in DATES.findall(text)]
    if any(later.value <= earlier.value for earlier, later in itertools.pairwise(days)):  # type: ignore[operator]
        raise SlotError("phải có ngày đầu trước ngày cuối")
    printed = iter(days)
    text = DATES.sub(lambda _: next(printed).text, _bare(text))
    if not re.search(r"\d", text):
        raise SlotError(
            "phải nêu rõ thời gian, ví dụ học kỳ I năm học 2026-2027 hoặc từ 05/9/2026 đến 15/01/2027"
        )
    return Read(_small(text), text)


def _small(text: str) -> str:
    """Return the text with a small first letter, unless its first word is an abbreviation such as HKI."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


READERS: dict[SlotInput, Callable[[str], Read]] = {
    SlotInput.TEXT: _text,
    SlotInput.DOCUMENT: _document,
    SlotInput.NUMBER: _number,
    SlotInput.PERCENT: _percent,
    SlotInput.DATE: _date,
    SlotInput.SCHOOL_YEAR: _school_year,
    SlotInput.YEARS: _years,
    SlotInput.TIME: _time,
}
