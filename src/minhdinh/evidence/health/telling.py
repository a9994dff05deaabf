"""The whole health of one school or of all, as plain data for the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from minhdinh.evidence.context import year_context
from minhdinh.evidence.domain.integrity import StoreReport, check_store
from minhdinh.evidence.enums import FileFaultKind
from minhdinh.evidence.health.checks import CHECKS, Look
from minhdinh.evidence.health.findings import (
    FEW,
    LOST,
    ORPHAN,
    UNCITED,
    Row,
    all_rows,
    counts,
    few,
    gaps,
    lost,
)
from minhdinh.evidence.health.mending import Room
from minhdinh.evidence.health.round import look_over
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from minhdinh.organisations.domain.queries import opened_years
from minhdinh.organisations.models import Organisation

LIVE = frozenset(
    {"missing", "altered", "orphan"}
)  # the store itself was read just now: that counts, not the last round


@dataclass(slots=True)
class Health:
    """What was found. ``findings`` counts by check; ``rows`` are told for a single school only.

    Each row has the address where it is mended, empty where the school has opened no year.
    """

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
            found.rows = list(_rows(look, told, found.store, _room(one, years)))
    return found


def _room(school_id: int, years: Sequence[str]) -> Room:
    code: str = Organisation.objects.values_list("code", flat=True).get(pk=school_id)
    return Room(code, years[0] if years else "")


def _schools() -> Iterator[int]:
    rows = EvidenceItem.objects.order_by("school_id").values_list("school_id", flat=True).distinct()
    yield from rows


def _rows(look: Look, told: dict[str, int], store: StoreReport, room: Room) -> Iterator[dict[str, str]]:
    """Yield every finding with where it is mended."""
    for kind in FileFaultKind:
        yield from _of_files(look, kind.value, getattr(store, kind.value), room)
    for path in store.orphan:
        yield _row(ORPHAN, "", path, "", room.findings(ORPHAN))
    for check in CHECKS:
        if told.get(check.key):
            for row in all_rows(check, look):
                yield _row(check.key, row.label, row.name, row.detail, _mend(room, check.key, row))
    yield from _of_year(look, told, room)


def _of_year(look: Look, told: dict[str, int], room: Room) -> Iterator[dict[str, str]]:
    """Yield what is missing in the year's texts, and what people lost."""
    for check, found in ((UNCITED, gaps), (FEW, few)):
        for gap in found(look) if told.get(check) else ():
            yield _row(check, "", gap.label, gap.detail, gap.url)
    for one in lost(look) if told.get(LOST) else ():
        code = one.item.label if one.item else ""
        yield _row(LOST, code, one.what, one.lost_reason, room.collecting(one.pk))


def _of_files(look: Look, check: str, paths: Sequence[str], room: Room) -> Iterator[dict[str, str]]:
    """Yield the items that hold the files of these paths; a file of no item, such as a seal, by its path."""
    files = EvidenceFile.objects.filter(
        removed_at__isnull=True, item__in=look.items(), blob__path__in=paths
    ).select_related("item", "blob")
    told = set()
    for file in files.order_by("item__code_sort", "item_id", "position", "id"):
        told.add(file.blob.path)
        yield _row(check, file.item.label, file.item.name, file.name, room.mend(check, file.item_id))
    for path in paths:
        if path not in told:
            yield _row(check, "", path, "", "")


def _mend(room: Room, check: str, row: Row) -> str:
    return room.mend(check, row.item.pk) if row.item else row.url


def _row(check: str, code: str, name: str, detail: str, url: str) -> dict[str, str]:
    return {"check": check, "code": code, "name": name, "detail": detail, "url": url}
