"""Keys that Python made are compared by code point on PostgreSQL too, whatever the language of the database.

``lib.text.sort_key`` gives strings whose code-point order is the Vietnamese order, and paths of the tree are compared by
their beginning. SQLite compares so by itself; on PostgreSQL the columns get the collation "C" after every ``migrate``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

ENDINGS = ("sort_key", "_sort", "path")


def key_columns() -> Iterator[tuple[str, str, int]]:
    """Yield (table, column, length) of every column that holds such a key."""
    for model in apps.get_models():
        options = model._meta  # noqa: SLF001 (Django's documented API)
        if options.app_config is None or not options.app_config.name.startswith("minhdinh."):
            continue
        for field in options.local_concrete_fields:
            if isinstance(field, models.CharField) and field.name.endswith(ENDINGS) and field.max_length:
                yield options.db_table, str(field.column), field.max_length


def wrong_columns(connection: BaseDatabaseWrapper) -> list[tuple[str, str, int]]:
    """Return the existing columns that do not compare by code point yet; none on SQLite."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, coalesce(collation_name, '') FROM information_schema.columns "
            "WHERE table_schema = current_schema()"
        )
        collations = {(table, column): collation for table, column, collation in cursor.fetchall()}
    return [item for item in key_columns() if collations.get(item[:2], "C") != "C"]


def compare_by_code_point(connection: BaseDatabaseWrapper) -> None:
    """Give the columns their collation; running it again changes nothing."""
    for table, column, length in wrong_columns(connection):
        with connection.cursor() as cursor:
            cursor.execute(
                f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE varchar({length}) COLLATE "C"'
            )


def compare_after_migrate(*, using: str, **_: Any) -> None:
    """Look after the database that was just migrated (called by Django after every ``migrate``)."""
    compare_by_code_point(connections[using])
