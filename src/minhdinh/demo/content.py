"""Reads the demo's content (``demo/data``) into plain data. Pure: no models, nothing is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAIN_SCHOOL = "thcs_main"
OTHER_SCHOOLS = ("other_schools/tieu_hoc", "other_schools/mam_non", "other_schools/nhieu_cap")

_CITATIONS = re.compile(r"\s*((?:\{\{e:\w+\}\})+)")
_KEY = re.compile(r"\{\{e:(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Dossier:
    """One school's sample self-assessment.

    ``council``: the whole of council.yaml (school, year, standard_set, tracks, state, council, assignments, plan and,
    where the school is done, meeting); ``tracks``: track → criterion → sheet; ``tables``: the whole of tables.yaml.
    What a school does not have is empty.
    """

    council: dict[str, Any]
    evidence: list[dict[str, Any]]
    tracks: dict[str, dict[str, dict[str, Any]]]
    remarks: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    report: dict[str, list[str]] = field(default_factory=dict)
    abbreviations: list[dict[str, str]] = field(default_factory=list)
    tables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a statement: plain text, or the key of a cited evidence item."""

    text: str = ""
    evidence: str = ""


@cache
def read_yaml(name: str) -> Any:
    """Return the content of ``demo/data/<name>``, to be read only; raises OSError where there is no such file."""
    return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (safe loaders)


@cache
def read_dossier(folder: str) -> Dossier:
    """Return the sample of one school from its folder under ``demo/data``, its split files joined."""
    evidence = [item for part in _parts(folder, "evidence") for item in part["evidence"]]
    tracks: dict[str, dict[str, dict[str, Any]]] = {}
    for part in _parts(folder, "statements"):
        tracks.setdefault(part["track"], {}).update(part["criteria"])
    texts: dict[str, Any] = {}
    for stem in ("remarks", "report"):
        for part in _parts(folder, stem):
            texts |= part
    tables = _parts(folder, "tables")
    return Dossier(
        council=read_yaml(f"{folder}/council.yaml"),
        evidence=evidence,
        tracks=tracks,
        remarks=texts.get("remarks", {}),
        report=texts.get("report", {}),
        abbreviations=texts.get("abbreviations", []),
        tables=tables[0] if tables else {},
    )


def split_citations(text: str) -> list[Part]:
    """Cut a sample sentence at its ``{{e:key}}`` marks; the space before a group of marks is dropped.

    >>> split_citations("Có kế hoạch {{e:a}}{{e:b}}.")
    [Part(text='Có kế hoạch', evidence=''), Part(text='', evidence='a'), Part(text='', evidence='b'), Part(text='.', evidence='')]
    """
    parts: list[Part] = []
    position = 0
    for match in _CITATIONS.finditer(text):
        if match.start() > position:
            parts.append(Part(text=text[position : match.start()]))
        parts += [Part(evidence=key) for key in _KEY.findall(match.group(1))]
        position = match.end()
    if position < len(text):
        parts.append(Part(text=text[position:]))
    return parts


def cited(text: str) -> list[str]:
    """Return the keys of the evidence that ``text`` cites, in order."""
    return _KEY.findall(text)


def _parts(folder: str, stem: str) -> list[dict[str, Any]]:
    return [
        read_yaml(path.relative_to(DATA).as_posix()) for path in sorted((DATA / folder).glob(f"{stem}*.yaml"))
    ]
