"""Opening a year's self-assessment: the set that applies, its tracks and all its sheets together."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.models import SelfAssessment, Sheet, Track
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.school_year import opening
from minhdinh.organisations.domain.school import open_year
from minhdinh.organisations.models import Organisation
from minhdinh.standards.domain.applicable import Applicable, applicable_version
from minhdinh.standards.models import StandardSetVersion


def choose_set(organisation: Organisation, year: str, decision_date: dt.date | None = None) -> Applicable:
    """Return the set that the system chooses for a school and year, with its legal basis (B2).

    The deciding day is that of the council's decision, before it the opening of the year.
    """
    return applicable_version(organisation.profile.school_type, decision_date or opening(year))


def open_assessment(
    *,
    actor: Actor,
    organisation: Organisation,
    year: str,
    decision_date: dt.date | None = None,
    standard_set: StandardSetVersion | None = None,
    reason: str = "",
) -> SelfAssessment:
    """Open the year and its self-assessment with tracks and sheets; opening again returns the same.

    Another set than the applicable one needs a reason. Raises Problem where no set applies and none is chosen.
    """
    require(actor, Permission.YEAR_OPEN, organisation_id=organisation.pk)
    open_year(actor=actor, organisation=organisation, year=year)
    chosen = choose_set(organisation, year, decision_date)
    version = standard_set or chosen.version
    if version is None:
        raise Problem(chosen.explanation)
    if version != chosen.version and not reason.strip():
        raise Problem("Chọn bộ tiêu chuẩn khác với bộ hệ thống xác định thì cần ghi lý do.", field="reason")
    existing = SelfAssessment.objects.filter(school=organisation, year=year, standard_set=version).first()
    if existing is not None:
        return existing
    with transaction.atomic():
        assessment = SelfAssessment.objects.create(
            school=organisation,
            year=year,
            standard_set=version,
            set_reason=reason.strip(),
            decision_date=decision_date,
            last_activity_at=timezone.now(),
        )
        _create_sheets(assessment, organisation)
        record(
            actor=actor,
            code=actions.OPENED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            year=year,
            set=version.title,
        )
    return assessment


def _create_sheets(assessment: SelfAssessment, organisation: Organisation) -> None:
    catalogue = assessment.standard_set.catalogue
    sheets: list[Sheet] = []
    for position, education_level in enumerate(_track_levels(assessment, organisation), start=1):
        track = Track.objects.create(
            school=organisation, assessment=assessment, education_level=education_level, position=position
        )
        sheets += [
            Sheet(
                school=organisation,
                assessment=assessment,
                track=track,
                standard=criterion.standard,
                criterion=criterion.code,
                position=index,
                mandatory=criterion.mandatory,
                requirements_total=sum(1 for _each in criterion.iter_requirements()),
            )
            for index, criterion in enumerate(catalogue.iter_criteria(), start=1)
        ]
    Sheet.objects.bulk_create(sheets)
    SelfAssessment.objects.filter(pk=assessment.pk).update(sheets_total=len(sheets))
    assessment.sheets_total = len(sheets)


def _track_levels(assessment: SelfAssessment, organisation: Organisation) -> list[str]:
    levels = list(organisation.profile.education_levels)
    tracks = assessment.standard_set.catalogue.tracks
    return levels if tracks.divided else levels[:1]
