"""The file of a package: a ZIP with a manifest, JSON members by the published schemas, and files by their hash."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from jsonschema import Draft202012Validator

from minhdinh.common.problems import Problem
from minhdinh.lib.hashing import canonical_json, sha256

FORMAT = "minhdinh.school/1"
MANIFEST = "manifest.json"
SCHEMA = Path(__file__).parent / "schemas" / "school-exchange-1.json"
PARTS = {"school.json": "school", "people.json": "people", "evidence.json": "evidence", "files.json": "files"}
ASSESSMENT_NAME = re.compile(r"^assessments/[0-9]{3}\.json$")
PLAN_NAME = re.compile(r"^improvement/[0-9]{3}\.json$")
FILE_NAME = re.compile(r"^files/[0-9a-f]{64}$")
UNSOUND = re.compile(r"(?<!\\)(?:\\\\)*\\u0000|[\ud800-\udfff]")
CHUNK = 1024 * 1024
LONGEST_JSON = 128 * CHUNK
MOST_MEMBERS = 200_000
MOST_BYTES = 200 * 1024 * CHUNK


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its name, size in bytes and hash."""

    name: str
    size: int
    sha256: str


def part_of(name: str) -> str:
    """Return which definition of the schema a JSON member follows; raises Problem for any other name."""
    if ASSESSMENT_NAME.match(name):
        return "assessment"
    if PLAN_NAME.match(name):
        return "plan"
    if name in PARTS:
        return PARTS[name]
    raise Problem(f"Gói hồ sơ có phần lạ: {name[:80]}.")


def digest_of(members: Iterable[Member]) -> str:
    """Return one hash of everything in a package but the time it was made: the same content, the same digest."""
    return sha256(canonical_json(sorted([member.name, member.sha256] for member in members)))


def write_json(archive: zipfile.ZipFile, name: str, content: object) -> Member:
    """Write a JSON member and return it."""
    data = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()
    archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return Member(name, len(data), sha256(data))


def write_file(archive: zipfile.ZipFile, name: str, stream: IO[bytes]) -> Member:
    """Stream a file into the package, uncompressed, and return the member."""
    digest, size = hashlib.sha256(), 0
    with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as target:
        for chunk in _chunks(stream):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Member(name, size, digest.hexdigest())


def write_manifest(
    archive: zipfile.ZipFile, *, version: str, created_at: str, school: str, members: list[Member]
) -> str:
    """Write the manifest and return the digest of the package."""
    digest = digest_of(members)
    content = {
        "format": FORMAT,
        "version": version,
        "created_at": created_at,
        "school": school,
        "digest": digest,
        "members": [asdict(member) for member in members],
    }
    archive.writestr(
        MANIFEST, json.dumps(content, ensure_ascii=False, indent=1).encode(), zipfile.ZIP_DEFLATED
    )
    return digest


class Package:
    """A package opened for reading; nothing of it is believed before it was compared with the manifest."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.manifest = self._manifest()
        self.members = {row["name"]: Member(**row) for row in self.manifest["members"]}
        self._check_members()

    @property
    def digest(self) -> str:
        """The digest of the content."""
        return digest_of(self.members.values())

    def json(self, name: str) -> Any:
        """Return a JSON member that follows its schema; raises Problem for any other."""
        member = self.members.get(name)
        if member is None:
            raise Problem(f"Gói hồ sơ thiếu phần {name}.")
        try:
            content = json.loads(b"".join(self.chunks(member)))
            _require_sound(content)
        except (ValueError, RecursionError) as error:
            raise _broken(name) from error
        _validate(part_of(name), content, name)
        return content

    def assessments(self) -> dict[str, Any]:
        """Return the self-assessments by their members' names, in their order."""
        return {name: self.json(name) for name in sorted(self.members) if ASSESSMENT_NAME.match(name)}

    def plans(self) -> list[Any]:
        """Return the improvement plans in their order; packages older than them bring none."""
        return [self.json(name) for name in sorted(self.members) if PLAN_NAME.match(name)]

    def chunks(self, member: Member) -> Iterator[bytes]:
        """Yield a member's bytes; raises Problem at their end, or before, where they are not the manifest's."""
        digest, size = hashlib.sha256(), 0
        try:
            with self.archive.open(member.name) as stream:
                for chunk in _chunks(stream):
                    digest.update(chunk)
                    size += len(chunk)
                    if size > member.size:
                        raise _broken(member.name)
                    yield chunk
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise _broken(member.name) from error
        if (digest.hexdigest(), size) != (member.sha256, member.size):
            raise _broken(member.name)

    def _manifest(self) -> dict[str, Any]:
        try:
            if self.archive.getinfo(MANIFEST).file_size > LONGEST_JSON:
                raise _broken(MANIFEST)
            content = json.loads(self.archive.read(MANIFEST))
        except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise Problem("Tệp này không phải gói hồ sơ trường của Minh Định.") from error
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise Problem(
                "Tệp này không phải gói hồ sơ trường, hoặc thuộc định dạng mà máy chủ này chưa đọc được."
            )
        _validate("manifest", content, MANIFEST)
        return content

    def _check_members(self) -> None:
        names = [info.filename for info in self.archive.infolist()]
        if len(names) != len(set(names)) or len(names) > MOST_MEMBERS:
            raise Problem("Gói hồ sơ có phần trùng tên hoặc quá nhiều phần.")
        if set(names) != {MANIFEST, *self.members} or len(self.members) != len(self.manifest["members"]):
            raise Problem("Các phần trong gói hồ sơ không khớp với danh mục của nó.")
        if sum(member.size for member in self.members.values()) > MOST_BYTES:
            raise Problem("Gói hồ sơ lớn quá mức cho phép.")
        for member in self.members.values():
            self._check_member(member)

    def _check_member(self, member: Member) -> None:
        info = self.archive.getinfo(member.name)
        if info.file_size != member.size:
            raise _broken(member.name)
        if FILE_NAME.match(member.name):
            if info.compress_type != zipfile.ZIP_STORED or member.name != f"files/{member.sha256}":
                raise Problem(f"Tệp {member.name[:80]} trong gói hồ sơ không mang đúng mã băm của nó.")
            return
        part_of(member.name)
        if member.size > LONGEST_JSON:
            raise Problem(f"Phần {member.name} của gói hồ sơ lớn bất thường.")


def open_package(path: Path) -> zipfile.ZipFile:
    """Open a ZIP; raises Problem for anything else."""
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise Problem(f"Không mở được {path}: tệp không có, đã hỏng hoặc không phải ZIP.") from error


@cache
def _schema() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return content


@cache
def _validator(part: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": _schema()["$defs"]})


def _validate(part: str, content: object, name: str) -> None:
    error = next(_validator(part).iter_errors(content), None)
    if error is not None:
        where = "/".join(str(step) for step in error.absolute_path)
        raise Problem(f"Gói hồ sơ không đúng mẫu ở {name}, mục “{where}”: {error.message[:200]}")


def _require_sound(content: object) -> None:
    """Raise ValueError where a text has a NUL or half a character, which no database takes."""
    if UNSOUND.search(json.dumps(content, ensure_ascii=False)):
        raise ValueError("unsound text")


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: stream.read(CHUNK), b"")


def _broken(name: str) -> Problem:
    return Problem(f"Gói hồ sơ đã bị đổi hoặc hỏng ở phần {name[:80]}; không nhập gì.")
