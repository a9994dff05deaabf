"""Putting a backup back: everything is written aside and checked before anything takes its place."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from minhdinh.common.problems import Problem
from minhdinh.config.backup.archive import (
    Manifest,
    Table,
    open_archive,
    read_lines,
    read_manifest,
)
from minhdinh.config.backup.tables import columns, decode_row, kept_models
from minhdinh.config.backup.targets import Target, holds_data, new_target
from minhdinh.config.backup.verifying import verify_blobs, verify_seals
from minhdinh.config.lock import data_folder_lock, require_not_served

BATCH = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back and checked; ``kept`` is where the data that stood there before are kept."""

    rows: int
    files: int
    blobs: int
    seals: int
    kept: Path | None


def restore_backup(path: Path, *, replace: bool = False) -> Restored:
    """Restore ``path`` into the configured database and the folder or bucket of files.

    Raises Problem, with everything as it was, where the folder is in use, holds data and ``replace`` is not given,
    the file is damaged or newer than this program, or a hash or a seal does not agree.
    """
    data = Path(settings.MINHDINH_DATA)
    with open_archive(path) as archive, data_folder_lock(data):
        manifest = read_manifest(archive)
        require_not_served(data)
        if holds_data() and not replace:
            raise Problem(_holds_data(data))
        target = new_target(data)
        try:
            blobs, seals = _restore_aside(archive, manifest, target)
            kept = target.put_in_place()
        except BaseException:
            target.discard()
            raise
    rows = sum(table.rows for table in manifest.tables)
    return Restored(rows, len(manifest.files), blobs, seals, kept)


def _holds_data(data: Path) -> str:
    """Say what holds data and what helps; a restore into a bucket that was killed has left files there itself."""
    if settings.MINHDINH_STORAGE != "s3":
        return (
            f"Thư mục {data} đã có dữ liệu. Hãy đặt MINHDINH_DATA sang thư mục mới, "
            "hoặc thêm --replace để thay bằng bản sao lưu."
        )
    return (
        f"Thư mục {data} hoặc kho S3 “{settings.MINHDINH_S3['bucket_name']}” đã có dữ liệu. Hãy đặt MINHDINH_DATA sang "
        "thư mục mới và MINHDINH_S3_BUCKET sang bucket còn trống, hoặc thêm --replace để thay bằng bản sao lưu. "
        "Lần khôi phục trước dừng giữa chừng thì chạy lại với --replace: tệp đã có và đúng trong kho không chép lại."
    )


def _restore_aside(archive: zipfile.ZipFile, manifest: Manifest, target: Target) -> tuple[int, int]:
    for member in manifest.files:
        target.files.write(archive, member)
    with target.redirected():
        _load_tables(archive, manifest)
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        return verify_blobs(target.files), verify_seals(target.files)


def _load_tables(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the schema that the backup was taken from, and fill it."""
    executor = MigrationExecutor(connection)
    targets = list(manifest.migrations.items())
    unknown = [f"{app} {name}" for app, name in targets if (app, name) not in executor.loader.graph.nodes]
    if unknown:
        raise Problem(
            f"Bản sao lưu do phiên bản {manifest.version} tạo, mới hơn chương trình này "
            f"({settings.MINHDINH_VERSION}). Hãy cập nhật chương trình rồi khôi phục."
        )
    executor.migrate(targets)
    models = kept_models(executor.loader.project_state(targets).apps)
    try:
        with transaction.atomic():
            for model in models.values():
                model._base_manager.all().delete()  # noqa: SLF001 (rows that migrations made)
            for table in manifest.tables:
                _load_table(archive, table, models)
            _restart_numbers(list(models.values()))
    except (IntegrityError, ValueError, KeyError) as error:
        raise Problem(f"Bản sao lưu không khớp với cấu trúc dữ liệu của nó: {error}") from error


def _load_table(archive: zipfile.ZipFile, table: Table, models: dict[str, type[Model]]) -> None:
    model = models[table.model]
    for field in columns(model):
        for automatic in ("auto_now", "auto_now_add"):
            if hasattr(field, automatic):
                setattr(
                    field, automatic, False
                )  # the rows bring their own times; this class is of this restore only
    count = 0
    for batch in _batches(decode_row(model, line) for line in read_lines(archive, table.member)):
        model._base_manager.bulk_create(batch)  # noqa: SLF001 (no scope here)
        count += len(batch)
    if count != table.rows:
        raise Problem(f"Bảng {table.model} của bản sao lưu có {count} dòng, danh mục ghi {table.rows}.")


def _batches(rows: Iterator[Model]) -> Iterator[list[Model]]:
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch


def _restart_numbers(models: list[type[Model]]) -> None:
    """Let new rows be numbered after the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
