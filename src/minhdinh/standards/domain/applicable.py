"""Which standard set applies to a school on a day (B2), among the versions that were loaded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from minhdinh.standards.catalogue import applicable_set
from minhdinh.standards.domain.queries import all_versions
from minhdinh.standards.models import StandardSetVersion


@dataclass(frozen=True, slots=True)
class Applicable:
    """The loaded version that applies, or None, and a sentence with the legal basis that says why."""

    version: StandardSetVersion | None
    explanation: str


def applicable_version(school_type: str, day: dt.date) -> Applicable:
    """Return the loaded version in force for a type of school on ``day`` (``effective_to`` is exclusive).

    Corrections count here too: a date that an administrator corrected decides.
    """
    rows = all_versions()
    by_key = {(row.set_id, row.version): row for row in rows}
    found = applicable_set((row.catalogue for row in rows), school_type, day)
    chosen = found.standard_set
    return Applicable(by_key[chosen.id, chosen.version] if chosen else None, found.reason)
