"""What the server has acknowledged, and what the store says about it afterwards."""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from minhdinh.common.storage import PARTIAL

TEXTS = """
    SELECT p.slot, p.version, p.text, r.version, r.text, r.save_id
    FROM assessments_passage p LEFT JOIN assessments_passagerevision r ON r.passage_id = p.id
"""
BLOBS = "SELECT sha256, path, size FROM evidence_blob"
FILES = """
    SELECT f.item_id, b.sha256 FROM evidence_evidencefile f JOIN evidence_blob b ON b.id = f.blob_id
    WHERE f.removed_at IS NULL
"""


@dataclass(frozen=True)
class Save:
    """An acknowledged save: the server said that ``text`` is version ``version`` of ``slot``."""

    slot: str
    version: int
    text: str
    save_id: str


@dataclass(frozen=True)
class Upload:
    """An acknowledged upload: the server said that it holds these bytes in this item."""

    item: int
    sha256: str


@dataclass
class Ledger:
    """The acknowledged writes of all clients; each is added only after its answer was read to the end."""

    saves: list[Save] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)
    retried: int = 0
    conflicts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, written: Save | Upload, *, retried: bool = False) -> None:
        with self.lock:
            self.retried += retried
            if isinstance(written, Save):
                self.saves.append(written)
            else:
                self.uploads.append(written)

    def conflict(self) -> None:
        with self.lock:
            self.conflicts += 1

    def copy(self) -> Ledger:
        """Return the ledger as it is now, while clients go on."""
        with self.lock:
            return Ledger(list(self.saves), list(self.uploads), self.retried, self.conflicts)


@dataclass
class Store:
    """What database and files hold: standing text and all revisions of each slot, blobs, files of items."""

    standing: dict[str, tuple[int, str]]
    revisions: dict[str, dict[int, tuple[str, str]]]
    blobs: list[tuple[str, str, int]]
    files: set[tuple[int, str]]
    folder: Path


def read_store(texts: list[tuple], blobs: list[tuple], files: list[tuple], folder: Path) -> Store:
    """Put the answers to ``TEXTS``, ``BLOBS`` and ``FILES`` together."""
    standing, revisions = {}, defaultdict(dict)
    for slot, version, text, number, old_text, save_id in texts:
        standing[slot] = (version, text)
        if number is not None:
            revisions[slot][number] = (old_text, save_id)
    return Store(standing, dict(revisions), blobs, set(files), folder)


def faults(ledger: Ledger, store: Store) -> list[str]:
    """Return every way in which the store contradicts what was acknowledged or itself."""
    return [
        *lost_saves(ledger, store),
        *broken_histories(store),
        *lost_uploads(ledger, store),
        *broken_files(store),
    ]


def lost_saves(ledger: Ledger, store: Store) -> list[str]:
    found = []
    for save in ledger.saves:
        kept = store.revisions.get(save.slot, {}).get(save.version)
        if kept is None:
            found.append(f"lost: version {save.version} of {save.slot}")
        elif kept != (save.text, save.save_id):
            found.append(f"changed: version {save.version} of {save.slot} is {kept}")
    return found


def broken_histories(store: Store) -> list[str]:
    """Find texts whose standing version is not the last of an unbroken history."""
    found = []
    for slot, (version, text) in store.standing.items():
        history = store.revisions.get(slot, {})
        if sorted(history) != list(range(1, version + 1)):
            found.append(f"history of {slot} is {sorted(history)}, standing is {version}")
        elif history[version][0] != text:
            found.append(f"standing text of {slot} is not its version {version}")
    return found


def lost_uploads(ledger: Ledger, store: Store) -> list[str]:
    return [
        f"lost: upload {one.sha256[:12]} of item {one.item}"
        for one in ledger.uploads
        if (one.item, one.sha256) not in store.files
    ]


def broken_files(store: Store) -> list[str]:
    """Find rows without their whole file, and files that are not what their name says."""
    found = []
    for sha256, path, size in store.blobs:
        file = store.folder / path
        if not file.is_file():
            found.append(f"row without file: {path}")
        elif file.stat().st_size != size or sha256 != hash_in(file):
            found.append(f"row of another file: {path}")
    found += [
        f"half-file: {file.name}" for file in whole_files(store.folder) if digest_of(file) != hash_in(file)
    ]
    return found


def hash_in(file: Path) -> str:
    """Return the hash that a file's name tells; one that came from a bucket has a mark of its upload behind it."""
    return file.stem.partition("-")[0]


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def whole_files(folder: Path) -> list[Path]:
    """Return the stored files without those still being written."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(PARTIAL)]


def partial_files(data: Path) -> list[Path]:
    """Return what a server leaves that was killed while it received or wrote a file."""
    return [*data.rglob(f".*{PARTIAL}"), *data.rglob("*.upload*")]
