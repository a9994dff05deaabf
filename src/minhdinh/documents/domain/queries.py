"""Reads of made documents; all need an opened scope but the public one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.seal_queries import seals_of
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.sealed import MAKE_SEALED, wanted_of
from minhdinh.documents.models import MadeDocument
from minhdinh.improvement.models import ImprovementPlan
from minhdinh.jobs.models import Job


@dataclass(slots=True)
class Shelf:
    """A seal with the papers kept for it and the job that makes or made them."""

    seal: Seal
    documents: list[MadeDocument] = field(default_factory=list)
    job: Job | None = None

    @property
    def in_making(self) -> bool:
        """Whether a job is making papers of this seal, or waits to."""
        return self.job is not None and not self.job.is_over

    @property
    def lacks_papers(self) -> bool:
        """Whether a paper that this machine can make is missing and nobody is making it."""
        kept = {(row.form, row.file_format) for row in self.documents}
        return not self.in_making and any(
            (one.form, one.file_format) not in kept for one in wanted_of(self.seal)
        )


def plans_for(assessment: SelfAssessment) -> list[ImprovementPlan]:
    """Return the improvement plans offered on a year's page: carried out in the year, or made from its assessment."""
    wanted = Q(year=assessment.year) | Q(source=assessment)
    found = ImprovementPlan.objects.filter(wanted, school_id=assessment.school_id)
    return list(found.select_related("source").order_by("-year", "id"))


def plan_at(assessment: SelfAssessment, plan_id: int) -> ImprovementPlan:
    """Return one of the plans offered on a year's page, the newest where none is named; raises NotHere."""
    plans = plans_for(assessment)
    found = next((one for one in plans if plan_id in {0, one.pk}), None)
    if found is None:
        raise NotHere("Chưa có kế hoạch cải tiến chất lượng để in.")
    return found


def document_by_id(school_id: int, document_id: int) -> MadeDocument | None:
    """Return one of the school's documents with its bytes' row and its year."""
    rows = MadeDocument.objects.filter(school_id=school_id, pk=document_id)
    return rows.select_related("blob", "assessment").first()


def shelves_of(assessment: SelfAssessment) -> list[Shelf]:
    """Return the shelf of every seal, newest first, in a constant number of queries."""
    return _filled(assessment.school_id, seals_of(assessment).prefetch_related(None), assessment)


def shelf_of(assessment: SelfAssessment, seal: Seal) -> Shelf:
    """Return the shelf of one of the self-assessment's seals."""
    return _filled(assessment.school_id, [seal], assessment)[0]


def _filled(school_id: int, seals: Iterable[Seal], assessment: SelfAssessment) -> list[Shelf]:
    shelves = {seal.pk: Shelf(seal) for seal in seals}
    if not shelves:
        return []
    for row in MadeDocument.objects.filter(seal_id__in=shelves).order_by("form", "file_format"):
        shelves[int(row.seal_id or 0)].documents.append(row)
    jobs = Job.objects.filter(kind=MAKE_SEALED, organisation_id=school_id, params__seal_id__in=list(shelves))
    for job in jobs.order_by("id"):
        shelves[job.params["seal_id"]].job = job
    for shelf in shelves.values():
        shelf.seal.assessment = assessment
    return list(shelves.values())


def seal_holds(seal: Seal, sha256: str) -> str:
    """Return the name of what a seal vouches for by this hash: a form, its dossier or a signed copy; empty if none."""
    with scopes_disabled():
        if sha256 == seal.sha256:
            return "dữ liệu niêm phong"
        made = MadeDocument.objects.filter(seal=seal, blob__sha256=sha256).first()
        if made is not None:
            return made.name
        copy = seal.signed_copies.filter(blob__sha256=sha256).first()
        return copy.name if copy is not None else ""
