"""Vietnamese lettering with nothing but Pillow.

A bare machine has no font that we may count on, and the only one inside our dependencies (Aileron, shipped by
Pillow as ``ImageFont.load_default``) stops at ASCII. So a letter is taken apart (NFD): the base letter comes from
that font and the marks - tone marks, circumflex, breve, horn, the bar of đ - are drawn as strokes. No font file is
added to the project, and the same Pillow makes the same pixels everywhere.
"""

import unicodedata
from collections.abc import Iterator

from PIL import ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Box = tuple[float, float, float, float]
Stroke = list[tuple[float, float]]

GRAVE, ACUTE, CIRCUMFLEX, TILDE, BREVE, HOOK, HORN, DOT = (
    "\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309", "\u031b", "\u0323",
)  # fmt: skip
_REPLACEMENTS = str.maketrans(
    {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "×": "x"}
)
_TONES = {GRAVE, ACUTE, TILDE, HOOK}
_BARRED = {"đ": "d", "Đ": "D"}


class Letterer:
    """Draws lines of Vietnamese text of one size and colour on an image."""

    def __init__(self, draw: ImageDraw.ImageDraw, size: int, fill: int | tuple[int, int, int]) -> None:
        self._draw = draw
        self._font: Font = ImageFont.load_default(size)
        self._fill = fill
        self._unit = size / 20
        self.line_height = round(size * 1.7)

    def length(self, text: str) -> float:
        """Width of ``text`` in pixels."""
        return sum(self._font.getlength(base) for base, _ in _clusters(text))

    def wrap(self, text: str, width: float) -> list[str]:
        """Break ``text`` into lines no wider than ``width`` pixels (a longer word stands alone)."""
        lines: list[str] = []
        for word in text.split():
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.length(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(word)
        return lines or [""]

    def write(self, x: float, y: float, text: str) -> None:
        """Draw one line of ``text`` with its top left corner at ``x``, ``y``."""
        for base, marks in _clusters(text):
            box = self._draw_base(x, y, base, marks)
            for stroke in _strokes(base, marks, box, self._unit):
                self._draw.line(stroke, fill=self._fill, width=max(1, round(self._unit * 1.5)), joint="curve")
            x += self._font.getlength(base)

    def _draw_base(self, x: float, y: float, base: str, marks: str) -> Box:
        """Draw the letter without its marks (an i without its dot where a tone mark follows); return its box."""
        left, top, right, bottom = self._draw.textbbox((x, y), base, font=self._font)
        if base != "i" or not _TONES.intersection(marks):
            self._draw.text((x, y), base, font=self._font, fill=self._fill)
            return left, top, right, bottom
        top = self._draw.textbbox((x, y), "x", font=self._font)[1]
        middle = (left + right) / 2
        self._draw.line(
            [(middle, top), (middle, bottom)], fill=self._fill, width=max(1, round(self._unit * 1.7))
        )
        return left, top, right, bottom


def _clusters(text: str) -> Iterator[tuple[str, str]]:
    """Yield (ASCII base letter, its marks) of every letter; a letter without an ASCII base becomes "?"."""
    for letter in unicodedata.normalize("NFC", text.translate(_REPLACEMENTS)):
        if letter in _BARRED:
            yield _BARRED[letter], "-"
            continue
        parts = unicodedata.normalize("NFD", letter)
        yield (parts[0] if parts[0].isascii() else "?"), parts[1:]


def _strokes(base: str, marks: str, box: Box, unit: float) -> Iterator[Stroke]:
    """Yield the lines of the marks of one letter standing in ``box``."""
    left, top, right, bottom = box
    middle = (left + right) / 2
    if "-" in marks:
        yield _bar(base, box, unit)
    if DOT in marks:
        yield [(middle - unit * 0.6, bottom + 2.6 * unit), (middle + unit * 0.6, bottom + 2.6 * unit)]
    if HORN in marks:
        yield _shifted(_SHAPES[HORN], right - unit, top, unit)
    above = top - 1.5 * unit
    for hat in (CIRCUMFLEX, BREVE):
        if hat in marks:
            yield _shifted(_SHAPES[hat], middle, above, unit)
            above -= 2.6 * unit
            middle += 2.2 * unit
    for tone in (GRAVE, ACUTE, TILDE, HOOK):
        if tone in marks:
            yield _shifted(_SHAPES[tone], middle, above, unit)


_SHAPES: dict[str, Stroke] = {
    GRAVE: [(-2.4, -2.6), (1.2, 0)],
    ACUTE: [(2.4, -2.6), (-1.2, 0)],
    TILDE: [(-3, 0), (-1.6, -1.6), (1.2, -0.4), (3, -2)],
    HOOK: [(-1.4, -3.2), (0.6, -3.6), (1.6, -2.4), (0, -1.2), (0, 0)],
    CIRCUMFLEX: [(-3, 0), (0, -2.4), (3, 0)],
    BREVE: [(-3, -2.2), (-1.6, -0.2), (1.6, -0.2), (3, -2.2)],
    HORN: [(-0.6, 1.2), (1.8, 0.4), (2.2, -1.8)],
}


def _shifted(shape: Stroke, x: float, y: float, unit: float) -> Stroke:
    return [(x + unit * dx, y + unit * dy) for dx, dy in shape]


def _bar(base: str, box: Box, unit: float) -> Stroke:
    left, top, right, bottom = box
    if base == "D":
        height = (top + bottom) / 2
        return [(left - 1.4 * unit, height), ((left + right) / 2, height)]
    return [(right - 4.4 * unit, top + 3 * unit), (right + 1.2 * unit, top + 3 * unit)]
