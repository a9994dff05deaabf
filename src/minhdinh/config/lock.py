"""One process at a time: a lock on the data folder, held by the operating system until its holder ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from minhdinh.common.problems import Problem

LOCK_FILE = ".lock"
SERVING_FILE = ".serving"
POSTGRES_KEY = 0x6D696E68  # any fixed number: servers that share a database but no folder agree on it


@contextmanager
def data_folder_lock(data: Path) -> Iterator[None]:
    """Wait for the lock on ``data`` and hold it; with PostgreSQL also the one inside the database.

    A killed holder leaves no lock behind.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / LOCK_FILE).open("a", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        with _database_lock():
            yield


@contextmanager
def _database_lock() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [POSTGRES_KEY])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [POSTGRES_KEY])


@contextmanager
def serving(data: Path) -> Iterator[None]:
    """Say that a server works in ``data``; several may, as long as nobody replaces the folder's content."""
    with (data / SERVING_FILE).open("a", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_SH)
        yield


def require_not_served(data: Path) -> None:
    """Raise Problem where a server works in ``data``."""
    with (data / SERVING_FILE).open("a", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(f"Máy chủ đang chạy trên thư mục {data}. Hãy dừng máy chủ rồi làm lại.") from error
