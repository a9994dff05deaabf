"""The evidence store of a package: stored files, items, codes and counters."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from minhdinh.access.actor import Actor
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.blobs import store_bytes
from minhdinh.evidence.domain.scanning import require_clean, scanner
from minhdinh.evidence.kinds_of_files import MEDIA_TYPES
from minhdinh.evidence.models import Blob, CodeCounter, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.evidence.validators import FileKind, detect_file
from minhdinh.exchange import rows
from minhdinh.exchange.domain.merges_part import write_merges
from minhdinh.exchange.package import Package
from minhdinh.exchange.references import key_of
from minhdinh.exchange.rows import values

SEALED = FileKind("json", "application/json")
IN_MEMORY = 8 * 1024 * 1024


def check_files(package: Package, entries: list[dict[str, Any]]) -> None:
    """Read every file of a package once, comparing its hash and what it is; raises Problem. Nothing is stored."""
    listed = {f"files/{entry['sha256']}" for entry in entries}
    present = {name for name in package.members if name.startswith("files/")}
    if listed != present or len(listed) != len(entries):
        raise Problem("Danh sách tệp trong gói hồ sơ không khớp với các tệp trong gói.")
    for entry in entries:
        with _unpacked(package, entry["sha256"]) as stream:
            _kind_of(stream, entry)


def scan_files(actor: Actor, package: Package, entries: list[dict[str, Any]]) -> None:
    """Let the virus scanner see every file of a package before anything of it is kept; raises Problem for a finding."""
    if scanner() is None:
        return
    for entry in entries:
        with _unpacked(package, entry["sha256"]) as stream:
            name = f"{entry['sha256'][:12]}.{entry['extension']}"
            require_clean(stream, name=name, organisation_id=actor.organisation_id, actor=actor)


def new_bytes(school_id: int | None, entries: list[dict[str, Any]]) -> int:
    """Return how much room the files of a package take: those whose bytes the school holds already take none."""
    held: set[str] = set()
    if school_id is not None:
        held = set(Blob.objects.filter(school_id=school_id).values_list("sha256", flat=True))
    return sum(entry["size"] for entry in entries if entry["sha256"] not in held)


def store_files(
    package: Package, school_id: int, entries: list[dict[str, Any]], *, landed: Callable[[int], None]
) -> dict[str, Blob]:
    """Store the files for a school and return them by hash; those already there stay.

    The size of each new one is told to ``landed`` when its row stands.
    """
    blobs: dict[str, Blob] = {}
    for entry in entries:
        with _unpacked(package, entry["sha256"]) as stream:
            kind = _kind_of(stream, entry)
            blob, is_new = store_bytes(school_id=school_id, stream=stream, kind=kind)
        blobs[entry["sha256"]] = blob
        if is_new:
            landed(blob.size)
    return blobs


@contextmanager
def _unpacked(package: Package, sha256: str) -> Iterator[IO[bytes]]:
    """Open a file of the package that was read to its end and found to have its hash."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream:
        for chunk in package.chunks(package.members[f"files/{sha256}"]):
            stream.write(chunk)
        stream.seek(0)
        yield stream


def _kind_of(stream: IO[bytes], entry: Mapping[str, Any]) -> FileKind:
    """Return what a file is by its content; raises Problem where the package says otherwise."""
    declared = FileKind(entry["extension"], entry["media_type"])
    if declared == SEALED:
        return SEALED
    name, size = f"{entry['sha256'][:12]}.{declared.extension}", entry["size"]
    found = detect_file(stream, name=name, size=size, limit=size, allowed=MEDIA_TYPES)
    if found != declared:
        raise Problem(
            f"Tệp {entry['sha256'][:12]} trong gói hồ sơ không phải loại {declared.extension} như đã ghi."
        )
    return declared


def import_evidence(
    school_id: int, content: Mapping[str, Any], people: Mapping[str, int], blobs: Mapping[str, Blob]
) -> dict[str, int]:
    """Make the items with codes, files, merges and counters, and return their keys by reference."""
    keys: dict[str, int] = {}
    for entry in content["items"]:
        item = EvidenceItem(
            school_id=school_id,
            verified_by_id=key_of(people, entry["verified_by"]),
            contributed_by_id=key_of(people, entry["contributed_by"]),
            **values(EvidenceItem, entry, rows.ITEM),
        )
        item.save()
        keys[entry["ref"]] = item.pk
        _import_codes(item, entry["codes"])
        _import_files(item, entry["files"], people, blobs)
    CodeCounter.objects.bulk_create(
        [
            CodeCounter(school_id=school_id, **values(CodeCounter, entry, rows.COUNTER))
            for entry in content["counters"]
        ]
    )
    write_merges(school_id, content, keys, people)
    return keys


def _import_codes(item: EvidenceItem, entries: list[dict[str, Any]]) -> None:
    EvidenceCode.objects.bulk_create(
        [
            EvidenceCode(school_id=item.school_id, item=item, **values(EvidenceCode, entry, rows.CODE))
            for entry in entries
        ]
    )


def _import_files(
    item: EvidenceItem,
    entries: list[dict[str, Any]],
    people: Mapping[str, int],
    blobs: Mapping[str, Blob],
) -> None:
    made = [
        EvidenceFile(
            school_id=item.school_id,
            item=item,
            blob=blobs[entry["sha256"]],
            uploaded_by_id=key_of(people, entry["uploaded_by"]),
            removed_by_id=key_of(people, entry.get("removed_by")),
            **values(EvidenceFile, entry, rows.ITEM_FILE),
        )
        for entry in entries
    ]
    EvidenceFile.objects.bulk_create(made)
    replaced = []
    for file, entry in zip(made, entries, strict=True):
        place = entry.get("replaced_by")
        if place is not None:
            file.replaced_by = _successor(made, file, place)
            replaced.append(file)
    _require_ends(replaced)
    EvidenceFile.objects.bulk_update(replaced, ["replaced_by"])


def _successor(made: list[EvidenceFile], file: EvidenceFile, place: int) -> EvidenceFile:
    """Return the file at ``place`` of the item's list; raises Problem where a package names none, or the file itself."""
    if place >= len(made) or made[place] is file or file.removed_at is None:
        raise Problem(_wrong_successor(file))
    return made[place]


def _require_ends(replaced: Iterable[EvidenceFile]) -> None:
    """Refuse files that took the place of each other in a ring."""
    ended: set[int] = set()
    for start in replaced:
        passed: set[int] = set()
        here: EvidenceFile | None = start
        while here is not None and here.pk not in ended:
            if here.pk in passed:
                raise Problem(_wrong_successor(here))
            passed.add(here.pk)
            here = here.replaced_by
        ended |= passed


def _wrong_successor(file: EvidenceFile) -> str:
    return f"Gói hồ sơ ghi sai bản thay của tệp “{file.name}”."
