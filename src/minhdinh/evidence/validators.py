"""What may be uploaded: known kinds of files by their content, never by their name."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import IO

import filetype
from django.conf import settings

from minhdinh.common.problems import Problem
from minhdinh.evidence.kinds_of_files import MEDIA_TYPES, types_label

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
OLE_MACROS = "_VBA_PROJECT"
OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
PREVIEWABLE = frozenset({"pdf", "jpg", "png", "webp", "heic"})
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is by its content."""

    extension: str
    media_type: str


class TooLarge(Problem):
    """A file has more bytes than may be sent."""


def require_size(name: str, size: int, limit: int) -> None:
    """Refuse an empty file, and one of more than ``limit`` bytes (TooLarge); also before any byte of it is here."""
    if size <= 0:
        raise Problem(f"Tệp “{name}” rỗng (0 byte). Hãy mở tệp trên máy để kiểm tra rồi gửi lại.", field=name)
    if size > limit:
        raise TooLarge(
            f"Tệp “{name}” nặng {size // 1048576} MB, quá giới hạn {limit // 1048576} MB. "
            "Hãy nén hoặc tách tệp, hoặc ghi đường dẫn tới nơi lưu.",
            field=name,
        )


def detect_file(
    stream: IO[bytes], *, name: str, size: int, limit: int, allowed: Collection[str] | None = None
) -> FileKind:
    """Return what the content is; raises Problem for an empty, too large, unknown or dangerous file.

    ``size`` and ``limit`` are in bytes; ``allowed`` are endings, those of MINHDINH_UPLOAD_TYPES where none are given.
    ``stream`` is left at its beginning.
    """
    taken = settings.MINHDINH_UPLOAD_TYPES if allowed is None else allowed
    require_size(name, size, limit)
    stream.seek(0)
    head = stream.read(8192)
    stream.seek(0)
    extension = _extension(head, stream, name)
    stream.seek(0)
    if extension not in MEDIA_TYPES or extension not in taken:
        raise Problem(f"Tệp “{name}” không thuộc loại được nhận ({types_label(taken)}).", field=name)
    return FileKind(extension, MEDIA_TYPES[extension])


def _extension(head: bytes, stream: IO[bytes], name: str) -> str:
    if head.startswith(OLE):
        return _old_office_extension(stream, name)
    if head.startswith(b"PK\x03\x04"):
        return _office_extension(stream, name)
    guess = filetype.guess(head)
    return str(guess.extension) if guess else ""


def _old_office_extension(stream: IO[bytes], name: str) -> str:
    """Tell Word, Excel and PowerPoint of before 2007 by the streams that their directory names (UTF-16)."""
    wanted = [*OLE_STREAMS, OLE_MACROS]
    found = {word for chunk in _overlapping(stream) for word in wanted if _directory_name(word) in chunk}
    if OLE_MACROS in found:
        raise _macros(name)
    return next((OLE_STREAMS[word] for word in OLE_STREAMS if word in found), "")


def _directory_name(word: str) -> bytes:
    """Return a stream's name as a directory entry holds it: UTF-16 with a closing zero."""
    return f"{word}\0".encode("utf-16-le")


def _overlapping(stream: IO[bytes]) -> Iterator[bytes]:
    tail = b""
    while chunk := stream.read(CHUNK):
        yield tail + chunk
        tail = chunk[-128:]


def _office_extension(stream: IO[bytes], name: str) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, OverflowError) as error:
        raise Problem(
            f"Tệp “{name}” hỏng, không mở được. Hãy lưu lại tệp rồi gửi lại.", field=name
        ) from error
    if any(entry.lower().endswith("vbaproject.bin") for entry in names):
        raise _macros(name)
    if "[Content_Types].xml" not in names:
        return ""
    return next(
        (ext for folder, ext in OFFICE_FOLDERS.items() if any(n.startswith(folder) for n in names)), ""
    )


def _macros(name: str) -> Problem:
    return Problem(f"Tệp “{name}” chứa macro nên không nhận. Hãy lưu sang dạng không có macro.", field=name)
