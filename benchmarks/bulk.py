"""Very many rows into the database: COPY on PostgreSQL, many rows a statement on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

Row = Mapping[str, Any]
BATCH = 20_000


@contextmanager
def loading() -> Iterator[None]:
    """Hold everything in one transaction; PostgreSQL does not look up foreign keys of rows that we make ourselves."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield


def load(model: type[models.Model], rows: Iterable[Row]) -> int:
    """Insert rows (field attname → value; what is missing takes the field's default); return how many."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]  # noqa: SLF001 (documented)
    lines = (tuple(_value(field, row) for field in fields) for row in rows)
    write = _copy if connection.vendor == "postgresql" else _insert
    return write(model._meta.db_table, [field.column for field in fields], lines)  # noqa: SLF001


def finish(*loaded: type[models.Model]) -> None:
    """Let the sequences go on after the loaded ids and the planner know the new sizes."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _value(field: Any, row: Row) -> Any:
    if field.attname in row:
        value = row[field.attname]
    elif getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        value = timezone.now()
    else:
        value = field.get_default()
    if connection.vendor == "postgresql":
        return Jsonb(value) if isinstance(field, models.JSONField) else value
    return field.get_db_prep_save(value, connection)


def _copy(table: str, columns: list[str], lines: Iterable[tuple[Any, ...]]) -> int:
    names = ", ".join(f'"{column}"' for column in columns)
    count = 0
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for line in lines:
            copy.write_row(line)
            count += 1
    return count


def _insert(table: str, columns: list[str], lines: Iterable[tuple[Any, ...]]) -> int:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    count, more = 0, iter(lines)
    with connection.cursor() as cursor:
        while part := list(islice(more, BATCH)):
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', part)
            count += len(part)
    return count
