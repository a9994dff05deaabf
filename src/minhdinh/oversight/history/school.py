"""What is recorded of one school, year by year."""

from __future__ import annotations

from dataclasses import dataclass, field

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.recorded import EVALUATION, REGISTRATION
from minhdinh.appraisals.models import ExternalEvaluation, Registration
from minhdinh.assessments.domain.recorded import RECORDED
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.common.problems import NotHere
from minhdinh.organisations.domain.facts import only
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.decisions import DECISION
from minhdinh.recognition.models import Decision


@dataclass(slots=True)
class YearFacts:
    """The facts of one school year."""

    year: str
    recorded: RecordedAssessment | None = None
    registration: Registration | None = None
    evaluation: ExternalEvaluation | None = None
    decisions: list[Decision] = field(default_factory=list)


def facts_of(school: Organisation) -> list[YearFacts]:
    """Return what is recorded of a school, newest year first: four reads."""
    ids = [school.pk]
    recorded, registered = RECORDED.existing(ids), REGISTRATION.existing(ids)
    evaluated, decided = EVALUATION.existing(ids), DECISION.existing(ids)
    years = {year for kind in (recorded, registered, evaluated, decided) for _school, year in kind}
    return [
        YearFacts(
            year,
            only(recorded, school.pk, year),
            only(registered, school.pk, year),
            only(evaluated, school.pk, year),
            decided.get((school.pk, year), []),
        )
        for year in sorted(years, reverse=True)
    ]


def decision_of(school: Organisation, decision_id: int) -> Decision:
    """Return a decision of a school; raises NotHere for any other."""
    with school_scope(school.pk):
        found = Decision.objects.filter(school=school, pk=decision_id).first()
    if found is None:
        raise NotHere("Không có quyết định này.")
    return found
