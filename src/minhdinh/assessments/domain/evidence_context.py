"""What the evidence room asks of a school year."""

from __future__ import annotations

from django.urls import reverse

from minhdinh.assessments.domain.queries import assessment_of_year, tracks_of
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.context import CriterionChoice, YearContext


def evidence_context(school_id: int, year: str) -> YearContext | None:
    """Return the year's self-assessment as evidence sees it; None where none was opened (scope open)."""
    assessment = assessment_of_year(school_id, year)
    if assessment is None:
        return None
    catalogue = assessment.standard_set.catalogue
    base = {"code": assessment.school.code, "year": year}
    return YearContext(
        assessment_id=assessment.pk,
        year=assessment.year,
        tracks=tuple((track.education_level, str(track)) for track in tracks_of(assessment)),
        criteria=tuple(
            CriterionChoice(
                criterion.code,
                criterion.title,
                f"{standard.code}. {standard.title}",
                tuple(requirement.id for requirement in criterion.iter_requirements()),
            )
            for standard in catalogue.standards
            for criterion in standard.criteria
        ),
        convention=catalogue.code_convention,
        open=assessment.is_open,
        criterion_url=lambda track, criterion: reverse(
            "assessments:sheet", kwargs={**base, "track": track, "criterion": criterion}
        ),
    )


def is_assessment_open(assessment_id: int, held: bool = False) -> bool:  # noqa: FBT001, FBT002 (a hook's answer)
    """Tell whether uses of evidence in this self-assessment may still change; ``held`` until the transaction ends."""
    drafts = SelfAssessment.objects.filter(pk=assessment_id, state=State.DRAFT)
    return drafts.select_for_update(no_key=True).first() is not None if held else drafts.exists()
