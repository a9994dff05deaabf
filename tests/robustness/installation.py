"""A real installation for one test: its own data folder, database and port, started and killed from outside."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from minhdinh.config.ports import answers
from minhdinh.config.supervisor import LEAN, server_children
from tests.config.commands import clean_environment

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
THREADS = 5


@dataclass
class Installation:
    """Where everything of an installation is; ``database_url`` empty means SQLite in the data folder."""

    data: Path
    port: int
    database_url: str = ""
    settings: str = "minhdinh.config.settings"
    process: subprocess.Popen[bytes] | None = field(default=None)
    store: dict[str, str] = field(default_factory=dict)  # the variables of a bucket

    @property
    def environment(self) -> dict[str, str]:
        """The variables of every process of this installation; temporary files of uploads stay in its folder too."""
        own = {
            "MINHDINH_PORT": str(self.port),
            "TMPDIR": str(self.data),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        }
        own |= {"DJANGO_SETTINGS_MODULE": self.settings} | LEAN | self.store
        return clean_environment(self.data, **own, MINHDINH_DATABASE_URL=self.database_url)

    @property
    def files(self) -> Path:
        return self.data / "files"

    def run_script(self, module: str, *arguments: str, timeout: int = 300) -> Any:
        """Run ``python -m module`` and return the JSON that it prints last."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, command: Sequence[str] = ()) -> None:
        """Start the web server as ``minhdinh serve`` does, or another command; wait until it answers."""
        web = server_children(host="127.0.0.1", port=self.port, threads=THREADS)[0].command
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                list(command) or web,
                env=self.environment,
                cwd=self.data,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not answers("127.0.0.1", self.port):
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.02)

    def serve(self) -> None:
        """Start the whole program, web server and job worker, by its own command."""
        self.start([sys.executable, "-m", "minhdinh", "serve"])

    def kill(self) -> None:
        """End the server and all it started without warning: SIGKILL, nothing is flushed, nothing is said."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            self._await_silence()

    def _await_silence(self) -> None:
        """Wait until nobody listens any more: a killed worker ends only when the disk has answered it."""
        deadline = time.monotonic() + START_SECONDS
        while answers("127.0.0.1", self.port):
            assert time.monotonic() < deadline, "a killed server still listens"
            time.sleep(0.02)

    def stop(self) -> None:
        """End the server as a person does."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None
            self._await_silence()

    def log(self) -> str:
        return (self.data / "server.log").read_text(errors="replace")[-4000:]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what the database itself says, asked from beside the program."""
        if self.database_url:
            with psycopg.connect(self.database_url) as postgres:
                return list(postgres.execute(query.encode()))
        with closing(sqlite3.connect(self.data / "minhdinh.sqlite3", timeout=20)) as lite:
            return list(lite.execute(query))

    def write(self, statement: str) -> None:
        """Change what the database holds from beside the program, while nothing of it runs."""
        if self.database_url:
            with psycopg.connect(self.database_url) as postgres:
                postgres.execute(statement.encode())
            return
        with closing(sqlite3.connect(self.data / "minhdinh.sqlite3", timeout=20)) as lite, lite:
            lite.execute(statement)

    def database_faults(self) -> list[str]:
        """Return what SQLite finds wrong with its file; PostgreSQL mends itself."""
        found = [] if self.database_url else self.rows("PRAGMA integrity_check")
        return [str(row[0]) for row in found if row != ("ok",)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def installation(folder: Path, server_url: str = "") -> Iterator[Installation]:
    """Give an empty installation; with a PostgreSQL address it has a database of its own there, dropped at the end."""
    folder.mkdir(exist_ok=True)
    with own_database(server_url) as url:
        found = Installation(folder, free_port(), url)
        try:
            yield found
        finally:
            found.kill()


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """Create a database on a PostgreSQL server and give its address; nothing to do for SQLite."""
    if not server_url:
        yield ""
        return
    name = f"minhdinh_kill_{secrets.token_hex(4)}"
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
