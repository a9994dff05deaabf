"""Vietnamese text: folding for search, keys for sorting, numbers and dates as people write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

ALPHABET = (
    "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"  # the Vietnamese letters, with f j w z where they stand elsewhere
)
BEFORE_TONES = "\x1f"  # sorts before a space, so that a shorter name stands before a longer one
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
BASE_MARKS = {"\u0302", "\u0306", "\u031b"}
SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return ``text`` in composed form (NFC), control characters dropped, spaces folded and trimmed."""
    kept = "".join(
        ch for ch in text if ch in "\n\t" or unicodedata.category(ch) not in {"Cc", "Cs", "Co", "Cn"}
    )
    return SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def fold(text: str) -> str:
    """Return ``text`` for searching: lower case, without diacritics, đ as d, spaces folded, no NUL."""
    decomposed = unicodedata.normalize("NFD", text.replace("\x00", "").lower())
    plain = "".join(ch for ch in decomposed if not unicodedata.combining(ch)).replace("đ", "d")
    return SPACES.sub(" ", plain).strip()


def _letter_rank(letter: str) -> str:
    position = ALPHABET.find(letter)
    return chr(ord("A") + position) if position >= 0 else f"a{letter}"


def sort_key(text: str) -> str:
    """Return a plain string whose code-point order is the Vietnamese order of ``text``.

    Letters compare by the alphabet (đ after d, ơ after ô), then words, then tones; digits sort before letters
    and by value, so that "1.10" follows "1.9".
    """
    bases: list[str] = []
    tones: list[str] = []
    composed = unicodedata.normalize("NFC", text.lower())
    for token in re.findall(r"\d+|.", composed, flags=re.DOTALL):
        if token.isdecimal():
            bases.append(f"!{int(token):08d}" if len(token) <= 8 else f"!{token}")
            continue
        parts = unicodedata.normalize("NFD", token)
        tone = next((TONES[ch] for ch in parts if ch in TONES), 0)
        base = unicodedata.normalize("NFC", "".join(ch for ch in parts if ch not in TONES))
        bases.append(_letter_rank(base) if base.isalpha() else " ")
        tones.append(str(tone))
    return f"{SPACES.sub(' ', ''.join(bases)).strip(' ')}{BEFORE_TONES}{''.join(tones)}"


def name_sort_key(full_name: str) -> str:
    """Return the key of a person's name: given name (last word) first, as Vietnamese lists are sorted."""
    words = clean(full_name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


def whole_number(text: str, *, longest: int = 18) -> int | None:
    """Read a number of ``longest`` digits at most that a page or an address carries; None for anything else.

    Eighteen digits fit every database's largest integer; signs, spaces and digits of other scripts are no number.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= longest else None


def two_digits(count: int) -> str:
    """Write a count as official tables do: ``8`` as ``08``, but zero as ``0``."""
    return f"{count:02d}" if 0 < count < 10 else str(count)


def decimal_comma(value: Decimal | float, places: int = 2) -> str:
    """Write a number with a decimal comma; whole numbers without decimals (``100``, ``37,50``)."""
    quantum = Decimal(1).scaleb(-places)
    rounded = Decimal(str(value)).quantize(quantum, rounding=ROUND_HALF_UP)
    if rounded == rounded.to_integral_value():
        return str(int(rounded))
    return f"{rounded:.{places}f}".replace(".", ",")


def percent(part: int, total: int) -> str:
    """Return ``part`` of ``total`` in percent with two decimals and a comma; ``0`` where there is no total."""
    return decimal_comma(Decimal(part) * 100 / Decimal(total)) if total else "0"


def vn_date(day: dt.date | None) -> str:
    """Write a date as dd/MM/yyyy, nothing for none."""
    return f"{day:%d/%m/%Y}" if day else ""


def long_date(day: dt.date) -> str:
    """Write a date as official papers do: ``ngày 05 tháng 9 năm 2026`` (days and January, February padded)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def parse_date(text: str) -> dt.date:
    """Read dd/MM/yyyy (also with - or .) or an ISO date; raises ValueError."""
    compact = text.strip()
    match = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", compact)
    if match:
        day, month, year = (int(part) for part in match.groups())
        return dt.date(year, month, day)
    return dt.date.fromisoformat(compact)
