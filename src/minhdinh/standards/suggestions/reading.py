"""Suggestion files made into objects: one file a set, whose keys are requirement ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from minhdinh.standards.catalogue.files import DATA
from minhdinh.standards.catalogue.reading import read
from minhdinh.standards.enums import RequirementKind
from minhdinh.standards.suggestions.model import (
    Library,
    Negative,
    Proof,
    Proposition,
    RequirementSuggestions,
    Slot,
    SlotType,
    Wording,
)

FOLDER = DATA / "propositions"
PAPERS = "bảng phân công|báo cáo|chiến lược|đề án|hợp đồng|kế hoạch|nội quy|phương án|quy chế|quy định|quy tắc|quyết định"
DOCUMENT = re.compile(rf"^Tên(?:,| và| hoặc)?(?: số,?| ngày)*(?: của)? ?(?:văn bản|thỏa thuận|{PAPERS})\b")
DIRECTED = re.compile(
    r"\b(?:tăng|giảm|cải thiện|chuyển biến|tiến bộ|nâng (?:lên|cao|dần)|được nâng|được hạn chế|thu hẹp|rút ngắn|"
    r"(?:tốt|cao|nhiều|ít|thấp|đầy đủ|phù hợp|an toàn|thân thiện|chủ động|rõ|nhanh|gọn) hơn)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16)
def library_of(set_id: str) -> Library:
    """Return the packaged suggestions of a set; an empty library where the package has none. Read once a process."""
    path = FOLDER / f"{set_id}.yaml"
    return library_from(read(path)) if path.exists() else Library(set_id, "", {})


def library_ids() -> list[str]:
    """Return the ids of the sets for which the package has suggestions, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def library_path(set_id: str) -> Path:
    """Return where the packaged file of a set is or would be."""
    return FOLDER / f"{set_id}.yaml"


def library_from(content: Mapping[str, Any]) -> Library:
    """Return the library in the valid content of a suggestion file."""
    entries = {key: _entry(key, entry) for key, entry in content["requirements"].items()}
    return Library(content["set"], content.get("version", ""), entries)


def proposition_from(
    requirement: str, entry: Mapping[str, Any], *, source: str = "", version: int = 1
) -> Proposition:
    """Return one (not negative) proposition from its entry in a file or in a row."""
    group = RequirementKind(entry["group"])
    return Proposition(
        id=entry["id"],
        requirement=requirement,
        group=group,
        text=entry["text"],
        slots=tuple(slot_from(slot) for slot in entry.get("slots", ())),
        proof=_proof(entry.get("proof", {})),
        wordings=_wordings(entry["sentences"], group),
        maintained=entry.get("maintained", False),
        directed=_directed(entry["text"], group),
        zero={name: _wordings(texts, group) for name, texts in entry.get("zero", {}).items()},
        source=source,
        version=version,
    )


def slot_from(entry: Mapping[str, Any]) -> Slot:
    """Return a slot; one of text whose label asks for a document's name prints with a capital."""
    kind, label = SlotType(entry["type"]), entry["label"]
    quotient = entry.get("quotient")
    named = kind == SlotType.TEXT and bool(DOCUMENT.match(label))
    return Slot(
        name=entry["name"],
        label=label,
        type=kind,
        document=entry.get("document", named),
        quotient=(quotient[0], quotient[1]) if quotient else None,
        least=_bound(entry, "least"),
        most=_bound(entry, "most"),
    )


def _bound(entry: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(str(entry[name])) if name in entry else None


def _entry(requirement: str, entry: Mapping[str, Any]) -> RequirementSuggestions:
    propositions = [one for one in entry["propositions"] if not one.get("negative")]
    negative = next((one for one in entry["propositions"] if one.get("negative")), None)
    return RequirementSuggestions(
        requirement=requirement,
        ask=entry.get("ask", ""),
        pitfall=entry.get("pitfall", ""),
        evidence=tuple(entry.get("evidence", ())),
        propositions=tuple(proposition_from(requirement, one) for one in propositions),
        negative=_negative(requirement, negative) if negative else None,
        derived=entry.get("derived", ""),
    )


def _negative(requirement: str, entry: Mapping[str, Any]) -> Negative:
    return Negative(entry["id"], requirement, entry["text"], entry["weakness"], entry["action"])


def _proof(entry: Mapping[str, Any]) -> Proof:
    return Proof(tuple(entry.get("all", ())), tuple(entry.get("any", ())), entry.get("dates", 0))


def _wordings(texts: list[str], group: RequirementKind) -> tuple[Wording, ...]:
    return tuple(Wording(text, directed=_directed(text, group)) for text in texts)


def _directed(text: str, group: RequirementKind) -> bool:
    """A direction is told apart only where two moments are compared; elsewhere such a word says what was done."""
    return group == RequirementKind.RESULT and bool(DIRECTED.search(text))
