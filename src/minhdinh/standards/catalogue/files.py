"""Set files: the packaged ones and any other, validated, with the guidance of the suggestion library merged in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from minhdinh.standards.catalogue.checks import findings_of, problems_of
from minhdinh.standards.catalogue.codes import CodeConvention
from minhdinh.standards.catalogue.findings import with_lines
from minhdinh.standards.catalogue.order import code_key
from minhdinh.standards.catalogue.reading import SetFileError, parse, plain, read, read_text
from minhdinh.standards.catalogue.standard_set import StandardSet

DATA = Path(__file__).parent.parent / "data"
CONVENTION = re.compile(
    r"^code_convention:\n(?:[ #].*\n|\n)+", re.MULTILINE
)  # up to the next key at the edge


def load_content(path: Path) -> dict[str, Any]:
    """Return the valid content of a set file as JSON-able data; raises SetFileError with every problem."""
    text = read_text(path)
    content = parse(text, path)
    findings = findings_of(content)
    if findings:
        raise SetFileError(path, with_lines(text, findings))
    return content


def load_file(path: Path) -> StandardSet:
    """Return the set in a file, exactly as the file states it; raises SetFileError with every problem."""
    return StandardSet.from_content(load_content(path))


def load_guided_file(path: Path) -> StandardSet:
    """Return the set in a file as it is loaded: with the guidance of the suggestion library, where its id has one.

    A file that carries its own guidance (a set downloaded from here) keeps it, so that loading it again is the same.
    """
    return StandardSet.from_content(_with_guidance(load_content(path)))


def parse_content(content: Mapping[str, Any]) -> StandardSet:
    """Return the set of content that came from elsewhere (a form, a row); raises ValueError with the problems."""
    clean = plain(dict(content))
    problems = problems_of(clean)
    if problems:
        raise ValueError("; ".join(problems))
    return StandardSet.from_content(clean)


@lru_cache(maxsize=1)
def packaged_sets() -> tuple[StandardSet, ...]:
    """Return every set of the package with its guidance, by id and version; validated once a process."""
    sets = [load_guided_file(path) for path in _set_files()]
    return tuple(sorted(sets, key=lambda item: (item.id, code_key(item.version))))


@lru_cache(maxsize=32)
def packaged_set(name: str) -> StandardSet:
    """Return one packaged set by "id" (its newest version) or "id@version", without guidance; raises KeyError.

    This is the quick way in for the engine: it reads one small file and trusts it, as the tests validate them all.
    """
    set_id, _, version = name.partition("@")
    found = [
        StandardSet.from_content(read(path)) for path in _set_files() if path.stem.split("@")[0] == set_id
    ]
    matching = [item for item in found if version in {"", item.version}]
    if not matching:
        raise KeyError(name)
    return max(matching, key=lambda item: code_key(item.version))


@lru_cache(maxsize=1)
def packaged_conventions() -> tuple[CodeConvention, ...]:
    """Return the code conventions of the packaged sets, each once; of each file only their part is read."""
    texts = (CONVENTION.search(read_text(path)) for path in _set_files())
    found = (parse(part[0], DATA)["code_convention"] for part in texts if part)
    known = {entry["id"]: CodeConvention.from_content(entry) for entry in found}
    return tuple(known.values())


def packaged_ids() -> list[str]:
    """Return the ids of the packaged sets, sorted."""
    return sorted({path.stem.split("@")[0] for path in _set_files()})


@lru_cache(maxsize=8)
def library_content(set_id: str) -> Mapping[str, Any]:
    """Return the suggestion library of a set as its file says it, also of a set that takes no guidance from it."""
    path = DATA / "propositions" / f"{set_id}.yaml"
    content: Mapping[str, Any] = read(path) if path.exists() else {}
    return content


def propositions(set_id: str) -> Mapping[str, Any]:
    """Return the suggestions that a set's content takes its guidance from: requirement id to ask, pitfall, evidence.

    Empty where there is no file, and for a file marked ``separate``: the stored content of such a set stays as it was.
    """
    content = library_content(set_id)
    found: Mapping[str, Any] = {} if content.get("separate") else content.get("requirements", {})
    return found


def _set_files() -> list[Path]:
    """A file is named by the id of its set, a second version of one id ``id@version.yaml``."""
    return sorted((DATA / "sets").glob("*.yaml"))


def _with_guidance(content: dict[str, Any]) -> dict[str, Any]:
    """Return the content with question, pitfall and evidence kinds beside each requirement.

    They become part of the stored content, so better guidance comes as a new version of the set.
    """
    library = propositions(content["id"])
    standards = [
        {**standard, "criteria": [_guide_criterion(criterion, library) for criterion in standard["criteria"]]}
        for standard in content["standards"]
    ]
    return {**content, "standards": standards}


def _guide_criterion(criterion: dict[str, Any], library: Mapping[str, Any]) -> dict[str, Any]:
    levels = {
        number: {
            **level,
            "requirements": [{**_guide(library, entry["id"]), **entry} for entry in level["requirements"]],
        }
        for number, level in criterion["levels"].items()
    }
    return {**criterion, "levels": levels}


def _guide(library: Mapping[str, Any], requirement_id: str) -> dict[str, Any]:
    entry = library.get(requirement_id, {})
    names = {"ask": "ask", "pitfall": "pitfall", "evidence": "evidence_kinds", "derived": "derived"}
    return {name: entry[key] for key, name in names.items() if entry.get(key)}
