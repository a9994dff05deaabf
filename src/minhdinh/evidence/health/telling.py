"""The whole health of one school or of all, as plain data for the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from minhdinh.evidence.context import year_context
from minhdinh.evidence.domain.integrity import StoreReport, check_store
from minhdinh.evidence.health.checks import CHECKS, Look
from minhdinh.evidence.health.findings import UNCITED, all_rows, counts, gaps
from minhdinh.evidence.health.round import look_over
from minhdinh.evidence.models import EvidenceItem
from minhdinh.organisations.domain.queries import opened_years

LIVE = frozenset(
    {"missing", "altered", "orphan"}
)  # the store itself was read just now: that counts, not the last round


@dataclass(slots=True)
class Health:
    """What was found. ``findings`` counts by check; ``rows`` are told for a single school only."""

    store: StoreReport
    findings: Counter[str] = field(default_factory=Counter)
    rows: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is there that must not be; what is only to be looked at does not count."""
        faults = sum(self.findings[check.key] for check in CHECKS if check.fault)
        return self.store.is_sound and not faults

    def as_json(self) -> dict[str, Any]:
        """Return plain data; ``ok`` as in ``is_sound``."""
        return {
            **self.store.as_json(),
            "ok": self.is_sound,
            "findings": dict(self.findings),
            "rows": self.rows,
        }


def health_of(*, school_id: int | None = None, year: str = "", links: bool = False) -> Health:
    """Read the store and count every check, for one school or for all; needs an opened scope over them.

    ``links`` also asks the links and keeps the outcome, as the weekly round does. Without ``year`` the newest opened
    year of each school is meant.
    """
    schools = [school_id] if school_id is not None else list(_schools())
    if links:
        for one in schools:
            look_over(one)
    found = Health(check_store(school_id=school_id))
    for one in schools:
        years = [year] if year else opened_years(one)
        look = Look(one, timezone.localdate(), year=year_context(one, years[0]) if years else None)
        told = {key: count for key, count in counts(look).items() if key not in LIVE}
        found.findings.update(told)
        if school_id is not None:
            found.rows = list(_rows(look, told))
    return found


def _schools() -> Iterator[int]:
    rows = EvidenceItem.objects.order_by("school_id").values_list("school_id", flat=True).distinct()
    yield from rows


def _rows(look: Look, told: dict[str, int]) -> Iterator[dict[str, str]]:
    for check in CHECKS:
        if told.get(check.key):
            for row in all_rows(check, look):
                yield {"check": check.key, "code": row.label, "name": row.name, "detail": row.detail}
    if told.get(UNCITED):
        for gap in gaps(look):
            yield {"check": UNCITED, "code": "", "name": gap.label, "detail": gap.detail}
