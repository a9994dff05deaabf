"""Photographs of the pages of one paper become one PDF: upright, in the order given, no larger than a scan (no models)."""

from __future__ import annotations

import io
import struct
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import filetype
from PIL import ExifTags, Image, UnidentifiedImageError

from minhdinh.common.problems import Problem
from minhdinh.evidence.kinds_of_files import MEDIA_TYPES, PHONES_ONLY
from minhdinh.evidence.validators import detect_file
from minhdinh.lib.heic import let_pillow_read_heic
from minhdinh.lib.one_picture import ONE_PICTURE

JOINED = PHONES_ONLY | {"jpg", "png", "webp"}
MOST_PAGES = 60
MOST_PIXELS = 60_000_000  # of a JPEG, which is read at the size that is wanted
MOST_PIXELS_READ_WHOLE = 36_000_000  # of other kinds: an A4 page scanned at 600 dots an inch
LONGEST_SIDE = 2000  # an A4 page at about 170 dots an inch: read by people and by machines
A4_INCHES = 297 / 25.4
QUALITY = 80
# The same photographs give the same bytes, so that what was sent before is recognised.
NO_MOMENT = time.struct_time((2000, 1, 1, 0, 0, 0, 5, 1, 0))
HELD = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # by what the camera notes of how it was held
TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip
BROKEN_NOTES = (
    struct.error, LookupError, TypeError, AttributeError, ValueError, ArithmeticError, OSError, SyntaxError, EOFError,
)  # fmt: skip
let_pillow_read_heic()


class TooManyDots(Problem):
    """A photograph has more pixels than are unfolded here; nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Photo:
    """An open photograph under its name; ``turn`` is how many degrees clockwise a person turned it (0, 90, 180, 270)."""

    stream: IO[bytes]
    name: str
    size: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """The PDF (None where no page could be read), its size in bytes, how many pages it has, and what was left out."""

    stream: IO[bytes] | None
    size: int
    pages: int
    refused: tuple[Problem, ...]


@contextmanager
def join_photos(photos: Sequence[Photo], *, limit: int) -> Iterator[Joined]:
    """Give photographs as one PDF, a page each, in the order given; ``limit`` is what each may weigh in bytes.

    A page is upright as the camera says and as a person turned it, at most 2000 pixels a side, nothing but its pixels.
    What is empty, too large, or no photograph is left out and named. Raises Problem for more than 60 pages.
    """
    if len(photos) > MOST_PAGES:
        raise Problem(f"Mỗi lần ghép nhiều nhất {MOST_PAGES} ảnh. Hãy gửi làm nhiều lần.", field="photos")
    refused: list[Problem] = []
    pages = 0
    with tempfile.TemporaryFile() as out:
        for photo in photos:
            try:
                page = _page(photo, limit)
            except Problem as problem:
                refused.append(problem)
                continue
            _append(out, page, first=pages == 0)
            pages += 1
        size = out.seek(0, io.SEEK_END)
        out.seek(0)
        yield Joined(out if pages else None, size, pages, tuple(refused))


def opens_on_phones_only(stream: IO[bytes]) -> bool:
    """Tell whether a photograph is one that most computers cannot show (HEIC); the stream is left at its beginning."""
    stream.seek(0)
    head = stream.read(64)
    stream.seek(0)
    return filetype.guess_extension(head) in PHONES_ONLY


def upright_jpeg(stream: IO[bytes], name: str, size: int) -> bytes:
    """Return a photograph as a JPEG that every browser and Tesseract take, upright, at most 2000 pixels a side.

    Raises TooManyDots for one that is too large to be unfolded, another Problem for what is no photograph or cannot be
    read.
    """
    page, out = _page(Photo(stream, name, size), size), io.BytesIO()
    page.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def has_too_many_dots(image: Image.Image) -> bool:
    """Tell whether an opened picture, of which nothing was unfolded yet, has more pixels than are unfolded."""
    most = MOST_PIXELS if image.format in {"JPEG", "MPO"} else MOST_PIXELS_READ_WHOLE
    return image.width * image.height > most


def turns_of(text: str, count: int) -> list[int]:
    """Read turns as the page writes them ("0,90,…"), one a photograph; what cannot be read turns nothing."""
    given = [int(part) if part in {"90", "180", "270"} else 0 for part in text[: 4 * MOST_PAGES].split(",")]
    return (given + [0] * count)[:count]


def _page(photo: Photo, limit: int) -> Image.Image:
    kind = detect_file(
        photo.stream, name=photo.name, size=photo.size, limit=limit, allowed=MEDIA_TYPES
    )  # what is kept is a PDF
    if kind.extension not in JOINED:
        raise Problem(
            f"Tệp “{photo.name}” không phải ảnh JPG, PNG, WEBP hoặc HEIC nên không ghép được. Hãy gửi ở ô chọn tệp.",
            field=photo.name,
        )
    try:
        with ONE_PICTURE, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of notes of the camera that cannot be read
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _upright(photo)
    except BROKEN as error:
        raise Problem(
            f"Ảnh “{photo.name}” hỏng, không đọc được nên không ghép. Hãy chụp lại.", field=photo.name
        ) from error


def _upright(photo: Photo) -> Image.Image:
    with Image.open(photo.stream) as image:
        if has_too_many_dots(image):
            raise TooManyDots(
                f"Ảnh “{photo.name}” quá nhiều điểm ảnh nên không ghép hay xoay được. Hãy gửi ở ô chọn tệp, "
                "hoặc chụp ở cỡ nhỏ hơn.",
                field=photo.name,
            )
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first of all: what is turned is copied
        upright = _as_held(image)
        if photo.turn:
            upright = upright.transpose(TURNS[photo.turn])
        return _flat(upright)


def _as_held(image: Image.Image) -> Image.Image:
    """Return the picture as the camera was held; as it is stored where the camera's notes cannot be read."""
    try:
        noted = image.getexif().get(ExifTags.Base.Orientation)
    except BROKEN_NOTES:
        return image
    return image.transpose(HELD[noted]) if isinstance(noted, int) and noted in HELD else image


def _flat(image: Image.Image) -> Image.Image:
    """Return the pixels alone, on white where the picture lets something through."""
    rich = image.convert("RGBA") if image.mode in {"RGBA", "LA", "P", "PA"} else image.convert("RGB")
    flat = Image.new("RGB", image.size, (255, 255, 255))
    flat.paste(rich, mask=rich if rich.mode == "RGBA" else None)
    return flat


def _append(out: IO[bytes], page: Image.Image, *, first: bool) -> None:
    """Write one more page, so that never more than one is in memory; its longer side prints as that of an A4 page."""
    page.save(
        out,
        "PDF",
        append=not first,
        resolution=max(page.size) / A4_INCHES,
        quality=QUALITY,
        creationDate=NO_MOMENT,
        modDate=NO_MOMENT,
    )
