"""The sets that are loaded and those that the package brings, side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from minhdinh.standards.catalogue import StandardSet, code_key, packaged_sets
from minhdinh.standards.domain.queries import all_versions, wording_counts


@dataclass(frozen=True, slots=True)
class SetRow:
    """One version of a set. ``differs``: it is loaded with another content than the package has under its name."""

    id: str
    version: str
    title: str
    legal_basis: str
    effective_from: dt.date
    effective_to: dt.date | None
    institution_types: tuple[str, ...]
    confidence: str
    confidence_note: str
    checksum: str
    loaded: bool
    packaged: bool
    differs: bool = False
    corrections: int = 0
    official_levels: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data, dates in ISO form."""
        ends = self.effective_to.isoformat() if self.effective_to else None
        return {**asdict(self), "effective_from": self.effective_from.isoformat(), "effective_to": ends}


def list_sets() -> list[SetRow]:
    """Return every version known, newest first; a loaded one with its corrections in force."""
    packaged = {(item.id, item.version): item for item in packaged_sets()}
    wordings = wording_counts()
    rows = []
    for version in all_versions():
        key = (version.set_id, version.version)
        twin = packaged.pop(key, None)
        more = {
            "checksum": version.checksum,
            "differs": twin is not None and twin.checksum != version.checksum,
            "corrections": version.corrections_count,
            "official_levels": wordings.get(version.pk, 0),
        }
        rows.append(_row(version.catalogue, loaded=True, packaged=twin is not None, **more))
    rows += [_row(item, loaded=False, packaged=True, checksum=item.checksum) for item in packaged.values()]
    return sorted(rows, key=lambda row: (-row.effective_from.toordinal(), row.id, code_key(row.version)))


def _row(item: StandardSet, **more: Any) -> SetRow:
    return SetRow(
        id=item.id,
        version=item.version,
        title=item.title,
        legal_basis=item.legal_basis,
        effective_from=item.effective_from,
        effective_to=item.effective_to,
        institution_types=item.institution_types,
        confidence=item.confidence.value,
        confidence_note=item.confidence_note,
        **more,
    )
