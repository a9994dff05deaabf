"""Making a data folder ready: folders, schema, standard sets. Every command that needs a database calls it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


def is_migrated() -> bool:
    """Tell whether the schema is up to date."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.prepare_database()
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def make_ready(*, load_sets: bool = True) -> bool:
    """Create folders, migrate and load the packaged sets where that has not been done; return whether it was needed."""
    for folder in (settings.MINHDINH_DATA, Path(settings.MEDIA_ROOT)):
        Path(folder).mkdir(parents=True, exist_ok=True)
    if is_migrated():
        return False
    call_command("migrate", interactive=False, verbosity=0)
    if load_sets:
        from minhdinh.standards.domain.loading import load_packaged_sets  # noqa: PLC0415 (apps must be loaded)

        load_packaged_sets()
    return True
