"""Files whose names carry codes, one by one or in a ZIP: which file belongs to which item, then attached.

A ZIP is not believed: how many files, how large they unpack, where their names point to and what they are is looked at
before anything of it is stored.
"""

from __future__ import annotations

import re
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.blobs import store_upload
from minhdinh.evidence.domain.files import StoredFile, add_stored, file_name, require_not_sensitive
from minhdinh.evidence.domain.intake import Upload
from minhdinh.evidence.importing.codes import Code, codes_in_words, codes_of_cell
from minhdinh.evidence.models import Blob, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.evidence.validators import detect_file
from minhdinh.jobs.registry import Progress
from minhdinh.lib.text import clean

MOST_FILES = 2_000
MOST_UNPACKED = 4 * 1024 * 1024 * 1024
MOST_RATIO, SMALL = 200, 20 * 1024 * 1024
IN_MEMORY = 8 * 1024 * 1024
LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
BARE_CODE = re.compile(r"[\s\[(]*([1-9][0-9]?\s?\.\s?[1-9][0-9]?\s?[-–.]\s?[0-9]{1,4}(?![0-9.\-]))")
PAGE_SUFFIX = re.compile(r"[\s._-]+\(?[0-9]{1,2}\)?$")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class FileFate(StrEnum):
    """What becomes of a file."""

    ATTACH = "attach"
    SAME = "same"
    NONE = "none"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to look at: its name with its folders, its size, how to read it; ``fault`` where it is refused unread."""

    name: str
    size: int = 0
    upload: Upload | None = None
    archive: zipfile.ZipFile | None = None
    member: zipfile.ZipInfo | None = None
    fault: str = ""


def read_files(*, actor: Actor, school_id: int, uploads: Sequence[Upload]) -> list[dict[str, Any]]:
    """Return an entry for every file: its name, code, item and fate; those with an item are put into the store.

    Nothing is attached yet. Raises Problem for a ZIP that is broken, too large, or one that unpacks into too much.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    pieces = [piece for upload in uploads for piece in _pieces(upload)]
    if not pieces:
        raise Problem("Không có tệp nào. Hãy chọn lại.", field="bundle")
    if len(pieces) > MOST_FILES:
        raise Problem(f"Có hơn {MOST_FILES} tệp. Hãy chia thành nhiều lần.", field="bundle")
    named = [(piece, code_of_name(piece.name)) for piece in pieces]
    items = items_by_code(school_id, [code for _piece, code in named if code])
    present = _present({item.pk for item in items.values()})
    return [_entry(actor, school_id, piece, code, items, present) for piece, code in named]


def code_of_name(name: str) -> Code | None:
    """Return the code in a file's name, else in that of the nearest folder; "MC.1.1.01-2.pdf" is page 2 of MC.1.1.01."""
    path = PurePosixPath(name)
    ending = path.suffix[1:]
    stem = path.stem if ending.isalnum() and not ending.isdigit() else path.name
    for words in (stem, PAGE_SUFFIX.sub("", stem), *reversed(path.parts[:-1])):
        found = _code_in(words.replace("_", " "))
        if found:
            return found
    return None


def _code_in(words: str) -> Code | None:
    """Return the code in a name; one without H or MC only at its beginning, where no date has its zeros."""
    found = codes_in_words(words)
    if found:
        return found[0]
    bare = BARE_CODE.match(words)
    return next(iter(codes_of_cell(bare[1])), None) if bare else None


def items_by_code(school_id: int, codes: Sequence[Code]) -> dict[tuple[str, str], EvidenceItem]:
    """Return the items that have or had these codes, removed ones left out; one query."""
    rows = EvidenceCode.objects.filter(
        school_id=school_id, text__in={code.text for code in codes}, item__removed_at__isnull=True
    ).select_related("item")
    return {(row.convention, row.text): row.item for row in rows}


