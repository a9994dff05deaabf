"""Times as a plan names them ("tháng 10/2020", "11/2020 - 5/2021", "cả năm học", "khi có mở lớp"), read into days.

Words that name no time are kept as they are and give no day. What holds figures must be understood: a wrong figure
("5/20201") is told, never guessed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.lib.text import clean

EARLIEST, LATEST = 1990, 2100
FIRST_MONTH, LAST_MONTH = 8, 7  # a month without a year: August to July of the school year
LONGEST = 200
PARTS = re.compile(r"[;\n]|\s+và\s+")
RANGE = re.compile(r"\s*(?:-|\bđến\b|\btới\b)\s*")
BEFORE = re.compile(r"^(?:trước|đến|tới|chậm nhất|hạn|hoàn thành)\b\s*")
DOING = re.compile(r"^(?:thực hiện|triển khai)\s+")
FROM = re.compile(r"^(?:bắt đầu\s+)?(?:từ|kể từ)\b\s*")
ONWARDS = re.compile(r"\s*(?:trở đi|và những năm (?:học )?tiếp theo)$")
LEAD = re.compile(
    r"^(?:thực hiện|trong|vào|khoảng|đầu|giữa|cuối|hết|trước|ngày|mùng|tháng|t|năm|\.|\s)+(?=\d)"
)
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d+)")
MONTH = re.compile(r"(\d{1,2})\s*(?:/|năm)\s*(\d{3,})")
DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
QUARTER = re.compile(r"quý\s*(i{1,3}|iv|[1-4])(?:\s*(?:/|năm)\s*(\d+))?")
SCHOOL_YEAR = re.compile(r"(?:trong\s+)?năm học\s*(\d{4})\s*-\s*(\d{4})")
YEARS = re.compile(r"(?:từ\s*)?(?:năm\s*)?(\d{4,})\s*-\s*(?:năm\s*)?(\d{4,})")
TERM = re.compile(
    r"(?:cả |trong |hết |cuối )?(?:học kỳ|học kì|hk)\s*(ii|i|2|1)(?:\s*năm học\s*(\d{4})\s*-\s*(\d{4}))?"
)
WHOLE_YEAR = re.compile(r"(?:thực hiện\s+)?(?:cả năm(?: học)?|trong năm học|suốt năm học|quanh năm)")
OFTEN = re.compile(r"^(?:mỗi|hằng|hàng|định kỳ|thường xuyên)\b")
WORDS_ONLY = re.compile(r"^(?:khi|theo|sau khi|tùy)\b")
NAMES_YEAR = re.compile(r"\d{4}")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class TimeError(ValueError):
    """The words name a time that cannot be; the message says in Vietnamese what is wrong."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when; ``begun_by`` is the last day of the first period named (a month, a year)."""

    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    begun_by: dt.date | None = None


def read_time(words: str, year: str) -> Span:
    """Read the time of an action in a plan of school year ``year``; raises TimeError for figures that make no sense."""
    text = clean(words)
    if len(text) > LONGEST:
        raise TimeError(_("Thời gian dài nhất %(longest)s ký tự.") % {"longest": LONGEST})
    parts = [part for piece in PARTS.split(words) if (part := _plain(piece))]
    return _together([_part(part, year) for part in parts])


def _plain(piece: str) -> str:
    words = clean(piece).lower().replace("–", "-").replace("—", "-").replace("−", "-")
    return DOING.sub("", re.sub(r"\s*/\s*", "/", words).strip(" .,()[]"))


def _together(spans: list[Span]) -> Span:
    """Return what covers all parts; an end that one part leaves open stays open."""
    starting = [one for one in spans if one.starts_on]
    first = min(starting, key=lambda one: one.starts_on or dt.date.max, default=Span())
    ends = [one.ends_on for one in spans]
    last = max((day for day in ends if day), default=None)
    return Span(first.starts_on, last if all(ends) else None, first.begun_by)


def _part(part: str, year: str) -> Span:
    spoken = _by_name(part, year)
    if spoken is not None:
        return spoken
    if found := YEARS.fullmatch(part):
        return _years(found[1], found[2], is_school=not part.startswith(("từ", "năm")))
    return _range(part, year)


def _by_name(part: str, year: str) -> Span | None:
    """Return what a time called by a name covers, or words without figures; None for months, days and years."""
    if WHOLE_YEAR.fullmatch(part) or (OFTEN.match(part) and not DAY.search(part)):
        return _school_year(year)
    if found := TERM.fullmatch(part):
        return _term(found[1], f"{found[2]}-{found[3]}" if found[2] else year)
    if found := SCHOOL_YEAR.fullmatch(part):
        return _school_year(f"{found[1]}-{found[2]}")
    has_figures = any(letter.isdigit() for letter in part)
    if WORDS_ONLY.match(part) or not (has_figures or QUARTER.fullmatch(part)):
        return Span()
    return None


def _range(part: str, year: str) -> Span:
    onwards = ONWARDS.search(part)
    words = ONWARDS.sub("", part)
    has_from = FROM.match(words)
    pieces = [piece for piece in RANGE.split(FROM.sub("", words)) if piece]
    if len(pieces) == 1:
        if not has_from and BEFORE.match(words):
            return Span(ends_on=_point(BEFORE.sub("", words), year).ends_on)
        one = _point(pieces[0], year)
        return Span(one.starts_on, None, one.begun_by) if has_from or onwards else one
    if len(pieces) != 2:
        raise _unread(part)
    return _from_to(pieces[0], pieces[1], year, part)


