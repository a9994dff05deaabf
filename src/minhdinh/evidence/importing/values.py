"""Cells of a list as what the store keeps: number and day, link and place; what fits nowhere goes to the note (pure)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from minhdinh.evidence.enums import Storage
from minhdinh.evidence.importing.columns import Key
from minhdinh.lib.text import clean, fold
from minhdinh.standards.catalogue import evidence_kinds

LIMITS = {"number": 120, "issuer": 250, "period": 120, "place": 250, "link": 1000}
MOST_NOTE = 5000
LABELS = {
    "number": "Số, ký hiệu",
    "issuer": "Nơi ban hành",
    "period": "Thời gian",
    "place": "Nơi lưu",
    "link": "Đường dẫn",
}
PLAIN_DAY = re.compile(r"\b([0-9]{1,2})\s?[/.\-]\s?([0-9]{1,2})\s?[/.\-]\s?([0-9]{4})\b")
ISO_DAY = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
WORD_DAY = re.compile(r"\b([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})\b", re.IGNORECASE)
LINK = re.compile(r"https?://[^\s<>\"”“]+", re.IGNORECASE)
BEFORE_NUMBER = re.compile(r"^\W*(?:số\s*[:.]?|sô\s*[:.]?)\s*", re.IGNORECASE)
BEFORE_DAY = re.compile(r"[,;.\s(–-]*(?:ban hành|ký|ngày|ngay|lúc)?[\s,:]*(?:ngày)?\s*$", re.IGNORECASE)
NOTHING = re.compile(r"^[\s\-–—_/.,;]*$")


@dataclass(frozen=True, slots=True)
class Written:
    """What a row says of its paper, in the lengths that the store takes."""

    name: str = ""
    kind: str = ""
    number: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""
    period: str = ""
    storage: str = Storage.FILE
    link: str = ""
    place: str = ""
    note: str = ""


def written_values(cells: Mapping[Key, str], link: str = "") -> Written:
    """Return a row's values; ``link`` is an address that stands behind a word of the row. Nothing of it is lost."""
    number, day, period = _number_and_day(cells)
    address, place = _kept(cells.get(Key.PLACE, ""), link)
    kind, kind_note = _kind(cells.get(Key.KIND, ""))
    fields = {
        "number": number,
        "issuer": _said(cells.get(Key.ISSUER, "")),
        "period": period,
        "place": place,
        "link": address,
    }
    notes = [_said(cells.get(Key.NOTE, "")), kind_note]
    for name, limit in LIMITS.items():
        if len(fields[name]) > limit:
            notes.append(f"{LABELS[name]}: {fields[name]}")
            fields[name] = ""
    storage = Storage.LINK if fields["link"] else Storage.PLACE if fields["place"] else Storage.FILE
    note = "\n".join(one for one in notes if one)[:MOST_NOTE]
    return Written(
        name=clean(cells.get(Key.NAME, "")), kind=kind, issued_on=day, storage=storage, note=note, **fields
    )


def _number_and_day(cells: Mapping[Key, str]) -> tuple[str, dt.date | None, str]:
    """Return (number, day, words of time) from the columns of number, day, or both in one."""
    number = BEFORE_NUMBER.sub("", _said(cells.get(Key.NUMBER, "")))
    day, period = None, ""
    dated = _said(cells.get(Key.DATE, ""))
    if dated:
        day, rest = read_day(dated)
        period = "" if day and not _letters(rest) else dated
    both = _said(cells.get(Key.NUMBER_DATE, ""))
    if both:
        own_number, own_day, own_period = split_number_and_day(both)
        number, day, period = number or own_number, day or own_day, period or own_period
    return number, day, period


def split_number_and_day(text: str) -> tuple[str, dt.date | None, str]:
    """Return (number, day, period) of a cell such as "Số 12/KH-THCS ngày 05/9/2025" or "tháng 10/2025"."""
    day, rest = read_day(text)
    if day is None:
        looks_numbered = bool(BEFORE_NUMBER.match(text)) or bool(re.match(r"[0-9]+\s*/\s*[^\W\d]", text))
        return (BEFORE_NUMBER.sub("", text), None, "") if looks_numbered else ("", None, text)
    number = BEFORE_NUMBER.sub("", rest).strip(" ,;.-–")
    if not number:
        return "", day, ""
    if any(letter.isdigit() for letter in number):
        return number, day, ""
    return "", day, text


def read_day(text: str) -> tuple[dt.date | None, str]:
    """Return the one day that a text names and the words before it; no day where it names none or several."""
    hits = [hit for pattern in (PLAIN_DAY, WORD_DAY, ISO_DAY) for hit in pattern.finditer(text)]
    if len(hits) != 1:
        return None, text
    hit = hits[0]
    first, middle, last = (int(part) for part in hit.groups())
    year, month, day = (first, middle, last) if hit.re is ISO_DAY else (last, middle, first)
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None, text
    before = BEFORE_DAY.sub("", text[: hit.start()])
    after = text[hit.end() :].strip(" ,;.)")
    return found, f"{before} {after}".strip()


def _kept(text: str, link: str) -> tuple[str, str]:
    """Return (address, place): an address in the cell or behind a word, and the other words of the cell."""
    said = _said(text)
    hit = LINK.search(said)
    address = hit.group().rstrip(").,;]") if hit else ""
    words = clean(said.replace(address, " ")).strip(" ,;:.()-") if address else said
    if not address and LINK.match(link):
        address = link
    return address, words


def _kind(text: str) -> tuple[str, str]:
    """Return (kind's id, words for the note where no kind has this name)."""
    wanted = fold(text)
    if not wanted:
        return "", ""
    found = next((kind.id for kind in evidence_kinds().values() if wanted in (fold(kind.name), kind.id)), "")
    return (found, "") if found else ("", f"Loại: {clean(text)}")


def _said(text: str) -> str:
    """Return what a cell says; a dash says nothing."""
    return "" if NOTHING.match(text) else clean(text)


def _letters(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
