"""Reads of registrations; all need an opened scope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import OFFICE_ROLES
from minhdinh.appraisals.domain.cases.offices import name_offices_now
from minhdinh.appraisals.enums import Act, Outcome
from minhdinh.appraisals.models import Case, CaseStep, ExternalEvaluation, Registration
from minhdinh.appraisals.rules.regimes import regime, regimes


def cases() -> QuerySet[Case]:
    """Return registrations with their school and offices."""
    rows = Case.objects.select_related("school", "department", "intake", "seal", "assessment__standard_set")
    return rows.defer("assessment__standard_set__content")


def case_of_school(school_id: int, case_id: int) -> Case | None:
    """Return one of a school's registrations."""
    return cases().filter(school_id=school_id, pk=case_id).first()


def open_case(school_id: int) -> Case | None:
    """Return the registration of a school that has not ended."""
    return cases().filter(school_id=school_id, closed_at__isnull=True).first()


def cases_of_school(school_id: int) -> QuerySet[Case]:
    """Return all registrations of a school, the newest first."""
    return cases().filter(school_id=school_id)


def never_sent() -> Q:
    """Return what finds registrations that the school has not sent yet, or withdrew before it ever did."""
    first = reduce(or_, (Q(regime=law.id, stage=law.first_stage.id) for law in regimes()))
    return first | Q(outcome=Outcome.WITHDRAWN, version=1)


def was_sent(case: Case) -> bool:
    """Tell whether the school ever sent a registration (``never_sent`` of one that was read)."""
    withdrawn = case.outcome == Outcome.WITHDRAWN and case.version == 1
    return case.stage != regime(case.regime).first_stage.id and not withdrawn


def may_see(actor: Actor, case: Case) -> bool:
    """Tell whether somebody who may read registrations at a school reads this one.

    What was not sent is the school's, or its heir's: officers who look in from outside find nothing of it.
    """
    return was_sent(case) or not is_officer_outside(actor)


def is_officer_outside(actor: Actor) -> bool:
    """Tell whether the actor looks in at a school from an office."""
    return actor.is_outside and bool(actor.roles & OFFICE_ROLES)


def case_at_office(office_id: int, case_id: int) -> Case | None:
    """Return a registration, once sent, for which this office acts as the department or looks at it first."""
    found = cases().exclude(never_sent()).filter(pk=case_id).first()
    if found is None:
        return None
    name_offices_now(found)
    return found if office_id in (found.department_id, found.intake_id) else None


@dataclass(frozen=True, slots=True)
class RecordedYear:
    """What an office recorded of a year that no registration here tells of; None where it recorded nothing."""

    year: str
    registration: Registration | None
    evaluation: ExternalEvaluation | None


def recorded_years(school_id: int) -> list[RecordedYear]:
    """Return the years of which only an office's record tells, the newest first (three queries, needs a scope)."""
    known = set(Case.objects.filter(school_id=school_id).values_list("year", flat=True))
    registered = {row.year: row for row in Registration.objects.filter(school_id=school_id)}
    evaluated = {row.year: row for row in ExternalEvaluation.objects.filter(school_id=school_id)}
    years = sorted((registered.keys() | evaluated.keys()) - known, reverse=True)
    return [RecordedYear(year, registered.get(year), evaluated.get(year)) for year in years]


def given_back(case: Case) -> CaseStep | None:
    """Return the step that gave the dossier back last; None where it never was."""
    return case.steps.filter(act=Act.GIVE_BACK).order_by("-sequence").first()
