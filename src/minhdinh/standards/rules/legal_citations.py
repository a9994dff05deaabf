"""Documents that a text cites, checked against the library: number, date, and whether it was there to be cited.

Pure: the library comes as plain values, the answer is a list of findings with sentences for people.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from minhdinh.lib.text import fold, vn_date

KINDS = (
    "Thông tư liên tịch", "Thông tư", "Nghị định", "Nghị quyết", "Quyết định", "Công văn", "Hướng dẫn", "Chỉ thị",
    "Kế hoạch", "Luật", "Văn bản hợp nhất", "TT", "NĐ", "QĐ", "CV", "HD", "NQ",
)  # fmt: skip
LETTERS = r"A-ZĐÂÊÔƠƯĂ"
PART = rf"(?:TTg|[{LETTERS}][{LETTERS}\d]*)"
NUMBER = rf"\d{{1,5}}(?:/\d{{4}})?/{PART}(?:\s?[-&]\s?{PART})*"
WORDS = f"(?i:{'|'.join(KINDS)})"
SHORT = r"\d{1,3}/\d{4}(?![\d/])"
CITED = re.compile(
    rf"(?:{WORDS}\s*(?:[Ss]ố\s*:?\s*)?)?(?P<number>{NUMBER})"
    rf"|{WORDS}\s*(?:[Ss]ố\s*:?\s*)?(?P<short>{SHORT})"
)
DAY = re.compile(
    r"ngày\s+(?:(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{2,5})"
    r"|(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{2,5}))"
)
DAY_WITHIN = 90
MONTHS = re.compile(
    r"(?<![\d/])(\d{1,2})/(\d{4,6})\s*(?:[-–—]|đến(?:\s+tháng)?)\s*(\d{1,2})/(\d{4,6})(?![\d/])"
)
CENTRAL = re.compile(r"bgd|-cp$|qh|ttg")


class Fault(enum.StrEnum):
    """What may be wrong with a citation."""

    UNKNOWN = "unknown"
    UNKNOWN_LOCAL = "unknown_local"
    WRONG_DAY = "wrong_day"
    IMPOSSIBLE_DAY = "impossible_day"
    NOT_ISSUED_YET = "not_issued_yet"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    NO_LONGER_IN_FORCE = "no_longer_in_force"
    WRONG_RANGE = "wrong_range"


MILD = frozenset({Fault.UNKNOWN_LOCAL, Fault.NOT_YET_IN_FORCE})


@dataclass(frozen=True, slots=True)
class Known:
    """A document of the library: ``effective_to`` is the first day on which it holds no more."""

    number: str
    issued_on: dt.date | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as a text names it: ``day_text`` is the date beside it, ``day`` that date where it exists."""

    number: str
    start: int
    end: int
    day_text: str = ""
    day: dt.date | None = None
    short: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, at a place of the text; ``number`` is the library's own where it is known."""

    fault: Fault
    message: str
    start: int
    end: int
    number: str = ""

    @property
    def mild(self) -> bool:
        """Whether it may well be right: something to look at, not to mend."""
        return self.fault in MILD


def number_key(number: str) -> str:
    """Return a number for comparing: "19/2018/TT-BGD&ĐT" and "19/2018/tt-bgdđt" are the same."""
    return re.sub(r"[\s&.]", "", fold(number))


def library_of(documents: Iterable[Known]) -> dict[str, Known]:
    """Return the documents by key."""
    return {number_key(one.number): one for one in documents}


def find_citations(text: str) -> list[Citation]:
    """Return the documents that a text names, in its order."""
    found = list(CITED.finditer(text))
    citations = []
    for index, match in enumerate(found):
        until = found[index + 1].start() if index + 1 < len(found) else len(text)
        day_text, day = _day_beside(text[match.end() : min(until, match.end() + DAY_WITHIN)])
        number = match["number"] or match["short"]
        citations.append(
            Citation(
                re.sub(r"\s", "", number),
                match.start(),
                match.end(),
                day_text,
                day,
                short=bool(match["short"]),
            )
        )
    return citations


def _day_beside(text: str) -> tuple[str, dt.date | None]:
    """Return the date after a number, before the next clause: as written, and as a day where there is one."""
    clause = re.split(r"[;\n]", text, maxsplit=1)[0]
    match = DAY.search(clause)
    if match is None:
        return "", None
    day, month, year = (int(match[name] or match[f"{name}2"]) for name in ("d", "m", "y"))
    written = f"{day:02d}/{month:02d}/{year}"
    try:
        return written, dt.date(year, month, day)
    except ValueError:
        return written, None


def check_text(text: str, library: Mapping[str, Known], day: dt.date) -> list[Finding]:
    """Return what has to be looked at in a document of ``day`` that says ``text``, in the text's order."""
    findings = [finding for cited in find_citations(text) for finding in _check(cited, library, day)]
    return sorted([*findings, *_ranges(text)], key=lambda one: one.start)


