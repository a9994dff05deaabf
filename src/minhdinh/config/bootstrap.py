"""Making a data folder ready: folders, schema, standard sets. Every command that needs a database calls it."""

from __future__ import annotations

import gc
import hashlib
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from minhdinh.common.problems import Problem
from minhdinh.config.lock import data_folder_lock
from minhdinh.standards.catalogue import packaged_sets
from minhdinh.standards.domain.legal_loading import install_documents
from minhdinh.standards.domain.loading import load_set

STAMP_FILE = ".ready"


def is_migrated() -> bool:
    """Tell whether the schema is up to date."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.prepare_database()
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def make_ready() -> bool:
    """Create folders, migrate and load the packaged sets where that has not been done; return whether it was needed.

    Safe when several commands start at once: one does it, the others wait. A process that died half-way left no
    stamp, so the next one does all of it again; each part is idempotent.
    """
    data = Path(settings.MINHDINH_DATA)
    for folder in (data, Path(settings.MEDIA_ROOT), Path(settings.MINHDINH_INCOMING)):
        folder.mkdir(parents=True, exist_ok=True)
    if _is_ready(data):
        return False
    with data_folder_lock(data):
        if _is_ready(data):
            return False
        with _collecting_seldom():
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True, stdout=io.StringIO())
        _load_sets()
        install_documents()
        write_stamp(data)
    return True


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let the garbage collector wait longer: migrations build thousands of classes, and it walks over all of them."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _load_sets() -> None:
    """Load the sets of the package that are not there; one that stands there with another content stays and is told."""
    for standard_set in packaged_sets():
        try:
            load_set(standard_set)
        except Problem as problem:
            print(f"minhdinh: {problem.message}", file=sys.stderr)  # noqa: T201 (no command is running yet)


def _is_ready(data: Path) -> bool:
    stamp = data / STAMP_FILE
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp() and is_migrated()


def write_stamp(data: Path) -> None:
    """Note in the data folder that this version made this database ready."""
    partial = data / f"{STAMP_FILE}.partial"
    partial.write_text(_stamp(), encoding="utf-8")
    partial.replace(data / STAMP_FILE)


def _stamp() -> str:
    """Return what the stamp says: the program's version and, as a hash, which database (a folder may be moved)."""
    database = settings.DATABASES[DEFAULT_DB_ALIAS]
    parts = [str(database.get(part, "")) for part in ("ENGINE", "HOST", "PORT", "NAME")]
    address = "|".join(parts).replace(str(settings.MINHDINH_DATA), "")
    return f"{settings.MINHDINH_VERSION} {hashlib.sha256(address.encode()).hexdigest()[:16]}\n"
