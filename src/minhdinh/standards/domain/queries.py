"""Reads shared by views, commands and rooms above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, QuerySet

from minhdinh.standards.catalogue import code_key
from minhdinh.standards.models import OfficialWording, RuleCorrection, StandardSetVersion


def all_versions() -> list[StandardSetVersion]:
    """Return every loaded version, newest first, each ready to give its catalogue without another query."""
    rows = list(StandardSetVersion.objects.all())
    fill_layers(rows)
    return rows


def fill_layers(rows: Sequence[StandardSetVersion]) -> None:
    """Read the corrections in force of several versions in one query, in none where nothing was corrected."""
    corrected = [row.pk for row in rows if row.corrections_count]
    if not corrected:
        return
    layers: defaultdict[int, list[RuleCorrection]] = defaultdict(list)
    in_force = RuleCorrection.objects.filter(standard_set_id__in=corrected, withdrawn=False)
    for correction in in_force.order_by("id"):
        layers[correction.standard_set_id].append(correction)
    for row in rows:
        row.layers = layers[row.pk]


def version_of(set_id: str, version: str) -> StandardSetVersion | None:
    """Return one loaded version, or None."""
    return StandardSetVersion.objects.filter(set_id=set_id, version=version).first()


def newest_version(set_id: str) -> StandardSetVersion | None:
    """Return the version of a set that took effect last, of several on one day the highest; None for none."""
    rows = StandardSetVersion.objects.filter(set_id=set_id)
    return max(rows, key=lambda row: (row.effective_from, code_key(row.version)), default=None)


def loaded_ids() -> list[str]:
    """Return the ids of the loaded sets, sorted."""
    return sorted(set(StandardSetVersion.objects.values_list("set_id", flat=True)))


def corrections_of(version: StandardSetVersion) -> QuerySet[RuleCorrection]:
    """Return every correction of a version, withdrawn ones too, newest first."""
    return version.corrections.order_by("-id")


def correction_of(version: StandardSetVersion, correction_id: int) -> RuleCorrection | None:
    """Return one correction of a version, or None."""
    return version.corrections.filter(pk=correction_id).first()


def wordings_of(version: StandardSetVersion, criterion: str = "") -> dict[tuple[str, int], OfficialWording]:
    """Return the imported official wording by (criterion, level), of one criterion where it is given."""
    rows = version.wordings.filter(criterion=criterion) if criterion else version.wordings.all()
    return {(row.criterion, row.level): row for row in rows}


def wording_counts() -> dict[int, int]:
    """Return how many levels of each version have their official wording."""
    rows = OfficialWording.objects.values("standard_set").annotate(count=Count("id")).order_by()
    return {row["standard_set"]: row["count"] for row in rows}


def version_choices() -> list[tuple[str, str]]:
    """Return (id, title with legal basis) of every loaded version, newest first, without reading their contents."""
    rows = StandardSetVersion.objects.order_by("-effective_from", "set_id", "version")
    return [
        (str(pk), f"{title} ({basis})") for pk, title, basis in rows.values_list("pk", "title", "legal_basis")
    ]


def version_by_id(pk: int) -> StandardSetVersion | None:
    """Return one loaded version, or None."""
    return StandardSetVersion.objects.filter(pk=pk).first()