def _check(cited: Citation, library: Mapping[str, Known], day: dt.date) -> Iterator[Finding]:
    known = _known(cited, library)
    name = known.number if known else cited.number
    issued = (known.issued_on if known else None) or cited.day

    def finding(fault: Fault, message: str) -> Finding:
        return Finding(fault, message, cited.start, cited.end, known.number if known else "")

    if known is None:
        yield finding(*_unknown(cited, library))
    if cited.day_text and (cited.day is None or not 1900 <= cited.day.year <= 2999):
        yield finding(Fault.IMPOSSIBLE_DAY, f"Ngày {cited.day_text} của văn bản {name} không có thật.")
    elif cited.day is not None and (wrong := _wrong_day(cited, known)):
        yield finding(Fault.WRONG_DAY, wrong)
    if issued is not None and issued > day:
        yield finding(
            Fault.NOT_ISSUED_YET,
            f"Văn bản {name} ban hành ngày {vn_date(issued)}, sau ngày {vn_date(day)} của văn bản này.",
        )
    elif known is not None:
        yield from (finding(fault, words) for fault, words in _validity(known, day))


def _known(cited: Citation, library: Mapping[str, Known]) -> Known | None:
    key = number_key(cited.number)
    if not cited.short:
        return library.get(key)
    same = [one for known_key, one in library.items() if known_key.startswith(f"{key}/")]
    return same[0] if len(same) == 1 else None


def _unknown(cited: Citation, library: Mapping[str, Known]) -> tuple[Fault, str]:
    """Say that a number is not in the library: gently for an office's or a school's own paper."""
    key = number_key(cited.number)
    first, _slash, rest = key.partition("/")
    suffix = rest.rpartition("/")[2]
    alike = [
        one.number
        for known_key, one in library.items()
        if known_key.partition("/")[0] == first
        and known_key.rpartition("/")[2].split("-")[0] == suffix.split("-")[0]
    ]
    hint = f" Thư viện có {', '.join(sorted(alike)[:3])}." if alike else ""
    message = f"Văn bản {cited.number} chưa có trong thư viện; hãy xem lại số, ký hiệu.{hint}"
    central = bool(CENTRAL.search(suffix)) or cited.short
    return (Fault.UNKNOWN if central else Fault.UNKNOWN_LOCAL), message


def _wrong_day(cited: Citation, known: Known | None) -> str:
    """Return what is wrong with the date beside a number; "" where nothing is."""
    if cited.day is None:
        return ""
    year = re.match(r"\d+/(\d{4})(?:/|$)", cited.number)
    if known is not None and known.issued_on is not None:
        if known.issued_on == cited.day:
            return ""
        only_year = (known.issued_on.day, known.issued_on.month) == (cited.day.day, cited.day.month)
        what = (
            f"ghi năm {cited.day.year}, thư viện ghi năm {known.issued_on.year}"
            if only_year
            else "ghi khác ngày"
        )
        return (
            f"Văn bản {known.number} {what}: ngày ban hành là {vn_date(known.issued_on)}, "
            f"không phải {vn_date(cited.day)}."
        )
    if year is not None and int(year[1]) != cited.day.year:
        return f"Văn bản {cited.number} mang năm {year[1]} nhưng ghi ngày {vn_date(cited.day)}."
    return ""


def _validity(known: Known, day: dt.date) -> Iterator[tuple[Fault, str]]:
    if known.effective_to is not None and day >= known.effective_to:
        instead = f" Văn bản thay thế: {', '.join(known.replaced_by)}." if known.replaced_by else ""
        yield (
            Fault.NO_LONGER_IN_FORCE,
            f"Văn bản {known.number} hết hiệu lực từ {vn_date(known.effective_to)}.{instead}",
        )
    elif known.effective_from is not None and day < known.effective_from:
        yield (
            Fault.NOT_YET_IN_FORCE,
            f"Văn bản {known.number} có hiệu lực từ {vn_date(known.effective_from)}, sau ngày {vn_date(day)}.",
        )


def _ranges(text: str) -> Iterator[Finding]:
    """Yield spans of months that cannot be: a year of five digits, a month 13, an end before the start."""
    for match in MONTHS.finditer(text):
        first, last = (int(match[1]), int(match[2])), (int(match[3]), int(match[4]))
        if any(not 1 <= month <= 12 for month, _year in (first, last)):
            reason = "tháng phải từ 1 đến 12"
        elif any(not 1900 <= year <= 2999 for _month, year in (first, last)):
            reason = "năm phải có bốn chữ số"
        elif (first[1], first[0]) > (last[1], last[0]):
            reason = "lúc kết thúc đứng trước lúc bắt đầu"
        else:
            continue
        yield Finding(
            Fault.WRONG_RANGE,
            f"Thời gian “{match[0]}” không đúng: {reason}.",
            match.start(),
            match.end(),
        )
