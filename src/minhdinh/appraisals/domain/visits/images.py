"""Photographs as they are kept: upright, no larger than needed, without what the phone wrote into them. Pure."""

from __future__ import annotations

import datetime as dt
import io
import struct
import warnings
from dataclasses import dataclass
from typing import IO

from django.utils import timezone
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from minhdinh.common.problems import Problem
from minhdinh.evidence.photos import JOINED, has_too_many_dots
from minhdinh.evidence.validators import detect_file
from minhdinh.lib.heic import let_pillow_read_heic
from minhdinh.lib.one_picture import ONE_PICTURE

LIMIT = 15 * 1024 * 1024
TAKEN = JOINED
LONGEST_SIDE, THUMBNAIL_SIDE = 2048, 320
QUALITY = 85
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError, Image.DecompressionBombError,
    Image.DecompressionBombWarning, struct.error,
)  # fmt: skip
let_pillow_read_heic()


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph without place or device in it, and when it was taken where that was known."""

    jpeg: bytes
    taken_at: dt.datetime | None


def plain_picture(stream: IO[bytes], *, name: str, size: int) -> Picture:
    """Return a photograph as a plain JPEG: turned upright, at most 2048 pixels a side, nothing but its pixels.

    Raises Problem for what is empty, larger than 15 MB, no JPG, PNG, WEBP or HEIC by its content, or cannot be read.
    """
    kind = detect_file(stream, name=name, size=size, limit=LIMIT)
    if kind.extension not in TAKEN:
        raise Problem(f"Tệp “{name}” không phải ảnh JPG, PNG, WEBP hoặc HEIC.", field=name)
    try:
        return _read(stream, name)
    except BROKEN as error:
        raise Problem(f"Ảnh “{name}” hỏng hoặc quá lớn, không đọc được. Hãy chụp lại.", field=name) from error


def thumbnail(stream: IO[bytes]) -> bytes:
    """Return a small JPEG of a kept photograph."""
    with Image.open(stream) as image:
        image.draft("RGB", (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        return _jpeg(image)


def _read(stream: IO[bytes], name: str) -> Picture:
    with ONE_PICTURE, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(stream) as image:
            if has_too_many_dots(image):
                raise Problem(f"Ảnh “{name}” quá nhiều điểm ảnh. Hãy chụp ở cỡ nhỏ hơn.", field=name)
            taken_at = _taken_at(image)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first of all: what is turned is copied
            return Picture(_jpeg(ImageOps.exif_transpose(image)), taken_at)


def _jpeg(image: Image.Image) -> bytes:
    """Return the pixels alone on white; nothing else of the file is written."""
    flat = Image.new("RGB", image.size, (255, 255, 255))
    rich = image.convert("RGBA") if image.mode in {"RGBA", "LA", "P", "PA"} else image.convert("RGB")
    flat.paste(rich, mask=rich if rich.mode == "RGBA" else None)
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _taken_at(image: Image.Image) -> dt.datetime | None:
    exif = image.getexif()
    said = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(
        ExifTags.Base.DateTime
    )
    try:
        moment = dt.datetime.strptime(str(said).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (made aware below)
    except ValueError:
        return None
    return timezone.make_aware(moment)
