"""A PostgreSQL server for one run: its own folder, port and password; gone afterwards.

The machine's own clusters are never touched. As a command it runs another command against such a server:
``python scripts/temporary_postgres.py pytest tests/evidence``.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROLE = "minhdinh"
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "60",
}


class PostgresError(RuntimeError):
    """No server could be started; the message says why and what to install."""


def find_binaries() -> Path:
    """Return the folder of ``initdb`` and ``pg_ctl``: Debian's newest version, or the one on the path."""
    installed = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda path: float(path.parent.name),
    )
    if installed:
        return installed[-1]
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    raise PostgresError(
        "no server is installed (apt-get install postgresql), and MINHDINH_TEST_POSTGRES is not set"
    )


def unprivileged_user() -> str | None:
    """Return whom to run the server as: the server refuses root; anyone else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def run_as(user: str | None, command: list[str]) -> None:
    """Run ``command`` as ``user``; a failure carries what the command said."""
    group = pwd.getpwnam(user).pw_gid if user else None
    done = subprocess.run(
        command,
        user=user,
        group=group,
        extra_groups=[] if user else None,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise PostgresError(f"{Path(command[0]).name} failed: {done.stdout.strip()[-800:]}")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_cluster(binaries: Path, folder: Path, user: str | None, password: str) -> None:
    """Create the data folder with one role whose password is known to this run only."""
    password_file = folder / "password"
    password_file.write_text(password, encoding="utf-8")
    if user:
        for path in (folder, password_file):
            shutil.chown(path, user)
    run_as(
        user,
        [
            str(binaries / "initdb"), "--no-sync", "--auth=scram-sha-256", f"--username={ROLE}",
            f"--pwfile={password_file}", "--encoding=UTF8", "--locale=C.UTF-8", "-D", str(folder / "data"),
        ],
    )  # fmt: skip


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Start a server and give its address; stop and remove it at the end, also after a failure."""
    binaries, user, password, port = find_binaries(), unprivileged_user(), secrets.token_hex(16), free_port()
    folder = Path(tempfile.mkdtemp(prefix="minhdinh-postgres-"))
    control = [str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-w", "-t", "60"]
    options = " ".join(f"-c {name}={value}" for name, value in OPTIONS.items())
    try:
        make_cluster(binaries, folder, user, password)
        options = f"-p {port} -k {folder} {options}"
        run_as(user, [*control, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/postgres"
        finally:
            run_as(user, [*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the given command with ``MINHDINH_DATABASE_URL`` set, and return its exit code."""
    if len(sys.argv) < 2:
        print("usage: temporary_postgres.py COMMAND [ARGUMENT…]", file=sys.stderr)
        return 2
    with temporary_postgres() as url:
        environment = {**os.environ, "MINHDINH_DATABASE_URL": url}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
