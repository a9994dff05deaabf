"""Files with the official wording of a set's levels: what the regulation prints, in the regulation's words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from minhdinh.lib.text import clean
from minhdinh.standards.catalogue.checks import MAX_PROBLEMS, SCHEMA, schema_findings
from minhdinh.standards.catalogue.findings import Finding, with_lines
from minhdinh.standards.catalogue.reading import SetFileError, decode, parse


@dataclass(frozen=True, slots=True)
class OfficialLevel:
    """The wording of one level of one criterion; ``title`` is the criterion's as the file has it, maybe empty."""

    criterion: str
    title: str
    level: int
    text: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A whole file; ``version`` is empty where the file means the newest version of the set."""

    set_id: str
    version: str
    legal_basis: str
    levels: tuple[OfficialLevel, ...]


def read_official(content: bytes, name: str) -> OfficialText:
    """Return the wording in a file named ``name``; raises SetFileError with every problem, each with its line."""
    path = Path(name)
    text = decode(content, path)
    data = parse(text, path)
    findings = [*schema_findings(_schema(), data)] or [*_doubles(data)]
    if findings:
        raise SetFileError(path, with_lines(text, findings[:MAX_PROBLEMS]))
    return OfficialText(
        set_id=data["id"],
        version=data.get("version", ""),
        legal_basis=clean(data.get("legal_basis", "")),
        levels=tuple(_levels(data)),
    )


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        SCHEMA.with_name("official-wording-1.json").read_text(encoding="utf-8")
    )
    return loaded


def _doubles(data: Mapping[str, Any]) -> Iterator[Finding]:
    times: Counter[str] = Counter()
    for at, standard in enumerate(data["standards"]):
        for number, criterion in enumerate(standard["criteria"]):
            times[criterion["code"]] += 1
            if times[criterion["code"]] == 2:
                path = ("standards", at, "criteria", number)
                yield Finding(f"tiêu chí {criterion['code']} xuất hiện nhiều lần", path)


def _levels(data: Mapping[str, Any]) -> Iterator[OfficialLevel]:
    for standard in data["standards"]:
        for criterion in standard["criteria"]:
            for number, body in criterion["levels"].items():
                text = body if isinstance(body, str) else body["text"]
                article = "" if isinstance(body, str) else body.get("article", "")
                title = clean(criterion.get("title", ""))
                yield OfficialLevel(criterion["code"], title, int(number), tidy(text), clean(article))


def tidy(text: str) -> str:
    """Return a wording with its lines kept and the spaces within each folded; empty lines at the ends fall away."""
    return "\n".join(clean(line) for line in text.strip().splitlines())
