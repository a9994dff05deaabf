"""Reading all tables as they stood at one moment, without holding anybody up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from psycopg import IsolationLevel

BATCH = 2000


class Snapshot:
    """A connection of its own inside a transaction that sees one moment of the database."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    @property
    def vendor(self) -> str:
        """The kind of database: sqlite or postgresql."""
        return str(self.connection.vendor)

    def rows(self, model: type[Model], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the values of ``names`` of every row, by primary key; nothing is held in memory for long."""
        query = model._base_manager.order_by("pk").values_list(*names).query  # noqa: SLF001 (no scope here)
        compiler = query.get_compiler(connection=self.connection)
        yield from compiler.results_iter(chunked_fetch=True, chunk_size=BATCH, tuple_expected=True)


@contextmanager
def database_snapshot() -> Iterator[Snapshot]:
    """Open a snapshot. SQLite in WAL mode and PostgreSQL at REPEATABLE READ both let others write meanwhile."""
    default = connections[DEFAULT_DB_ALIAS]
    connection = default.copy(alias="snapshot")
    connection.settings_dict["CONN_MAX_AGE"] = 0
    if default.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    else:
        connection.settings_dict["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
    try:
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with connection.cursor() as cursor:
            # The snapshot is taken by the first read, not by BEGIN.
            cursor.execute("SELECT count(*) FROM django_migrations")
            cursor.fetchone()
        yield Snapshot(connection)
    finally:
        if connection.connection is not None:
            connection.rollback()
            connection.close()
