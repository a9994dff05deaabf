"""Where a restore writes: beside what is there, to be put in its place in one go when everything is right."""

from __future__ import annotations

import secrets
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils import timezone

from minhdinh.accounts.models import User
from minhdinh.config.backup.files import holds_files, restored_files
from minhdinh.config.bootstrap import STAMP_FILE
from minhdinh.organisations.models import Organisation


class Target(ABC):
    """A new database, and the files of the backup in a new folder inside the data folder or in the bucket."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.work = data / f".restore-{secrets.token_hex(6)}"
        self.work.mkdir(parents=True)
        try:
            self.files = restored_files(self.work)
        except BaseException:
            self.work.rmdir()
            raise

    @contextmanager
    def redirected(self) -> Iterator[None]:
        """Let the default connection lead to the new database; this process does nothing else meanwhile."""
        default = connections[DEFAULT_DB_ALIAS]
        default.close()
        kept = dict(default.settings_dict)
        default.settings_dict.update(self.redirection(kept))
        try:
            yield
        finally:
            default.close()
            default.settings_dict.update(kept)

    @abstractmethod
    def redirection(self, settings_dict: dict[str, Any]) -> dict[str, Any]:
        """Return the connection settings that lead to the new database."""

    @abstractmethod
    def put_database(self, old: Path) -> None:
        """Put the new database in the place of the old one, which may be kept in the folder ``old``."""

    def put_in_place(self) -> Path | None:
        """Exchange old and new; return the folder in which the old data are kept, None where there were none."""
        old = self.data / f"replaced-{timezone.localtime():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        old.mkdir()
        (self.data / STAMP_FILE).unlink(missing_ok=True)
        self.files.put_in_place(old)
        self.put_database(old)
        shutil.rmtree(self.work)
        if not any(path.is_file() for path in old.rglob("*")):
            shutil.rmtree(old)
            return None
        return old

    def discard(self) -> None:
        """Remove what was written; what was there before was never touched."""
        self.files.discard()
        shutil.rmtree(self.work, ignore_errors=True)


class SqliteTarget(Target):
    """A new database file."""

    def redirection(self, settings_dict: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (as in the base)
        """Lead to the new file."""
        return {"NAME": str(self.work / "minhdinh.sqlite3")}

    def put_database(self, old: Path) -> None:
        """Rename files; the new one was closed, so nothing of it is in a journal."""
        current = Path(connection.settings_dict["NAME"])
        for path in (current, Path(f"{current}-wal"), Path(f"{current}-shm")):
            if path.exists():
                path.rename(old / path.name)
        (self.work / "minhdinh.sqlite3").rename(current)


class PostgresTarget(Target):
    """A new schema of the same database."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.schema = f"restore_{secrets.token_hex(6)}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA "{self.schema}"')

    def redirection(self, settings_dict: dict[str, Any]) -> dict[str, Any]:
        """Look for tables in the new schema only."""
        return {"OPTIONS": {**settings_dict.get("OPTIONS", {}), "options": f"-c search_path={self.schema}"}}

    def put_database(self, old: Path) -> None:  # noqa: ARG002 (as in the base)
        """Exchange the schemas in one transaction and drop the old one."""
        gone = f"replaced_{secrets.token_hex(6)}"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'ALTER SCHEMA public RENAME TO "{gone}"')
            cursor.execute(f'ALTER SCHEMA "{self.schema}" RENAME TO public')
            cursor.execute(f'DROP SCHEMA "{gone}" CASCADE')

    def discard(self) -> None:
        """Drop the new schema too."""
        super().discard()
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{self.schema}" CASCADE')


def new_target(data: Path) -> Target:
    """Return a target for the configured database."""
    return PostgresTarget(data) if connection.vendor == "postgresql" else SqliteTarget(data)


def holds_data() -> bool:
    """Tell whether the configured database or the store of files has anything that a restore would replace."""
    if holds_files():
        return True
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return any(
        model._meta.db_table in tables and model._base_manager.exists()  # noqa: SLF001 (documented by Django)
        for model in (User, Organisation)
    )
