"""Single values of a dossier as a paper shows them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils import timezone

from minhdinh.documents.wordml import MISSING
from minhdinh.lib.text import long_date, two_digits, vn_date

UNDATED = "ngày … tháng … năm …"
DOTS = "…………"

_UNIT_PREFIX = re.compile(r"^(xã|phường|thị trấn|đặc khu|tỉnh|thành phố)\s+", re.IGNORECASE)


def shown(value: Any) -> str:
    """Return the value as text, or the visible marker of missing data."""
    text = "" if value is None else str(value).strip()
    return text or MISSING


def optional(value: Any) -> str:
    """Return the value as text, nothing where there is none."""
    return "" if value is None else str(value).strip()


def count(value: Any) -> str:
    """Return a count with at least two digits as official papers write it, or the marker of missing data."""
    text = shown(value)
    return two_digits(int(text)) if text.isdecimal() else text


def day(value: Any) -> dt.date | None:
    """Return the date of an ISO date, or of a moment as the clocks here show it; None for what is no date."""
    try:
        moment = dt.datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()


def short_day(value: Any) -> str:
    """Return an ISO date as dd/MM/yyyy, or the marker of missing data."""
    return vn_date(day(value)) or MISSING


def long_day(value: Any) -> str:
    """Return an ISO date as `ngày 05 tháng 6 năm 2027`, or dots to be filled by hand."""
    found = day(value)
    return long_date(found) if found else UNDATED


def bare_unit(name: Any) -> str:
    """Return a unit's name without its kind: `Xã Bình Minh` gives `Bình Minh`."""
    return _UNIT_PREFIX.sub("", optional(name))


def place_line(school: dict[str, Any], date: Any) -> str:
    """Return the place and date under the motto: `Bình Minh, ngày 05 tháng 6 năm 2027`."""
    place = bare_unit(school.get("commune")) or bare_unit(school.get("province")) or DOTS
    return f"{place}, {long_day(date)}"


def lower_first(text: str) -> str:
    """Return the text with its first letter small."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
