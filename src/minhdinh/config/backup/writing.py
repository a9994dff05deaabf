"""Writing a backup while people work."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.utils import timezone

from minhdinh.common.problems import Problem
from minhdinh.common.storage import PARTIAL
from minhdinh.config.backup.archive import MANIFEST, Manifest, Member, Table, chunks_of, write_member
from minhdinh.config.backup.snapshot import Snapshot, database_snapshot
from minhdinh.config.backup.tables import columns, encode_row, kept_models
from minhdinh.evidence.models import Blob


@dataclass(frozen=True, slots=True)
class Written:
    """What a backup holds; ``missing`` are files that the database names and the folder lacks."""

    rows: int
    files: int
    size: int
    missing: list[str]


def write_backup(path: Path) -> Written:
    """Write the whole installation to ``path``, whole or not at all; raises Problem where a file stands there.

    The database is read as it stood at one moment. Stored files never change, so those copied afterwards are the
    ones it names.
    """
    if path.exists():
        raise Problem(f"{path} đã có; hãy chọn tên tệp khác.")
    if not path.absolute().parent.is_dir():
        raise Problem(f"Không có thư mục {path.absolute().parent}.")
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    try:
        with zipfile.ZipFile(partial, "x", allowZip64=True) as archive:
            manifest, missing = _write_all(archive)
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return Written(
        sum(table.rows for table in manifest.tables), len(manifest.files), path.stat().st_size, missing
    )


def _write_all(archive: zipfile.ZipFile) -> tuple[Manifest, list[str]]:
    with database_snapshot() as snapshot:
        manifest = Manifest(
            version=settings.MINHDINH_VERSION,
            created_at=timezone.now().isoformat(),
            vendor=snapshot.vendor,
            migrations=_migrations(),
        )
        for number, (label, model) in enumerate(kept_models().items(), start=1):
            manifest.tables.append(_write_table(archive, snapshot, number, label, model))
        wanted = {path for (path,) in snapshot.rows(Blob, ["path"])}
    if isinstance(default_storage, FileSystemStorage):
        manifest.files.extend(_write_files(archive, Path(settings.MEDIA_ROOT)))
    else:
        manifest.files.extend(_write_objects(archive, sorted(wanted)))
    archive.writestr(MANIFEST, manifest.as_json(), zipfile.ZIP_DEFLATED)
    return manifest, sorted(wanted - {member.name.removeprefix("files/") for member in manifest.files})


def _migrations() -> dict[str, str]:
    """Return the last migration of every app; the schema is up to date before any command runs."""
    return dict(sorted(MigrationLoader(connection).graph.leaf_nodes()))


def _write_table(
    archive: zipfile.ZipFile, snapshot: Snapshot, number: int, label: str, model: type[Model]
) -> Table:
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        names = [field.attname for field in columns(model)]
        for row in snapshot.rows(model, names):
            count += 1
            yield encode_row(names, row)

    member = write_member(archive, f"tables/{number:03d}-{label}.jsonl", lines(), packed=True)
    return Table(label, count, member)


def _write_files(archive: zipfile.ZipFile, root: Path) -> Iterator[Member]:
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file() and not path.name.endswith(PARTIAL):
            with path.open("rb") as stream:
                name = f"files/{path.relative_to(root).as_posix()}"
                yield write_member(archive, name, chunks_of(stream), packed=False)


def _write_objects(archive: zipfile.ZipFile, names: Iterable[str]) -> Iterator[Member]:
    """Write what the database names from a store that is no folder; what it lacks is told as missing."""
    for name in names:
        try:
            with default_storage.open(name, "rb") as stream:
                yield write_member(archive, f"files/{name}", chunks_of(stream), packed=False)
        except FileNotFoundError:
            continue
