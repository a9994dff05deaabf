"""What evidence database and files hold, read at one moment, and everything in it that contradicts what was acknowledged."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.robustness.installation import Installation
from tests.robustness.ledger import BLOBS, broken_files, read_store

BATCH = 250  # rows of a list that are written in one transaction
LIST_MARK = "Danh mục"
QUERIES = (
    "SELECT id, code, name, file_count, removed_at IS NOT NULL FROM evidence_evidenceitem",
    "SELECT item_id, text FROM evidence_evidencecode WHERE current",
    (
        "SELECT f.item_id, b.sha256 FROM evidence_evidencefile f JOIN evidence_blob b ON b.id = f.blob_id "
        "WHERE f.removed_at IS NULL"
    ),
    "SELECT gone_id, survivor_id FROM evidence_itemmerge WHERE undone_at IS NULL",
    BLOBS,
)


@dataclass
class Acknowledged:
    """What the server has said is done; each is added only after its answer was read to the end.

    ``uploads`` are hashes; ``merges`` pairs of items, gone and survivor; ``lists`` the mark and the number of rows of
    every list whose writing was confirmed; ``packs`` how many were taken to their end.
    """

    uploads: list[str] = field(default_factory=list)
    merges: list[tuple[int, int]] = field(default_factory=list)
    lists: dict[str, int] = field(default_factory=dict)
    packs: int = 0
    broken: int = 0
    again: int = 0
    away: int = 0  # answers that the store does not answer
    direct: list[str] = field(default_factory=list)  # hashes of files brought straight to the store
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def copy(self) -> Acknowledged:
        """Return it as it is now, while clients go on."""
        with self.lock:
            return Acknowledged(
                list(self.uploads), list(self.merges), dict(self.lists), self.packs, self.broken, self.again
            )


@dataclass(frozen=True)
class Item:
    code: str
    name: str
    file_count: int
    gone: bool


@dataclass
class State:
    """Everything at one moment; ``files`` are present ones by item."""

    items: dict[int, Item]
    codes: dict[int, list[str]]
    files: dict[int, list[str]]
    merges: set[tuple[int, int]]
    blobs: list[tuple[Any, ...]]
    folder: Path

    @property
    def held(self) -> set[str]:
        """Return the hashes that a present item holds."""
        return {sha for pk, found in self.files.items() if not self.items[pk].gone for sha in found}

    @property
    def listed(self) -> Counter[str]:
        """Return how many rows of each list are there, by its mark."""
        rows = (
            item.name.split(" dòng ")[0] for item in self.items.values() if item.name.startswith(LIST_MARK)
        )
        return Counter(rows)


def read_state(place: Installation) -> State:
    """Read it in one transaction, so that whoever goes on writing does not tear it apart."""
    items, codes, files, merges, blobs = asked_at_once(place, QUERIES)
    by_item, texts = defaultdict(list), defaultdict(list)
    for pk, sha in files:
        by_item[pk].append(sha)
    for pk, text in codes:
        texts[pk].append(text)
    known = {pk: Item(code, name, count, bool(gone)) for pk, code, name, count, gone in items}
    return State(
        known, dict(texts), dict(by_item), {(one, other) for one, other in merges}, blobs, place.files
    )


def asked_at_once(place: Installation, queries: Sequence[str]) -> list[list[tuple[Any, ...]]]:
    """Return the answers to several queries of one and the same moment."""
    if place.database_url:
        with psycopg.connect(place.database_url) as postgres:
            postgres.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            return [list(postgres.execute(query.encode())) for query in queries]
    with closing(sqlite3.connect(place.data / "minhdinh.sqlite3", timeout=20)) as lite:
        lite.execute("BEGIN")
        return [list(lite.execute(query)) for query in queries]


def faults(said: Acknowledged, state: State) -> list[str]:
    """Return every way in which the state contradicts what was acknowledged or itself."""
    return [*row_faults(said, state), *lost_bytes(state)]


def row_faults(said: Acknowledged, state: State) -> list[str]:
    """Return the same as far as rows tell it, while nobody can look at the bytes."""
    found = [f"lost: upload {sha[:12]}" for sha in said.uploads if sha not in state.held]
    found += [
        f"lost: merge of {gone} into {kept}" for gone, kept in said.merges if (gone, kept) not in state.merges
    ]
    return [*found, *half_merges(state), *half_items(state), *half_lists(said, state)]


def half_merges(state: State) -> list[str]:
    """Find items that a merge left in two minds, and gone ones that no merge explains."""
    merged = {gone for gone, _kept in state.merges}
    found = [
        f"half: {pk} was merged and is still there"
        for pk in merged
        if not state.items[pk].gone or state.codes.get(pk)
    ]
    return found + [f"gone: {pk}" for pk, item in state.items.items() if item.gone and pk not in merged]


def half_items(state: State) -> list[str]:
    """Find items without their code or their files: an upload makes all of it, a line of a list has no file."""
    found = []
    for pk, item in state.items.items():
        if item.gone:
            continue
        files = len(state.files.get(pk, ()))
        if not item.code or state.codes.get(pk) != [item.code]:
            found.append(f"half: item {pk} has the code {item.code!r}, current are {state.codes.get(pk)}")
        if item.file_count != files or bool(files) == item.name.startswith(LIST_MARK):
            found.append(f"half: item {pk} counts {item.file_count} files and has {files}")
    return found


def half_lists(said: Acknowledged, state: State) -> list[str]:
    """Find lists of which there is neither nothing, nor whole batches, nor all."""
    found = []
    for mark, count in state.listed.items():
        rows = said.lists.get(mark, count)
        if count != rows and count % BATCH:
            found.append(f"half: {mark} has {count} of {rows} rows")
    return found


def unwritten_lists(said: Acknowledged, state: State) -> list[str]:
    """Find confirmed lists that are not all there: nothing may be left of this once the worker had its time."""
    return [
        f"{mark}: {state.listed[mark]} of {rows}"
        for mark, rows in said.lists.items()
        if state.listed[mark] != rows
    ]


def lost_bytes(state: State) -> list[str]:
    """Find rows without their whole file and files that are not what their name says."""
    return broken_files(read_store([], state.blobs, [], state.folder))
