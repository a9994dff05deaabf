"""What a registration takes from the seal: the level, what the report cites, and how its evidence stands today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise

from minhdinh.appraisals.domain.crosscheck_report import Report
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.domain.seal_queries import seals_of
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.evidence.health.checks import BY_KEY, Look
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.moves.merged import survivors

HEALTH = ("missing", "altered", "dead_link", "expired", "expiring", "empty", "waiting")


@dataclass(frozen=True, slots=True)
class Health:
    """One check of the evidence that the sealed report cites: what is looked for, how many items have it."""

    key: str
    label: str | Promise
    count: int
    fault: bool


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A sealed report as a dossier holds it: its level, how many items of evidence it cites."""

    seal: Seal
    level: int | None
    title: str
    report: Report

    @property
    def cited(self) -> set[int]:
        """The ids of the evidence that its texts cite."""
        return self.report.cited


def newest_seal(assessment: SelfAssessment) -> Seal | None:
    """Return the newest seal that was not reopened, with its bytes' row."""
    return seals_of(assessment).filter(reopened_at__isnull=True).select_related("blob").first()


def read_seal(seal: Seal) -> SealedReport:
    """Return what is inside a seal; raises Problem where its bytes do not match its hash."""
    dossier = sealed_dossier(seal)
    result = dossier["result"]
    return SealedReport(
        seal, result.get("level"), dossier["standard_set"]["title"], Report(dossier, sealed=True)
    )


def cited_health(report: SealedReport, day: dt.date) -> list[Health]:
    """Return what is wrong with the cited evidence today; a query a check, whatever the number of items.

    An item that was merged since the sealing is looked at in the one that stands for it.
    """
    standing = survivors(report.seal.school_id, report.cited)
    ids = {standing.get(one, one) for one in report.cited}
    look = Look(report.seal.school_id, day)
    found = [
        Health(key, BY_KEY[key].label, BY_KEY[key].query(look).filter(pk__in=ids).count(), BY_KEY[key].fault)
        for key in HEALTH
    ]
    there = EvidenceItem.objects.filter(school_id=report.seal.school_id, removed_at__isnull=True, pk__in=ids)
    removed = BY_KEY["cited_removed"]
    return [Health(removed.key, removed.label, len(ids) - there.count(), removed.fault), *found]
