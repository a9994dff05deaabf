"""Numbers of the data tables as people type them, keep them and read them. Pure.

What is kept is a plain decimal with a dot ("33.63"); what people read has a decimal comma and dots between thousands.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

COUNT, PERCENT, RATIO, TEXT = "count", "percent", "ratio", "text"
UNITS = (COUNT, PERCENT, RATIO, TEXT)
PERCENT_PLACES = 2

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_PLAIN_COUNT = re.compile(r"^\d{1,9}([.,]0{1,2})?$", re.ASCII)
_GROUPED_COUNT = re.compile(r"^[1-9]\d{0,2}([.,]\d{3}){1,2}$", re.ASCII)
_PERCENT = re.compile(r"^\d{1,3}([.,]\d{1,6})?$", re.ASCII)


class NotANumberError(ValueError):
    """The text is no number of the wanted unit; the message says in Vietnamese what to type."""


def parse_number(text: str, unit: str) -> Decimal:
    """Read what a person typed or pasted from Excel; raises NotANumberError.

    A count takes thousands separators ("1.234", "1 234"), a percentage a decimal comma or dot and the sign.
    """
    if unit == PERCENT:
        return _percent(text)
    compact = _SPACES.sub("", text)
    if _GROUPED_COUNT.match(compact):
        return Decimal(re.sub(r"[.,]", "", compact))
    if not _PLAIN_COUNT.match(compact):
        raise NotANumberError(f"“{text.strip()[:30]}” không phải số nguyên; hãy ghi như 12 hoặc 1.234.")
    return Decimal(re.split(r"[.,]", compact)[0])


def _percent(text: str) -> Decimal:
    compact = _SPACES.sub("", text).removesuffix("%")
    if not _PERCENT.match(compact):
        raise NotANumberError(f"“{text.strip()[:30]}” không phải tỉ lệ; hãy ghi như 37,5 hoặc 98,69.")
    value = rounded(Decimal(compact.replace(",", ".")), PERCENT_PLACES)
    if value > 100:
        raise NotANumberError(f"“{text.strip()[:30]}” lớn hơn 100 %.")
    return value


def rounded(value: Decimal, places: int) -> Decimal:
    """Return ``value`` with ``places`` decimals, halves away from zero as people round."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def kept(value: Decimal) -> str:
    """Write a number as it is stored: no exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: Decimal, places: int = 0) -> str:
    """Write a number for a page: "1.234", "33,63"; a whole number has no decimals."""
    exact = rounded(value, places)
    whole = exact == exact.to_integral_value()
    text = f"{int(exact):,}" if whole else f"{exact:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def printed(value: Decimal, unit: str, places: int = 0) -> str:
    """Write a number for an official table: as on the page, counts below ten with two digits ("08", but "0")."""
    if unit == COUNT and 0 < value < 10:
        return f"{int(value):02d}"
    return shown(value, places)
