"""The file of a backup: a ZIP whose manifest comes last and names every member with its hash."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from minhdinh.common.problems import Problem

FORMAT = "minhdinh.backup/1"
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
LONGEST_MANIFEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the archive: its name in the archive, its size in bytes and its hash."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one model."""

    model: str
    rows: int
    member: Member


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds and which schema its rows fit."""

    version: str
    created_at: str
    vendor: str
    migrations: dict[str, str]
    tables: list[Table] = field(default_factory=list)
    files: list[Member] = field(default_factory=list)

    def as_json(self) -> bytes:
        """Return the manifest as it is stored."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1).encode()


def write_member(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes], *, packed: bool) -> Member:
    """Stream a member into the archive and return it; ``packed`` members are compressed."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as stream:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            stream.write(chunk)
    return Member(name, size, digest.hexdigest())


def chunks_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a stream."""
    return iter(lambda: stream.read(CHUNK), b"")


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open a backup; raises Problem for anything else."""
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise Problem(f"Không mở được bản sao lưu {path}: tệp không có hoặc đã hỏng.") from error


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return the manifest of an archive; raises Problem where it is not one of ours or names odd places."""
    try:
        if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
            raise Problem("Danh mục của bản sao lưu lớn bất thường.")
        content = json.loads(archive.read(MANIFEST))
        if content.pop("format") != FORMAT:
            raise Problem("Bản sao lưu này có định dạng khác; chương trình này không đọc được.")
        manifest = _manifest(content)
    except (KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise Problem(
            "Tệp này không phải bản sao lưu của Minh Định, hoặc danh mục của nó đã hỏng."
        ) from error
    for member in [*manifest.files, *(table.member for table in manifest.tables)]:
        path = PurePosixPath(member.name)
        if path.is_absolute() or ".." in path.parts or path.parts[0] not in {"files", "tables"}:
            raise Problem(f"Bản sao lưu có đường dẫn lạ: {member.name}.")
    return manifest


def _manifest(content: dict[str, Any]) -> Manifest:
    tables = [Table(row["model"], row["rows"], Member(**row["member"])) for row in content.pop("tables")]
    files = [Member(**row) for row in content.pop("files")]
    return Manifest(**content, tables=tables, files=files)


def read_member(archive: zipfile.ZipFile, member: Member) -> Iterator[bytes]:
    """Yield a member's bytes; raises Problem at their end, or before, where they are not those of the manifest."""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(member.name) as stream:
            for chunk in chunks_of(stream):
                digest.update(chunk)
                size += len(chunk)
                if size > member.size:
                    raise _altered(member)
                yield chunk
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise _altered(member) from error
    if (digest.hexdigest(), size) != (member.sha256, member.size):
        raise _altered(member)


def read_lines(archive: zipfile.ZipFile, member: Member) -> Iterator[bytes]:
    """Yield a member's lines, checked like its bytes."""
    rest = b""
    for chunk in read_member(archive, member):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _altered(member: Member) -> Problem:
    return Problem(f"Bản sao lưu đã bị đổi hoặc hỏng ở phần {member.name}; không khôi phục gì.")
