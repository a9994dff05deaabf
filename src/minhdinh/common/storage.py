"""A folder as storage in which a file appears whole or not at all, and what every other store has to be able to do."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

from minhdinh.common.problems import Problem

PARTIAL = ".partial"


class StoreAway(Problem):
    """The store of files did not answer; nothing of what was asked has been done half."""

    status = 503


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A file that began to come in parts: its name, the store's number of it, and since when."""

    name: str
    number: str
    begun_at: dt.datetime


class LinkingStore:
    """A store that people's browsers may fetch from and bring to themselves, by addresses that soon expire.

    Whoever asks for such an address has checked the permission before: it opens for everybody who has it.
    """

    direct = False

    def download_link(self, name: str, *, filename: str, media_type: str) -> str:
        """Return an address under which the bytes come as a download of this name, for a minute."""
        raise NotImplementedError

    def browser_origin(self) -> str:
        """Return scheme, host and port under which browsers reach the store."""
        raise NotImplementedError

    def begin(self, name: str, sizes: Sequence[int]) -> str:
        """Open a place for a file; return the store's number of it where it comes in several parts, else nothing."""
        raise NotImplementedError

    def addresses(self, name: str, number: str, sizes: Sequence[int]) -> list[str]:
        """Return addresses that take the parts of one file, each of exactly its size in bytes; several are one later."""
        raise NotImplementedError

    def brought(self, name: str, number: str, sizes: Sequence[int]) -> frozenset[int]:
        """Tell which parts (from 0) are there; raises FileNotFoundError where the store knows nothing of the number."""
        raise NotImplementedError

    def complete(self, name: str, number: str, sizes: Sequence[int]) -> bool:
        """Make one file of the parts that were brought; tell whether all were there. May be asked again."""
        raise NotImplementedError

    def withdraw(self, name: str, number: str) -> None:
        """Forget what was brought under a name, whole or in parts."""
        raise NotImplementedError

    def put(self, name: str, stream: IO[bytes]) -> None:
        """Write a file under exactly this name, whole or not at all, in the place of what stands there."""
        raise NotImplementedError

    def forget(self, name: str) -> None:
        """Remove a file and the parts of it that were never joined; one that is not there is no error."""
        raise NotImplementedError

    def unfinished(self, prefix: str) -> Iterator[Unfinished]:
        """Yield the files below a prefix that began to come in parts and are no file yet."""
        raise NotImplementedError

    def abandon(self, name: str, number: str) -> None:
        """Forget the parts of one file that is no file yet; a file of that name stays."""
        raise NotImplementedError

    def require_there(self) -> None:
        """Ask whether the store is there and ours; raises StoreAway or FileNotFoundError where it is not."""
        raise NotImplementedError


def browser_store() -> LinkingStore | None:
    """Return the store that the program works with where browsers bring and fetch files themselves, else None."""
    if isinstance(default_storage, LinkingStore) and default_storage.direct:
        return default_storage
    return None


def target_of(partial: str) -> str:
    """Return the name that a temporary name stands for."""
    return partial[1:].removesuffix(PARTIAL).rpartition(".")[0]


class Note:
    """A temporary name that says that a file is on its way; held by its process for as long as that lives."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream = begin_held(path)

    def arrived(self) -> None:
        """Take the note away: the file has its row, or was given up."""
        self._path.unlink(missing_ok=True)
        self.let_go()

    def let_go(self) -> None:
        """Hold it no more and leave it, as a process that ends does."""
        self._stream.close()


@contextmanager
def folder_lock(folder: Path, kind: int) -> Iterator[None]:
    """Hold a folder: shared for the moment in which a temporary name begins in it, alone for one in which it is swept."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, kind)
        yield
    finally:
        os.close(handle)


def begin_held(partial: Path) -> IO[bytes]:
    """Begin a temporary file that is held from the moment a sweep may see it."""
    with folder_lock(partial.parent, fcntl.LOCK_SH):
        stream = partial.open("xb")
        fcntl.flock(stream, fcntl.LOCK_EX)
    return stream


def is_held(partial: Path) -> bool:
    """Tell whether a process that lives is writing a temporary file; the operating system frees a killed one's."""
    try:
        with partial.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, FileNotFoundError):  # written to, or just finished
        return True
    return False


class WholeFileStorage(FileSystemStorage):
    """Writes to a temporary name, flushes to disk, then renames: a killed server leaves no half-file."""

    def _save(self, name: str, content: File[Any]) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = self._partial(target)
        try:
            with begin_held(
                partial
            ) as stream:  # a server that starts meanwhile sees that it is not left over
                for chunk in content.chunks():
                    stream.write(chunk)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return name

    def put(self, name: str, stream: IO[bytes]) -> None:
        """Write a file under exactly this name, in the place of what stands there."""
        self._save(name, File(stream, name))

    def announce(self, name: str) -> Note:
        """Note that a file is wanted by a row that does not stand yet; say ``arrived`` once it stands.

        Announce before you look whether the file is there: from then on no ``sweep`` removes it. Where the row never
        comes because the server was killed, ``sweep`` finds the note.
        """
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        return Note(self._partial(target))

    def sweep(self, stands: Callable[[str], bool] = lambda _name: True) -> int:
        """Remove what a killed process left; return how many files (called when the server starts).

        That is temporary files, and whole ones that were announced but whose row never came to stand: their sender was
        never told that they are kept. What another server holds at this moment stays, with all notes of the same file,
        as do other files without a row, whoever put them there.
        """
        root = Path(self.location)
        found = list(root.rglob(f".*{PARTIAL}")) if root.is_dir() else []
        targets = {path.with_name(target_of(path.name)) for path in found if not is_held(path)}
        return sum(self._sweep_one(target, stands) for target in sorted(targets))

    def _sweep_one(self, target: Path, stands: Callable[[str], bool]) -> int:
        """Clear up one file. Nobody announces it meanwhile, so the row is asked for when no note is held any more."""
        with folder_lock(target.parent, fcntl.LOCK_EX):
            names = [path for path in target.parent.iterdir() if path.name.endswith(PARTIAL)]
            left = [path for path in names if path.name[0] == "." and target_of(path.name) == target.name]
            if any(is_held(path) for path in left):
                return 0
            is_lost = target.is_file() and not stands(target.relative_to(self.location).as_posix())
            gone = [target, *left] if is_lost else left
            for path in gone:  # the notes last: a sweep that is killed itself is made again
                path.unlink(missing_ok=True)
        return len(gone)

    @staticmethod
    def _partial(target: Path) -> Path:
        return target.with_name(f".{target.name}.{secrets.token_hex(6)}{PARTIAL}")
