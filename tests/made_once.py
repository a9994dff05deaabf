"""What is dear to make and the same for every worker and every run is made once and copied.

It is kept below ``.pytest_cache`` under a fingerprint of what it is made of, so a change of the program, and the next
day (samples count from today), makes it anew. ``MINHDINH_TEST_MAKE_ANEW=1`` keeps and takes nothing.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "made-once"
PACKAGE = ROOT / "src" / "minhdinh"
OLD = 1800  # seconds after which another state may be forgotten
SETTINGS = ("config/settings*.py", "config/settings/**/*.py", "config/env.py", "*/apps.py", "*/enums.py")
MODELS = (
    "*/migrations/*.py",
    "*/models/**/*.py",
    "*/models.py",
    "organisations/data/*.py",
    "organisations/*.py",
)
AFTER_MIGRATE = ("organisations/domain/placements.py", "lib/text.py")
SCHEMA_PARTS = (*SETTINGS, *MODELS, *AFTER_MIGRATE)
PROGRAM_PARTS = ("**/*.py", "**/*.json", "**/*.yaml", "**/*.txt", "**/*.docx")
BESIDE = (
    "requirements/dev.txt", "tests/settings.py", "tests/databases.py", "tests/made_once.py",
    "tests/data_folders.py",
)  # fmt: skip


def fingerprint(parts: tuple[str, ...]) -> str:
    """Return a short hash of files of the program, of the libraries it is locked to, and of the day."""
    found = hashlib.sha256(f"{sys.version} {dt.datetime.now(dt.UTC):%Y-%m-%d}".encode())
    files = {path for pattern in parts for path in PACKAGE.glob(pattern)}
    for path in sorted({*files, *(ROOT / name for name in BESIDE)}):
        if path.is_file() and PACKAGE / "static" not in path.parents:
            found.update(f"{path.relative_to(ROOT)}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:20]


@dataclass(frozen=True)
class State:
    """What something is made of, as it was before this process read any of it: nothing newer is taken for it."""

    name: str
    parts: tuple[str, ...]
    root: Path = KEPT
    at_start: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at_start", fingerprint(self.parts))

    @property
    def folder(self) -> Path:
        """Return where things of this state are kept."""
        return self.root / f"{self.name}-{self.at_start}"

    def may_be_kept(self) -> bool:
        """Tell whether anything may be: not when told so, nor where the program changed since the start."""
        return os.environ.get("MINHDINH_TEST_MAKE_ANEW") != "1" and fingerprint(self.parts) == self.at_start

    @contextmanager
    def one_at_a_time(self) -> Iterator[Path]:
        """Hold the lock of this state and give its folder; states that nobody used for long are forgotten."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with held(self.folder) as got:
            assert got
            os.utime(self.folder)
            for other in self.root.glob(f"{self.name}-*/"):
                if time.time() - other.stat().st_mtime > OLD:
                    forget(other)
            yield self.folder

    def copy_of(self, name: str, make: Callable[[Path], None], target: Path) -> Path:
        """Fill the new folder ``target`` with a copy of ``name``, which ``make`` fills where nobody has yet."""
        with self.one_at_a_time() as kept:
            if (kept / name).is_dir() and self.may_be_kept():
                shutil.copytree(kept / name, target)
                return target
            target.mkdir()
            make(target)
            if self.may_be_kept():
                partial = kept / f"{name}.partial"
                shutil.rmtree(partial, ignore_errors=True)
                shutil.copytree(target, partial)
                partial.rename(kept / name)
        return target


@contextmanager
def held(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of a folder, which lies beside it; without waiting tell whether it was free."""
    with folder.with_suffix(".lock").open("a", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def forget(folder: Path) -> None:
    """Remove a folder that nobody is using."""
    with held(folder, wait=False) as free:
        if free:
            shutil.rmtree(folder, ignore_errors=True)


SCHEMA = State("schema", SCHEMA_PARTS)
PROGRAM = State("program", PROGRAM_PARTS)
