"""Opening the next year from an earlier one: first what would come along, then both in one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.assessments.carrying.carry import CarryPlan, carry_year, plan_carrying, require_carrier
from minhdinh.assessments.carrying.choices import Choices, hold_choices, save_choices
from minhdinh.assessments.carrying.target import TargetYear, target_of, target_to_open
from minhdinh.assessments.domain.opening import choose_set, chosen_version, open_assessment
from minhdinh.assessments.domain.queries import assessment_by_id, assessments_of_year, school_assessments
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import NotHere
from minhdinh.organisations.models import Organisation
from minhdinh.standards.models import StandardSetVersion


@dataclass(frozen=True, slots=True)
class Looked:
    """What a person saw before confirming: the mark of the preview (``CarryPlan.seen``).

    By another set also the chosen places (``checked_choices``) and the mark of the kept ones they started from
    (``mark_of``).
    """

    seen: str
    choices: Choices | None = None
    drawn: str | None = None


def sources_for(school_id: int, year: str = "", but: SelfAssessment | None = None) -> list[SelfAssessment]:
    """Return the self-assessments that a year may be carried from, newest first; all of the school's without a year."""
    return [
        one
        for one in school_assessments(school_id)
        if (not year or one.year <= year) and (but is None or one.pk != but.pk)
    ]


def source_of(school_id: int, source_id: int) -> SelfAssessment:
    """Return one of the school's self-assessments to carry from; raises NotHere."""
    found = assessment_by_id(school_id, source_id)
    if found is None:
        raise NotHere("Không có năm học này.")
    return found


def set_to_open(
    *,
    organisation: Organisation,
    year: str,
    decision_date: dt.date | None = None,
    standard_set: StandardSetVersion | None = None,
    reason: str = "",
) -> StandardSetVersion:
    """Return the set that the year would be opened by; raises Problem where opening would refuse it."""
    found = choose_set(organisation, year, decision_date)
    return chosen_version(organisation, found, standard_set, reason)


def plan_opening(
    *,
    organisation: Organisation,
    source: SelfAssessment,
    year: str,
    decision_date: dt.date | None = None,
    standard_set: StandardSetVersion | None = None,
    reason: str = "",
    choices: Choices | None = None,
) -> CarryPlan:
    """Return what opening ``year`` from ``source`` would bring; writes nothing, refuses what opening would refuse.

    ``choices`` are places in another set that a person tries out (``tried_choices``).
    """
    version = set_to_open(
        organisation=organisation,
        year=year,
        decision_date=decision_date,
        standard_set=standard_set,
        reason=reason,
    )
    return plan_carrying(source, _target(organisation, year, version), choices)


def open_from(
    *,
    actor: Actor,
    organisation: Organisation,
    source: SelfAssessment,
    year: str,
    decision_date: dt.date | None = None,
    standard_set: StandardSetVersion | None = None,
    reason: str = "",
    looked: Looked | None = None,
) -> SelfAssessment:
    """Open the year, keep the chosen places and carry ``source`` into it, all or nothing; again changes nothing.

    Raises Stale where something else would come along than the person ``looked`` at; None asks nothing.
    """
    require_carrier(actor, organisation.pk)
    with transaction.atomic():
        hold_choices(organisation.pk)
        assessment = open_assessment(
            actor=actor,
            organisation=organisation,
            year=year,
            decision_date=decision_date,
            standard_set=standard_set,
            reason=reason,
        )
        if looked is not None and looked.choices is not None:
            save_choices(
                actor=actor,
                school_id=organisation.pk,
                source=source.standard_set.catalogue,
                target=assessment.standard_set.catalogue,
                choices=looked.choices,
                drawn=looked.drawn,
            )
        carry_year(actor=actor, source=source, target=assessment, seen=looked.seen if looked else None)
    return assessment


def _target(organisation: Organisation, year: str, version: StandardSetVersion) -> TargetYear:
    standing = next(
        (one for one in assessments_of_year(organisation.pk, year) if one.standard_set_id == version.pk), None
    )
    return target_of(standing) if standing else target_to_open(organisation, year, version)
