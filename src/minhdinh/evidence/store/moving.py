"""Bringing the files from one store to the other: copied, read back, compared by hash; in any number of goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage
from django.utils.module_loading import import_string

from minhdinh.common.problems import Problem
from minhdinh.common.storage import LinkingStore, WholeFileStorage
from minhdinh.evidence.models import Blob
from minhdinh.lib.hashing import sha256_of_stream

KINDS = ("folder", "s3")
BUCKET = "minhdinh.common.storage_s3.BucketStorage"  # its library is loaded only where a bucket is used
PAGE = 500


@dataclass(slots=True)
class MoveReport:
    """How it ended. ``waiting`` are files that a dry run would copy; the lists hold paths inside the store.

    ``missing`` are in neither store, ``altered`` are no more in the old store what they were at upload and were not
    copied, ``failed`` did not arrive as they were sent.
    """

    to: str
    dry_run: bool = False
    copied: int = 0
    copied_bytes: int = 0
    already: int = 0
    waiting: int = 0
    deleted: int = 0
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether every file that the database names is in the new store, or would be."""
        return not (self.missing or self.altered or self.failed)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data with ``ok``."""
        return {"ok": self.is_whole, **asdict(self)}


def store_of(kind: str) -> Storage:
    """Return the folder or the bucket, whichever the program works with now; raises Problem where no bucket is named."""
    if kind == "folder":
        return WholeFileStorage(location=settings.MEDIA_ROOT)
    if not settings.MINHDINH_S3:
        raise Problem(
            "Chưa khai báo kho S3. Hãy đặt MINHDINH_S3_BUCKET, MINHDINH_S3_ENDPOINT, MINHDINH_S3_KEY và "
            "MINHDINH_S3_SECRET rồi chạy lại."
        )
    found: Storage = import_string(BUCKET)(**settings.MINHDINH_S3)
    return found


def move_files(
    to: str, *, dry_run: bool = False, delete_source: bool = False, step: Callable[[], None] = lambda: None
) -> MoveReport:
    """Copy every file that the database names to the store ``to``; needs an opened scope over all schools.

    A file counts when its bytes at the goal have the hash of the upload, however they came there; so it may be stopped
    and begun again. With ``delete_source`` what counts is removed from the old store, only where the program works with
    the new one already: raises Problem otherwise. ``step`` is called after each file.
    """
    if delete_source and to != settings.MINHDINH_STORAGE:
        raise Problem(
            f"Chương trình còn đang dùng kho cũ nên chưa xóa gì. Hãy đặt MINHDINH_STORAGE={to}, khởi động lại máy chủ, "
            "rồi chạy lại với --delete-source."
        )
    source, goal = (store_of(kind) for kind in sorted(KINDS, key=lambda kind: kind == to))
    for store in (source, goal):
        if isinstance(store, LinkingStore):
            store.require_there()
    report = MoveReport(to, dry_run)
    for blob in _blobs():
        if dry_run:
            _foresee(blob, source, goal, report)
        elif _is_brought(blob, source, goal, report) and delete_source and source.exists(blob.path):
            source.delete(blob.path)
            report.deleted += 1
        step()
    return report


def _blobs() -> Iterator[Blob]:
    """Yield all rows, those too that come while it goes on; no query is open while bytes are copied."""
    last = 0
    while page := list(Blob.objects.filter(pk__gt=last).order_by("pk")[:PAGE]):
        yield from page
        last = page[-1].pk


def _foresee(blob: Blob, source: Storage, goal: Storage, report: MoveReport) -> None:
    if goal.exists(blob.path) and goal.size(blob.path) == blob.size:
        report.already += 1
    elif source.exists(blob.path):
        report.waiting += 1
    else:
        report.missing.append(blob.path)


def _is_brought(blob: Blob, source: Storage, goal: Storage, report: MoveReport) -> bool:
    """Tell whether the goal holds the right bytes now."""
    there = _hash_at(goal, blob.path)
    if there == blob.sha256:
        report.already += 1
        return True
    here = _hash_at(source, blob.path)
    if here != blob.sha256:
        (report.missing if here is None else report.altered).append(blob.path)
        return False
    if there is not None:  # something else stands there, e.g. of a disk that went wrong
        goal.delete(blob.path)
    _copy(blob.path, source, goal)
    if _hash_at(goal, blob.path) != blob.sha256:
        report.failed.append(blob.path)
        return False
    report.copied += 1
    report.copied_bytes += blob.size
    return True


def _copy(path: str, source: Storage, goal: Storage) -> None:
    """Write under exactly this name: who moves files at the same moment writes the same, and no second copy is left."""
    if not isinstance(goal, LinkingStore | WholeFileStorage):
        raise TypeError(f"files are kept in a folder or in a bucket, not in {goal!r}")
    with source.open(path, "rb") as stream:
        goal.put(path, stream)


def _hash_at(store: Storage, path: str) -> str | None:
    try:
        with store.open(path, "rb") as stream:
            return sha256_of_stream(stream)[0]
    except FileNotFoundError:
        return None
