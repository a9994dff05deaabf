"""Which column of a list is which: by its heading, and where there is none by what stands in it (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from minhdinh.evidence.importing.codes import is_only_codes, without_codes
from minhdinh.lib.text import fold

LONGEST_HEADING = 120
LOOKED_AT = 60
CRITERION_CELL = re.compile(r"(?:tieu chi|tc)?\s*[:.]?\s*[0-9]{1,2}\.[0-9]{1,2}\b(?![.\-]?[0-9])")
ORDER_CELL = re.compile(r"\(?[0-9]{1,4}\)?[.)]?")
DAY_CELL = re.compile(r"[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{4}")
NUMBER_CELL = re.compile(r"[0-9]+\s*/\s*[0-9a-z]*[a-z\-]+", re.IGNORECASE)
LINK_CELL = re.compile(r"https?://", re.IGNORECASE)


class Key(StrEnum):
    """What a column is about."""

    ORDER = "order"
    CRITERION = "criterion"
    CODE = "code"
    OLD_CODE = "old_code"
    NAME = "name"
    NUMBER_DATE = "number_date"
    NUMBER = "number"
    DATE = "date"
    ISSUER = "issuer"
    PLACE = "place"
    KIND = "kind"
    NOTE = "note"


Places = Mapping[int, Key]
THING = "(?:minh chung|mc|ho so|van ban|tai lieu|noi dung|trich yeu)"
# Read in this order, on labels without diacritics; the first that fits decides.
LABELS: tuple[tuple[Key, str], ...] = (
    (Key.ORDER, r"s?\.?tt|so tt|so thu tu|thu tu|no|#"),
    (Key.OLD_CODE, r"ma (?:\w+ ){0,2}cu\b.*|ma (?:\w+ ){0,2}truoc day.*|ma theo (?:bo|thong tu) cu.*"),
    (Key.CODE, r"ma|ma so|ma hoa|(?:ma|ky hieu|so hieu)(?: hoa| so)? (?:cua )?(?:minh chung|mc|ho so|tai lieu|hop)\b.*|ma (?:minh chung )?moi.*|ma (?:hoa|so)\b.*"),
    (Key.NUMBER_DATE, r"(?:so|thoi diem|ngay)\b.*\b(?:ngay|thoi diem|thoi gian)\b.*"),
    (Key.NUMBER, r"(?:so|so van ban|ky hieu|so hieu|so ?(?:/|,|va|-)? ?ky hieu)(?: van ban| cong van)?"),
    (Key.DATE, r"(?:ngay|thoi gian|thoi diem)\b.*"),
    (Key.ISSUER, r"(?:noi|co quan|don vi|nguoi|to chuc|cap)(?: ban hanh| thuc hien| phat hanh| cap| ky| lap).*|noi ban hanh.*|nguon"),
    (Key.PLACE, r"dinh dang.*|.*(?:luu tru|luu giu|noi luu|vi tri|duong dan|lien ket)\b.*|link.*|url|hop|tu|hop, tu"),
    (Key.NAME, rf"(?:ten|noi dung|danh muc|trich yeu)(?: (?:cua |cac )*{THING})?(?:[,/ ]+(?:va |hoac )?(?:ten )?{THING})*|{THING}"),
    (Key.KIND, r"(?:loai|kieu)\b.*"),
    (Key.CRITERION, r"(?:tieu chuan\W+)?tieu chi\b.*|tc|thuoc tieu chi.*|dung cho tieu chi.*|phuc vu tieu chi.*"),
    (Key.NOTE, r"ghi chu.*|chu thich.*"),
)  # fmt: skip
PATTERNS = tuple((key, re.compile(rf"(?:{label})")) for key, label in LABELS)


@lru_cache(maxsize=4096)
def label_key(cell: str) -> Key | None:
    """Return what a heading means, an example code or a hint in brackets in it or not; None for anything else."""
    if not cell or len(cell) > LONGEST_HEADING:
        return None
    plain = fold(re.sub(r"[*:]|\([^)]*\)", " ", without_codes(cell))).strip(" .,;-[]()")
    plain = re.sub(r"\s*\b(?:vi du|vd)\b.*$", "", plain).strip(" .,;-")
    if any(letter.isdigit() for letter in plain):
        return None
    return next((key for key, pattern in PATTERNS if pattern.fullmatch(plain)), None)


def header_places(cells: Sequence[str]) -> dict[int, Key] | None:
    """Return which column is which where these cells are a heading; None where they are anything else.

    A heading has two known labels at least, one of them code or name, and no more strange words than known ones.
    A code in it, with or without words, is an example: its column holds codes.
    """
    found: dict[int, Key] = {}
    strange = 0
    example = None
    for index, cell in enumerate(cells):
        key = label_key(cell)
        if key is not None and key not in found.values():
            found[index] = key
        elif key is None and is_only_codes(cell):
            example = index if example is None else example
        elif key is None and cell and cell not in cells[:index]:
            strange += 1
    known = set(found.values())
    if len(known) < 2 or not known & {Key.CODE, Key.NAME} or strange > len(known):
        return None
    if example is not None:
        if Key.NAME not in known or any(ORDER_CELL.fullmatch(cell) for cell in cells):
            return None
        if Key.CODE not in known:
            found[example] = Key.CODE
    return found


def names_columns(cells: Sequence[str], places: Places, below: Sequence[str]) -> dict[int, Key] | None:
    """Return what the columns are where the first row of a list known by its cells names them; None where it is a paper.

    Such a row holds an example of a code, so that it looks like a paper: it names the column of names or of numbers, or
    the row ``below`` has its code again and a cell of it is a label. Read as a paper it would take the code away.
    """
    labels = {
        index: key for index, cell in enumerate(cells) if (key := label_key(cell)) and not is_only_codes(cell)
    }
    at = {key: cells[index] for index, key in places.items() if index < len(cells)}
    again = any(
        key == Key.CODE and _at(below, index) and _at(below, index) == _at(cells, index)
        for index, key in places.items()
    )
    named = fold(at.get(Key.NAME, "")).startswith("ten") and Key.NAME in labels.values()
    numbered = label_key(at.get(Key.ORDER, "")) == Key.ORDER
    if not is_only_codes(at.get(Key.CODE, "")) or not (named or numbered or (again and labels)):
        return None
    own = {key: index for index, key in reversed(labels.items()) if key != Key.CODE}
    told = {index: key for key, index in own.items()}
    return {index: key for index, key in places.items() if key not in own and index not in told} | told


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def guessed_places(rows: Sequence[Sequence[str]]) -> dict[int, Key] | None:
    """Return which column is which by its cells; None where no column holds codes."""
    looked = [row for row in rows if sum(map(bool, row)) > 1][:LOOKED_AT]
    width = max(map(len, looked), default=0)
    columns = {
        index: [row[index] for row in looked if index < len(row) and row[index]] for index in range(width)
    }
    found: dict[int, Key] = {}
    _take(found, Key.CODE, columns, is_only_codes)
    if not found:
        return None
    _take(found, Key.CRITERION, columns, lambda cell: bool(CRITERION_CELL.match(fold(cell))))
    _take(found, Key.ORDER, columns, lambda cell: bool(ORDER_CELL.fullmatch(cell)))
    _take(found, Key.PLACE, columns, lambda cell: bool(LINK_CELL.search(cell)))
    rest = {index: cells for index, cells in columns.items() if index not in found and cells}
    if rest:
        found[max(rest, key=lambda index: _weight(rest[index]))] = Key.NAME
    _take_number_and_day(found, columns)
    left = [index for index, cells in columns.items() if index not in found and cells]
    return found | dict(zip(left, (Key.ISSUER, Key.NOTE), strict=False))


def _take_number_and_day(found: dict[int, Key], columns: Mapping[int, list[str]]) -> None:
    """Give the number and the day their columns: one of each, or one for both."""
    _take(found, Key.NUMBER, columns, lambda cell: bool(NUMBER_CELL.search(cell)))
    _take(found, Key.DATE, columns, lambda cell: bool(DAY_CELL.search(cell)))
    taken = {key: index for index, key in found.items() if key in {Key.NUMBER, Key.DATE}}
    if len(taken) == 1:  # alone it may hold the other thing too
        found[next(iter(taken.values()))] = Key.NUMBER_DATE
    elif not taken:
        _take(found, Key.NUMBER_DATE, columns, lambda cell: bool(DAY_CELL.search(cell) or NUMBER_CELL.search(cell)))  # fmt: skip


def _take(
    found: dict[int, Key], key: Key, columns: Mapping[int, list[str]], fits: Callable[[str], bool]
) -> None:
    """Give ``key`` to the free column most of whose cells fit, if there is one with half of them."""
    shares = {
        index: sum(map(fits, cells)) / len(cells)
        for index, cells in columns.items()
        if index not in found and cells
    }
    best = max(shares, key=lambda index: (shares[index], -index), default=None)
    if best is not None and shares[best] >= 0.5:
        found[best] = key


def _weight(cells: Sequence[str]) -> float:
    """Return how many letters a column holds on average: names are the longest words of a list."""
    return sum(sum(letter.isalpha() for letter in cell) for cell in cells) / len(cells)
