"""Rows of one school never point to rows of another: the database itself refuses.

PostgreSQL holds composite foreign keys (id, school). SQLite cannot add them to a table, so triggers watch inserts
and updates; a later migration that rebuilds a table drops its triggers, hence they are installed after every
``migrate`` and looked for by ``minhdinh check``.
"""

# ruff: noqa: S608 (the names in the statements are our own tables)
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from minhdinh.organisations.models.owned import SchoolOwned


@dataclass(frozen=True, slots=True)
class SameSchool:
    """A foreign key ``table.column`` to ``target`` whose row must carry the same school."""

    table: str
    column: str
    target: str

    @property
    def name(self) -> str:
        """The constraint's name, short enough for PostgreSQL."""
        return f"same_school_{self.table}_{self.column}"[:60]


def same_school_links() -> Iterator[SameSchool]:
    """Yield every link that models declare in ``same_school``."""
    for model in apps.get_models():
        if not issubclass(model, SchoolOwned):
            continue
        for field_name in model.same_school:
            options = model._meta  # noqa: SLF001 (Django's documented API)
            field: Any = options.get_field(field_name)
            yield SameSchool(options.db_table, str(field.column), field.related_model._meta.db_table)  # noqa: SLF001


def install(connection: BaseDatabaseWrapper) -> None:
    """Create what is missing; running it again changes nothing."""
    present = installed(connection)
    statements = _postgresql if connection.vendor == "postgresql" else _sqlite
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for link in same_school_links():
            if link.name not in present and {link.table, link.target} <= tables:
                for statement in statements(link):
                    cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of declared links that the database does not enforce."""
    present = installed(connection)
    return [link.name for link in same_school_links() if link.name not in present]


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the links that the database enforces now."""
    query = (
        "SELECT conname FROM pg_constraint WHERE conname LIKE 'same_school_%%'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'same_school_%%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, ())
        names = {row[0] for row in cursor.fetchall()}
    if connection.vendor == "postgresql":
        return names
    return {
        name.removesuffix("_insert") for name in names if f"{name.removesuffix('_insert')}_update" in names
    }


def _postgresql(link: SameSchool) -> Iterator[str]:
    unique = f"school_key_{link.target}"[:60]
    yield (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{unique}') THEN "
        f'ALTER TABLE "{link.target}" ADD CONSTRAINT "{unique}" UNIQUE (id, school_id); END IF; END $$'
    )
    yield (
        f'ALTER TABLE "{link.table}" ADD CONSTRAINT "{link.name}" FOREIGN KEY ("{link.column}", school_id) '
        f'REFERENCES "{link.target}" (id, school_id) DEFERRABLE INITIALLY DEFERRED'
    )


def _sqlite(link: SameSchool) -> Iterator[str]:
    for event in ("insert", "update"):
        yield f'DROP TRIGGER IF EXISTS "{link.name}_{event}"'
        yield (
            f'CREATE TRIGGER "{link.name}_{event}" BEFORE {event.upper()} ON "{link.table}" '
            f'WHEN NEW."{link.column}" IS NOT NULL AND NOT EXISTS ('
            f'SELECT 1 FROM "{link.target}" WHERE id = NEW."{link.column}" AND school_id = NEW.school_id) '
            f"BEGIN SELECT RAISE(ABORT, '{link.name}'); END"
        )


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Install on the database that was just migrated (called by Django after every ``migrate``)."""
    install(connections[using])


def lift_before_migrate(*, using: str, plan: Sequence[object] = (), **_: Any) -> None:
    """Take the triggers off SQLite before a migration changes tables (called by Django before every ``migrate``).

    SQLite changes a table by making another one in its place; triggers that name it would stop that. They come back
    after the migration.
    """
    connection = connections[using]
    if not plan or connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'same_school_%%'", ()
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
