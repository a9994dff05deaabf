"""A world that many tests begin with is made once by the program's own verbs, and put back as it was made.

``@kept_world`` on a function that fills an empty database: the first test of a worker that calls it runs it and keeps
what it wrote (rows, files) and what it returned; the next one with the same arguments gets the same rows and files by
one statement for each table, and a copy of the result. Whenever anything could make a difference, the function runs:
rows are there already, settings or the clock were changed, the test commits, the day or the language is another one.
``MINHDINH_TEST_MAKE_ANEW=1`` keeps nothing.
"""

from __future__ import annotations

import functools
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.utils import timezone, translation

P = ParamSpec("P")
R = TypeVar("R")
CLOCK = (timezone.now, timezone.localdate, timezone.localtime)
MAY_DIFFER = {"MEDIA_ROOT", "STORAGES"}  # the folder of each test's own files
DISK = settings.STORAGES["default"]["BACKEND"]
_kept: dict[tuple[Any, ...], Kept | None] = {}  # None: it cannot be kept


@dataclass(frozen=True)
class Kept:
    """What a function wrote and returned: rows by table as the database gives them, files, the result."""

    before: tuple[int, ...]
    rows: list[tuple[str, list[str], Any]]
    files: Path
    result: bytes


def forget() -> None:
    """Forget all worlds: the database was emptied and filled again."""
    _kept.clear()


def kept_world(make: Callable[P, R]) -> Callable[P, R]:
    """Let a function that fills an empty database run once for each of its arguments."""

    @functools.wraps(make)
    def world(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _is_usual():
            return make(*args, **kwargs)
        key = (make, args, tuple(sorted(kwargs.items())), timezone.localdate(), translation.get_language())
        if not _is_hashable(key):
            return make(*args, **kwargs)
        if key not in _kept:
            return _make(key, functools.partial(make, *args, **kwargs))
        kept = _kept[key]
        if kept is None or kept.before != _counts():
            return make(*args, **kwargs)
        return _put_back(kept)  # type: ignore[no-any-return]

    return world


def _is_hashable(key: tuple[Any, ...]) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True


def _changed_settings() -> set[str]:
    """Return the names of the settings that this test changed."""
    changed: set[str] = set()
    holder = settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        changed |= {name for name in vars(holder) if name.isupper()} | holder._deleted
        holder = holder.default_settings
    return changed


def _is_usual() -> bool:
    """Tell whether nothing of this test makes the result another one than that of other tests."""
    return (
        os.environ.get("MINHDINH_TEST_MAKE_ANEW") != "1"
        and connection.in_atomic_block
        and _changed_settings() <= MAY_DIFFER
        and settings.STORAGES["default"]["BACKEND"] == DISK
        and (timezone.now, timezone.localdate, timezone.localtime) == CLOCK
        and not any(Path(settings.MEDIA_ROOT).glob("*"))
    )


@functools.cache
def _tables() -> tuple[str, ...]:
    """Return all tables, each after those it points to: the database asks a new row for the school of the others."""
    there = set(connection.introspection.table_names(include_views=False))
    linked = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    found: dict[str, None] = {}

    def add(table: str, *way: str) -> None:
        if table in found or table in way:
            return
        for field in linked[table]._meta.local_fields if table in linked else ():
            if field.related_model is not None:
                add(field.related_model._meta.db_table, table, *way)
        found[table] = None

    for table in sorted(there):
        add(table)
    return tuple(table for table in found if table in there)


@functools.cache
def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [one.name for one in connection.introspection.get_table_description(cursor, table)]


def _quoted(names: list[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def _ask(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _counts() -> tuple[int, ...]:
    """Return how many rows each table has."""
    parts = [f"(SELECT count(*) FROM {_quoted([table])})" for table in _tables()]
    return tuple(
        number
        for at in range(0, len(parts), 60)
        for number in _ask("SELECT " + ", ".join(parts[at : at + 60]))[0]
    )


def _all_rows(table: str) -> list[Any]:
    """Return the rows of a table as the database keeps them, in its order, untouched by converters."""
    name = _quoted([table])
    if connection.vendor == "sqlite":
        plain = ", ".join(f"+{connection.ops.quote_name(one)}" for one in _columns(table))
        return _ask(f"SELECT {plain} FROM {name}")
    return [text for (text,) in _ask(f"SELECT to_jsonb(one)::text FROM {name} AS one")]


def _make(key: tuple[Any, ...], make: Callable[[], R]) -> R:
    """Run the function and keep what it did, where it only added rows and its result can be copied."""
    counts, before = _counts(), {table: set(_all_rows(table)) for table in _tables()}
    result = make()
    rows = []
    _kept[key] = None
    for table in _tables():
        after = _all_rows(table)
        if before[table] - set(after):
            return result  # it changed what was there
        if added := [row for row in after if row not in before[table]]:
            rows.append((table, _columns(table), added))
    try:
        copy = pickle.dumps(result)
    except (pickle.PicklingError, AttributeError, TypeError):
        return result
    files = Path(tempfile.mkdtemp(prefix="world-", dir=settings.MINHDINH_DATA)) / "files"
    shutil.copytree(settings.MEDIA_ROOT, files)
    _kept[key] = Kept(counts, rows, files, copy)
    return result


def _put_back(kept: Kept) -> Any:
    """Write the rows and files of a world and return a copy of its result."""
    with connection.cursor() as cursor:
        for table, columns, rows in kept.rows:
            name, names = _quoted([table]), _quoted(columns)
            if connection.vendor == "sqlite":
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({places})", rows)
            else:
                cursor.execute(
                    f"INSERT INTO {name} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{name}, %s::jsonb)",
                    [f"[{', '.join(rows)}]"],
                )
    shutil.copytree(kept.files, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return pickle.loads(kept.result)