def attach_files(
    *, actor: Actor, school_id: int, entries: Sequence[dict[str, Any]], progress: Progress
) -> dict[str, Any]:
    """Attach the files of ``read_files`` to their items, each in a transaction of its own; what is there stays."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    wanted = [entry for entry in entries if entry["fate"] == FileFate.ATTACH]
    progress.total(len(wanted))
    items = EvidenceItem.objects.filter(school_id=school_id).in_bulk({entry["item"] for entry in wanted})
    blobs = Blob.objects.filter(school_id=school_id).in_bulk({entry["blob"] for entry in wanted})
    found: Counter[str] = Counter()
    told: list[list[Any]] = []
    for number, entry in enumerate(entries, start=1):
        fate, reason = entry["fate"], entry["reason"]
        if fate == FileFate.ATTACH:
            fate, reason = _attached(actor, items[entry["item"]], blobs[entry["blob"]], entry["name"])
            progress.advance(f"Đang gắn {entry['name'][:80]}")
        found[fate] += 1
        if fate in {FileFate.NONE, FileFate.ERROR}:
            told.append([number, entry["name"], reason])
    return {"counts": dict(found), "rows": told[:500]}


def _attached(actor: Actor, item: EvidenceItem, blob: Blob, name: str) -> tuple[str, str]:
    try:
        with transaction.atomic():
            require_not_sensitive(item)
            added = add_stored(
                actor=actor, item=item, stored=[StoredFile(blob, file_name(PurePosixPath(name).name))]
            )
    except Problem as problem:
        return FileFate.ERROR, problem.message
    return (FileFate.ATTACH if added else FileFate.SAME), ""


def _entry(
    actor: Actor,
    school_id: int,
    piece: Piece,
    code: Code | None,
    items: dict[tuple[str, str], EvidenceItem],
    present: set[tuple[int, str]],
) -> dict[str, Any]:
    item = items.get(code.key) if code else None
    entry = {
        "name": clean(piece.name)[-300:],
        "code": code.text if code else "",
        "item": item.pk if item else None,
        "label": f"{item.label} {item.name}"[:200] if item else "",
        "blob": None,
        "fate": FileFate.ERROR.value,
        "reason": piece.fault,
    }
    if piece.fault:
        return entry
    try:
        with _opened(piece) as stream:
            if item is None:
                detect_file(stream, name=file_name(piece.name), size=piece.size, limit=settings.MINHDINH_UPLOAD_LIMIT)  # fmt: skip
                return {**entry, "fate": FileFate.NONE.value, "reason": _why_none(code)}
            require_not_sensitive(item)
            blob, _is_new = store_upload(
                school_id=school_id, stream=stream, name=file_name(piece.name), size=piece.size, actor=actor
            )
    except Problem as problem:
        return {**entry, "reason": problem.message}
    except BROKEN:
        return {**entry, "reason": _("Tệp hỏng trong gói nén.")}
    same = (item.pk, blob.sha256) in present
    present.add((item.pk, blob.sha256))
    fate = FileFate.SAME if same else FileFate.ATTACH
    reason = _("%(code)s đã có tệp này.") % {"code": item.label} if same else ""
    return {**entry, "blob": blob.pk, "fate": fate.value, "reason": reason}


def _why_none(code: Code | None) -> str:
    if code is None:
        return _("Tên tệp không có mã minh chứng.")
    return _("Kho không có minh chứng mang mã %(code)s.") % {"code": code.text}


def _present(item_ids: set[int]) -> set[tuple[int, str]]:
    files = EvidenceFile.objects.filter(item_id__in=item_ids, removed_at__isnull=True)
    return set(files.order_by().values_list("item_id", "blob__sha256"))


def _pieces(upload: Upload) -> Iterator[Piece]:
    """Yield an upload, or the files in it where it is a ZIP and no Word, Excel or PowerPoint file."""
    upload.stream.seek(0)
    head = upload.stream.read(4)
    upload.stream.seek(0)
    if head not in {b"PK\x03\x04", b"PK\x05\x06"}:
        yield Piece(file_name(upload.name), upload.size, upload=upload)
        return
    try:
        archive = zipfile.ZipFile(upload.stream)
        members = archive.infolist()
    except BROKEN as error:
        raise Problem(f"Gói nén “{file_name(upload.name)}” hỏng, không mở được.", field="bundle") from error
    if any(member.filename == "[Content_Types].xml" for member in members):
        yield Piece(file_name(upload.name), upload.size, upload=upload)
        return
    _refuse_bomb(upload, members)
    for member in members:
        name = _real_name(member)
        if not member.is_dir() and not any(part in LITTER for part in PurePosixPath(name).parts):
            yield Piece(name, member.file_size, archive=archive, member=member, fault=_fault(name, member))


def _refuse_bomb(upload: Upload, members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive of too many files, or one that unpacks into too much for what the upload itself weighs."""
    unpacked = sum(member.file_size for member in members)
    swollen = unpacked > SMALL and unpacked > MOST_RATIO * max(upload.size, 1)
    if len(members) > MOST_FILES or unpacked > MOST_UNPACKED or swollen:
        raise Problem(
            f"Gói nén “{file_name(upload.name)}” có quá nhiều tệp hoặc giãn ra quá lớn nên không mở. "
            "Hãy chia thành nhiều gói.",
            field="bundle",
        )


def _fault(name: str, member: zipfile.ZipInfo) -> str:
    """Return why a file of an archive is refused unread."""
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        return _("Đường dẫn trong gói nén không an toàn.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return _("Là liên kết, không phải tệp.")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return _("Cách nén này không mở được. Hãy nén lại dạng .zip thông thường.")  # unpacks in one piece
    if member.flag_bits & 1:
        return _("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi nén lại.")
    return ""


def _real_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; older programs write Vietnamese without saying that it is UTF-8."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = member.filename
    return name.replace("\\", "/")


@contextmanager
def _opened(piece: Piece) -> Iterator[IO[bytes]]:
    """Open a file; one of an archive is unpacked first, no further than it says it is long."""
    if piece.upload is not None:
        yield piece.upload.stream
        return
    assert piece.archive is not None  # noqa: S101 (for the type checker)
    assert piece.member is not None  # noqa: S101
    if piece.size > settings.MINHDINH_UPLOAD_LIMIT:
        limit = settings.MINHDINH_UPLOAD_LIMIT // 1048576
        raise Problem(f"Tệp nặng quá giới hạn {limit} MB.")
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream:
        with piece.archive.open(piece.member) as packed:
            left = piece.size
            while left > 0 and (chunk := packed.read(min(left, 1024 * 1024))):
                stream.write(chunk)
                left -= len(chunk)
        stream.seek(0)
        yield stream
