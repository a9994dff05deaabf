"""The test database: migrated once for one state of the program, copied for every worker and every later run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

from tests.made_once import SCHEMA


class Template(Protocol):
    """A migrated database that nobody works in."""

    def exists(self) -> bool:
        """Tell whether it was made."""

    def take(self, name: str) -> None:
        """Make the database ``name`` a copy of it."""

    def keep(self, name: str) -> None:
        """Make it a copy of the database ``name``, to which nobody is connected."""


class FileTemplate:
    """The template as a file of SQLite."""

    def __init__(self, kept: Path) -> None:
        self.path = kept / "template.sqlite3"

    def exists(self) -> bool:
        """Tell whether it was made."""
        return self.path.is_file()

    def take(self, name: str) -> None:
        """Make the file ``name`` a copy of it."""
        shutil.copyfile(self.path, name)

    def keep(self, name: str) -> None:
        """Make it a copy of the file ``name``; the last connection has emptied the write-ahead log into it."""
        partial = self.path.with_suffix(".partial")
        shutil.copyfile(name, partial)
        partial.rename(self.path)


class ServerTemplate:
    """The template as a database on the PostgreSQL server; older ones there are dropped."""

    PREFIX = "test_minhdinh_template_"

    def __init__(self, _kept: Path) -> None:
        self.name = f"{self.PREFIX}{SCHEMA.at_start}"

    def _run(self, statement: str, *names: str) -> None:
        quote = connection.ops.quote_name
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(statement.format(*map(quote, names)))

    def _there(self) -> set[str]:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.PREFIX])
            return {row[0] for row in cursor.fetchall()}

    def exists(self) -> bool:
        """Tell whether it was made."""
        return self.name in self._there()

    def take(self, name: str) -> None:
        """Make the database ``name`` a copy of it."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._run("CREATE DATABASE {} TEMPLATE {}", name, self.name)

    def keep(self, name: str) -> None:
        """Make it a copy of the database ``name``."""
        for old in self._there():
            self._run("DROP DATABASE {} WITH (FORCE)", old)
        self._run("CREATE DATABASE {} TEMPLATE {}", self.name, name)


def set_up() -> str:
    """Give this process its test database and return the name that was configured before."""
    old = str(connection.settings_dict["NAME"])
    with SCHEMA.one_at_a_time() as kept:
        template: Template = FileTemplate(kept) if connection.vendor == "sqlite" else ServerTemplate(kept)
        if template.exists() and SCHEMA.may_be_kept():
            name = connection.creation._get_test_db_name()
            connection.close()
            template.take(name)
            settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = name
            connection.settings_dict["NAME"] = name
        else:
            name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            if SCHEMA.may_be_kept():
                template.keep(name)
    # Transactional tests put back what migrations made. On the class, because a browser's event loop in this thread
    # has a connection of its own, which would know nothing of it and leave the database empty.
    type(
        connections[DEFAULT_DB_ALIAS]
    )._test_serialized_contents = connection.creation.serialize_db_to_string()
    connection.ensure_connection()
    return old


def fill_again() -> None:
    """Put what migrations made into a database that a transactional test emptied."""
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


def tear_down(old: str) -> None:
    """Remove this process's test database, also where a thread of a server left its connection open."""
    if connection.vendor == "sqlite":
        connection.creation.destroy_test_db(old, verbosity=0)
        return
    name = str(connection.settings_dict["NAME"])
    connection.close()
    drop(name)
    settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = connection.settings_dict["NAME"] = old


def drop(name: str) -> None:
    """Drop a database of the server whoever is connected to it."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")
