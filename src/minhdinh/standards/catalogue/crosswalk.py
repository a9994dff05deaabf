"""Crosswalks: which requirements of a newer set ask for what an older one asked, as data files of the package.

A crosswalk is a proposal of the program and says so; a school may decide otherwise for itself.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from minhdinh.standards.catalogue.checks import MAX_PROBLEMS, SCHEMA, schema_findings
from minhdinh.standards.catalogue.files import DATA, packaged_ids, packaged_set
from minhdinh.standards.catalogue.findings import Finding, with_lines
from minhdinh.standards.catalogue.reading import SetFileError, parse, read_text
from minhdinh.standards.catalogue.standard_set import StandardSet
from minhdinh.standards.enums import Strength

FOLDER = DATA / "crosswalks"


@dataclass(frozen=True, slots=True)
class CrosswalkEntry:
    """Where the text of one older requirement may go: nowhere, or to targets with how much of it is the same."""

    requirement: str
    targets: tuple[str, ...]
    strength: Strength | None
    why: str


@dataclass(frozen=True)
class Crosswalk:
    """A whole file: ``standards`` maps an older standard to the one that takes over its remarks."""

    from_set: str
    to_set: str
    version: str
    origin: str
    note: str
    standards: Mapping[str, str]
    entries: tuple[CrosswalkEntry, ...]

    @cached_property
    def by_requirement(self) -> Mapping[str, CrosswalkEntry]:
        """The entries by older requirement."""
        return {entry.requirement: entry for entry in self.entries}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Crosswalk:
        """Build a crosswalk from a file's valid content."""
        return cls(
            from_set=content["from"],
            to_set=content["to"],
            version=content["version"],
            origin=content["origin"],
            note=content.get("note", ""),
            standards=dict(content["standards"]),
            entries=tuple(
                CrosswalkEntry(
                    requirement,
                    tuple(entry["to"]),
                    Strength(entry["strength"]) if "strength" in entry else None,
                    entry["why"],
                )
                for entry in content["entries"]
                for requirement in entry["from"]
            ),
        )


def load_crosswalk(path: Path) -> Crosswalk:
    """Return the crosswalk in a file; raises SetFileError with every problem and its line."""
    text = read_text(path)
    content = parse(text, path)
    findings = list(schema_findings(_schema(), content)) or list(_rules(content))
    if findings:
        raise SetFileError(path, with_lines(text, findings[:MAX_PROBLEMS]))
    return Crosswalk.from_content(content)


@lru_cache(maxsize=16)
def crosswalk(from_set: str, to_set: str) -> Crosswalk | None:
    """Return the packaged crosswalk between two sets, None where there is none; read once a process."""
    path = FOLDER / f"{from_set}--{to_set}.yaml"
    return load_crosswalk(path) if path in crosswalk_files() else None


def crosswalk_files() -> list[Path]:
    """Return the files of the package, named by the ids of their two sets."""
    return sorted(FOLDER.glob("*--*.yaml"))


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SCHEMA.with_name("crosswalk-1.json").read_text(encoding="utf-8"))
    return loaded


def _rules(content: Mapping[str, Any]) -> Iterator[Finding]:
    unknown = [key for key in ("from", "to") if content[key] not in packaged_ids()]
    for key in unknown:
        yield Finding(f"không có bộ tiêu chuẩn “{content[key]}”", (key,))
    if unknown:
        return
    older, newer = packaged_set(content["from"]), packaged_set(content["to"])
    yield from _standards(content["standards"], older, newer)
    old_ids = {one.id for one in older.iter_requirements()}
    new_ids = {one.id for one in newer.iter_requirements()}
    times: Counter[str] = Counter()
    for at, entry in enumerate(content["entries"]):
        times.update(entry["from"])
        yield from _entry(entry, ("entries", at), old_ids, new_ids, times)
    missing = sorted(old_ids - set(times))
    if missing:
        yield Finding(f"chưa nói tới yêu cầu {', '.join(missing)}", ("entries",))


def _standards(known: Mapping[str, str], older: StandardSet, newer: StandardSet) -> Iterator[Finding]:
    old_codes, new_codes = ({one.code for one in each.standards} for each in (older, newer))
    for old, new in known.items():
        if old not in old_codes:
            yield Finding(f"bộ cũ không có tiêu chuẩn {old}", ("standards", old))
        if new not in new_codes:
            yield Finding(f"bộ mới không có tiêu chuẩn {new}", ("standards", old))
    for code in sorted(old_codes - set(known)):
        yield Finding(f"chưa nói tới tiêu chuẩn {code}", ("standards",))


def _entry(
    entry: Mapping[str, Any],
    path: tuple[str, int],
    old_ids: set[str],
    new_ids: set[str],
    times: Counter[str],
) -> Iterator[Finding]:
    for number, one in enumerate(entry["from"]):
        if one not in old_ids:
            yield Finding(f"bộ cũ không có yêu cầu {one}", (*path, "from", number))
        elif times[one] > 1:
            yield Finding(f"yêu cầu {one} xuất hiện nhiều lần", (*path, "from", number))
    for number, one in enumerate(entry["to"]):
        if one not in new_ids:
            yield Finding(f"bộ mới không có yêu cầu {one}", (*path, "to", number))
    if bool(entry["to"]) != ("strength" in entry):
        yield Finding("ghi “strength” khi và chỉ khi có yêu cầu mới", path)
