"""Where in a text the asked words stand, as pieces to be shown with marks (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minhdinh.evidence.reading.folding import tokens
from minhdinh.evidence.reading.head import flattened

AROUND = 60
LENGTH = 220
MOST_PLACES = 400
# One letter for one, so that places in the flat text are places in the text; made once, used at the speed of C.
FLAT = {
    code: flattened(chr(code)) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1EA0, 0x1EFA))
}
DIGIT_SLIPS = {"0": "[0o]", "1": "[1il|]", "5": "[5s]", "8": "[8b]", "2": "[2z]"}
LETTER_SLIPS = {"l": "[il|]", "m": "(?:m|rn)", "w": "(?:w|vv)", "d": "(?:d|cl)"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; ``hit`` tells that it is what was asked for."""

    text: str
    hit: bool = False


def marked(text: str, asked: str) -> list[Piece]:
    """Return a whole text in pieces, what was asked for marked."""
    return _pieces(text, _places(text, asked), 0, len(text))


def excerpt(text: str, asked: str) -> list[Piece]:
    """Return the part of a text where most of the asked words stand near each other; empty where none does."""
    places = _places(text, asked)
    if not places:
        return []
    best = max(range(len(places)), key=lambda at: (_distinct(places, at), -at))
    start = max(0, places[best][0] - AROUND)
    while 0 < start < places[best][0] and not text[start - 1].isspace():
        start += 1
    end = min(len(text), start + LENGTH)
    while start < end < len(text) and not text[end].isspace() and end - start > LENGTH - 20:
        end -= 1
    pieces = _pieces(text, places, start, end)
    before, after = Piece("… ") if start else None, Piece(" …") if end < len(text) else None
    return [piece for piece in (before, *pieces, after) if piece is not None]


def plain(pieces: Sequence[Piece]) -> str:
    """Return pieces as one line of text."""
    return " ".join("".join(piece.text for piece in pieces).split())


def _places(text: str, asked: str) -> list[tuple[int, int, str]]:
    """Return start, end and asked word of the places in order, none over another."""
    words = sorted(set(tokens(asked)), key=len, reverse=True)
    if not words:
        return []
    whole = re.compile(rf"(?<![0-9a-z])(?:{'|'.join(f'({_pattern(word)})' for word in words)})")
    found: list[tuple[int, int, str]] = []
    for place in whole.finditer(text.translate(FLAT)):
        found.append((place.start(), place.end(), words[(place.lastindex or 1) - 1]))
        if len(found) == MOST_PLACES:
            break
    return found


def _pattern(word: str) -> str:
    """Return the pattern of a searched word with what may have been read for each of its letters."""
    has_digit = any(letter.isdigit() for letter in word)
    slips = DIGIT_SLIPS if has_digit else LETTER_SLIPS
    pattern = "".join(slips.get(letter, re.escape(letter)) for letter in word)
    return f"{pattern}(?![0-9a-z])" if has_digit else pattern


def _distinct(places: Sequence[tuple[int, int, str]], at: int) -> int:
    limit = places[at][0] + LENGTH - AROUND
    near = {word for _start, end, word in places[at : at + 40] if end <= limit}
    return len(near)


def _pieces(text: str, places: Sequence[tuple[int, int, str]], start: int, end: int) -> list[Piece]:
    found: list[Piece] = []
    at = start
    for first, last, _word in places:
        if first < at or last > end:
            continue
        found += [Piece(text[at:first]), Piece(text[first:last], hit=True)]
        at = last
    found.append(Piece(text[at:end]))
    return [piece for piece in found if piece.text]