def _from_to(first: str, last: str, year: str, part: str) -> Span:
    starts, ends = _point(first, year), _point(last, year)
    if starts.starts_on and ends.ends_on and NAMES_YEAR.search(last) and not NAMES_YEAR.search(first):
        starts = _moved(starts, starts.starts_on, _year_before(starts.starts_on, ends.ends_on))
    if starts.starts_on and ends.ends_on and starts.starts_on > ends.ends_on:
        raise TimeError(_("“%(part)s”: thời điểm kết thúc đứng trước thời điểm bắt đầu.") % {"part": part})
    return Span(starts.starts_on, ends.ends_on, starts.begun_by)


def _year_before(first: dt.date, last: dt.date) -> int:
    """Return the year of a month named without one: that of the end, or the one before."""
    return last.year if first.month <= last.month else last.year - 1


def _moved(span: Span, first: dt.date, year: int) -> Span:
    if first.day == 1 and span.begun_by != first:
        return _month(first.month, year)
    day = first.replace(year=year, day=min(first.day, calendar.monthrange(year, first.month)[1]))
    return Span(day, day, day)


def _point(words: str, year: str) -> Span:
    text = LEAD.sub("", words).strip()
    if found := QUARTER.fullmatch(words):
        number = QUARTERS[found[1]]
        given = _year(found[2], words) if found[2] else _year_of_month(number * 3, year)
        return Span(_first(number * 3 - 2, given), _last(number * 3, given), _last(number * 3, given))
    if found := DAY.fullmatch(text):
        return _day(found[1], found[2], _year(found[3], words), words)
    if found := MONTH.fullmatch(text):
        return _month(_checked_month(found[1], words), _year(found[2], words))
    if found := DAY_MONTH.fullmatch(text):
        return _day(found[1], found[2], _year_of_month(_checked_month(found[2], words), year), words)
    if re.fullmatch(r"\d{4,}", text):
        given = _year(text, words)
        return Span(dt.date(given, 1, 1), dt.date(given, 12, 31), dt.date(given, 12, 31))
    if re.fullmatch(r"\d{1,2}", text):
        month = _checked_month(text, words)
        return _month(month, _year_of_month(month, year))
    raise _unread(words)


def _year_of_month(month: int, year: str) -> int:
    return first_year(year) if month >= FIRST_MONTH else first_year(year) + 1


def _year(typed: str, words: str) -> int:
    if len(typed) != 4:
        raise TimeError(_("“%(words)s” không rõ: năm cần đủ bốn chữ số, ví dụ 5/2021.") % {"words": words})
    if not EARLIEST <= int(typed) <= LATEST:
        raise TimeError(
            _("“%(words)s” không rõ: năm phải từ %(first)s đến %(last)s.")
            % {"words": words, "first": EARLIEST, "last": LATEST}
        )
    return int(typed)


def _checked_month(typed: str, words: str) -> int:
    if not 1 <= int(typed) <= 12:
        raise TimeError(
            _("“%(words)s” không rõ: không có tháng %(month)s.") % {"words": words, "month": typed}
        )
    return int(typed)


def _day(day: str, month: str, year: int, words: str) -> Span:
    number = _checked_month(month, words)
    if not 1 <= int(day) <= calendar.monthrange(year, number)[1]:
        raise TimeError(
            _("“%(words)s” không rõ: tháng %(month)s không có ngày %(day)s.")
            % {"words": words, "month": number, "day": day}
        )
    found = dt.date(year, number, int(day))
    return Span(found, found, found)


def _month(month: int, year: int) -> Span:
    return Span(_first(month, year), _last(month, year), _last(month, year))


def _first(month: int, year: int) -> dt.date:
    return dt.date(year, month, 1)


def _last(month: int, year: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _school_year(year: str) -> Span:
    """Return September to May, as a plan means "cả năm học"; what begins with the year has no month to begin by."""
    first = _opening(year)
    return Span(dt.date(first, 9, 1), dt.date(first + 1, 5, 31), dt.date(first + 1, 5, 31))


def _opening(year: str) -> int:
    try:
        return _year(str(first_year(year)), year)
    except SchoolYearError as error:
        raise TimeError(str(error)) from error


def _term(number: str, year: str) -> Span:
    whole = _opening(year)
    if number in {"i", "1"}:
        return Span(dt.date(whole, 9, 1), dt.date(whole + 1, 1, 15), dt.date(whole + 1, 1, 15))
    return Span(dt.date(whole + 1, 1, 16), dt.date(whole + 1, 5, 31), dt.date(whole + 1, 5, 31))


def _years(first: str, last: str, *, is_school: bool) -> Span:
    words = f"{first}-{last}"
    starts, ends = _year(first, words), _year(last, words)
    if ends < starts:
        raise TimeError(_("“%(part)s”: thời điểm kết thúc đứng trước thời điểm bắt đầu.") % {"part": words})
    if is_school and ends == starts + 1:
        return _school_year(words)
    return Span(dt.date(starts, 1, 1), dt.date(ends, 12, 31), dt.date(starts, 12, 31))


def _unread(words: str) -> TimeError:
    return TimeError(
        _(
            "Chưa hiểu thời gian “%(words)s”. Viết như: tháng 10/2026; 11/2026 - 5/2027; từ 05/09/2026; "
            "cả năm học; khi có mở lớp."
        )
        % {"words": words}
    )
