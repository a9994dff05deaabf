"""Where the files of a backup are put: in a folder aside that is renamed at the end, or straight into the bucket."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.core.files.storage import default_storage

from minhdinh.common.problems import Problem
from minhdinh.common.storage import LinkingStore, StoreAway
from minhdinh.config.backup.archive import Member, chunks_of, read_member

Digest = tuple[str, int]  # the SHA-256 and the size in bytes


class RestoredFiles(Protocol):
    """The files of a restore, until they are in their place."""

    def write(self, archive: zipfile.ZipFile, member: Member) -> None:
        """Take one file out of the backup; raises Problem where its bytes are not those of the manifest."""

    def digest(self, path: str) -> Digest | None:
        """Return what stands at a path now, read back; None where nothing was restored there."""

    def put_in_place(self, old: Path) -> None:
        """Let the files be those of the installation; what stood there may be kept in the folder ``old``."""

    def discard(self) -> None:
        """Remove what was written."""


class FolderFiles:
    """A folder beside the one of the installation, whose place it takes at the end."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, archive: zipfile.ZipFile, member: Member) -> None:
        """Write one file aside."""
        path = self.root / path_of(member)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            for chunk in read_member(archive, member):
                stream.write(chunk)

    def digest(self, path: str) -> Digest | None:
        """Read a file back."""
        if not (self.root / path).is_file():
            return None
        with (self.root / path).open("rb") as stream:
            return digest_of(stream)

    def put_in_place(self, old: Path) -> None:
        """Rename the folders."""
        media = Path(settings.MEDIA_ROOT)
        if media.exists():
            media.rename(old / "files")
        self.root.rename(media)

    def discard(self) -> None:
        """The folder lies in the work folder of the restore and goes with it."""


class BucketFiles:
    """The bucket of the settings: names of files tell their bytes, so what is brought disturbs nothing that stands there.

    Each file is read back at once; one that is there with its hash already is not brought again. A restore that was killed
    leaves in the bucket what it brought: the next one needs ``--replace``, and brings only the rest, or an empty bucket.
    """

    def __init__(self, store: LinkingStore, work: Path) -> None:
        store.require_there()
        self.store, self.work = store, work
        self._found: dict[str, Digest] = {}
        self._brought: list[str] = []

    def write(self, archive: zipfile.ZipFile, member: Member) -> None:
        """Bring one file where the bucket does not have it, and read it back."""
        path, right = path_of(member), (member.sha256, member.size)
        with (self.work / "one-file").open("w+b") as copy:
            for chunk in read_member(archive, member):
                copy.write(chunk)
            there = self._at(path)
            if there != right:
                self._bring(path, copy, is_new=there is None)
                there = self._at(path)
        if there != right:
            raise Problem(f"Tệp {path} đưa vào kho S3 nhưng đọc lại không khớp mã băm; không khôi phục gì.")
        self._found[path] = right

    def digest(self, path: str) -> Digest | None:
        """Return what was read back when the file was brought."""
        return self._found.get(path)

    def put_in_place(self, old: Path) -> None:
        """They stand in the bucket already, and what stood there before stays there too."""

    def discard(self) -> None:
        """Remove what this restore brought; what was there before stays."""
        with suppress(StoreAway):  # the check of the store names what is left
            for path in self._brought:
                self.store.forget(path)

    def _bring(self, path: str, copy: IO[bytes], *, is_new: bool) -> None:
        if is_new:
            self._brought.append(path)
        copy.seek(0)
        self.store.put(path, copy)

    def _at(self, path: str) -> Digest | None:
        try:
            with default_storage.open(path, "rb") as stream:
                return digest_of(stream)
        except FileNotFoundError:
            return None


def restored_files(work: Path) -> RestoredFiles:
    """Return where a restore puts files by the settings; raises StoreAway where the bucket does not answer."""
    if isinstance(default_storage, LinkingStore):
        return BucketFiles(default_storage, work)
    root = work / "files"
    root.mkdir()
    return FolderFiles(root)


def holds_files() -> bool:
    """Tell whether the installation's folder or bucket has any file."""
    if isinstance(default_storage, LinkingStore):
        return any(default_storage.listdir("schools"))
    return any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def path_of(member: Member) -> str:
    """Return where a file of a backup stands in the store."""
    return member.name.removeprefix("files/")


def digest_of(stream: IO[bytes]) -> Digest:
    """Return the SHA-256 and the size in bytes of a stream."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks_of(stream):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
