"""Whether the store still holds what the database says it holds, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.files.storage import Storage, default_storage

from minhdinh.common.storage import PARTIAL, target_of
from minhdinh.evidence.models import Blob, StoringNote
from minhdinh.lib.hashing import sha256_of_stream

ROOT = "schools"


@dataclass(slots=True)
class StoreReport:
    """What was found; each entry is a path inside the store. ``altered`` have another hash than at upload."""

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    orphan: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.altered or self.orphan)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data with ``ok``."""
        return {"ok": self.is_sound, **asdict(self)}


def check_store(*, school_id: int | None = None, step: Callable[[], None] = lambda: None) -> StoreReport:
    """Read every stored file and compare its hash; needs an opened scope over what is checked.

    ``school_id`` narrows to one school. Files without a row are orphans; they are only told of, never deleted.
    ``step`` is called after each file, so that a job can tell how far it is and be stopped.
    """
    folder = f"{ROOT}/{school_id}" if school_id is not None else ROOT
    found = set(_paths(default_storage, folder))
    blobs = Blob.objects.all() if school_id is None else Blob.objects.filter(school_id=school_id)
    report = StoreReport()
    known = set()
    for blob in blobs.order_by("path").iterator():
        known.add(blob.path)
        _check_blob(blob, report)
        step()
    report.orphan = sorted(_without_row(found - known))
    return report


def _check_blob(blob: Blob, report: StoreReport) -> None:
    report.checked += 1
    try:
        with default_storage.open(blob.path, "rb") as stream:
            sha256, size = sha256_of_stream(stream)
    except FileNotFoundError:
        report.missing.append(blob.path)
        return
    if (sha256, size) != (blob.sha256, blob.size):
        report.altered.append(blob.path)


def _without_row(paths: set[str]) -> set[str]:
    """Ask again: what was on its way while files were being read, has a row by now or was cleared up is no orphan.

    The notes are asked first: one that is gone went with its row, or after its bytes.
    """
    noted = {path for path in paths if StoringNote.objects.filter(path=path).exists()}
    rowless = {path for path in paths - noted if not Blob.objects.filter(path=path).exists()}
    return {path for path in rowless if default_storage.exists(path)}


def _paths(storage: Storage, folder: str) -> Iterator[str]:
    """Yield the files below a folder; what is still being written, or has no row yet, does not count."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    arriving = {target_of(name) for name in files if name.endswith(PARTIAL)}
    for name in files:
        if not name.endswith(PARTIAL) and name not in arriving:
            yield f"{folder}/{name}"
    for name in folders:
        yield from _paths(storage, f"{folder}/{name}")
