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
from minhdinh.lib.school_year import SchoolYearError, opening
from minhdinh.organisations.domain.school import open_year
from minhdinh.organisations.models import Organisation
from minhdinh.standards.domain.applicable import Applicable, applicable_version
from minhdinh.standards.models import StandardSetVersion


def choose_set(organisation: Organisation, year: str, decision_date: dt.date | None = None) -> Applicable:
    """Return the set that the system chooses for a school and year, with its legal basis (B2).

    The deciding day is that of the council's decision, before it the opening of the year. Raises Problem for a text
    that is no school year.
    """
    try:
        day = decision_date or opening(year)
    except SchoolYearError as error:
        raise Problem(str(error), field="year") from error
    profile = getattr(organisation, "profile", None)
    if profile is None:
        raise Problem("Hồ sơ trường chưa ghi loại trường và cấp học; hãy ghi trước khi mở năm học.")
    return applicable_version(profile.school_type, day)


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
    with transaction.atomic():
        open_year(actor=actor, organisation=organisation, year=year)
        version = chosen_version(
            organisation, choose_set(organisation, year, decision_date), standard_set, reason
        )
        levels = track_levels(version, organisation)
        assessment, is_new = SelfAssessment.objects.get_or_create(
            school=organisation,
            year=year,
            standard_set=version,
            defaults={
                "leading": not SelfAssessment.objects.filter(school=organisation, year=year).exists(),
                "set_reason": reason.strip() if standard_set else "",
                "decision_date": decision_date,
                "last_activity_at": timezone.now(),
            },
        )
        if is_new:
            _create_sheets(assessment, levels)
            record(
                actor=actor,
                code=actions.OPENED,
                target=f"assessments.SelfAssessment:{assessment.pk}",
                year=year,
                set=version.title,
            )
    return assessment


def chosen_version(
    organisation: Organisation, found: Applicable, wanted: StandardSetVersion | None, reason: str
) -> StandardSetVersion:
    """Return the set a year opens with: the one wanted, else the one found; raises Problem where it cannot be."""
    version = wanted or found.version
    if version is None:
        raise Problem(found.explanation, field="standard_set")
    if version != found.version and not reason.strip():
        raise Problem("Chọn bộ tiêu chuẩn khác với bộ hệ thống xác định thì cần ghi lý do.", field="reason")
    if not set(organisation.profile.education_levels) <= set(version.catalogue.tracks.education_levels):
        raise Problem(
            f"Bộ “{version.catalogue.short_title}” không dành cho cấp học của {organisation.name}.",
            field="standard_set",
        )
    return version


def _create_sheets(assessment: SelfAssessment, levels: list[str]) -> None:
    sheets: list[Sheet] = []
    for position, education_level in enumerate(levels, start=1):
        track = Track.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            education_level=education_level,
            position=position,
        )
        sheets += _sheets_of(track)
    Sheet.objects.bulk_create(sheets)
    assessment.sheets_total = len(sheets)
    assessment.save(update_fields=["sheets_total", "updated_at"])


def _sheets_of(track: Track) -> list[Sheet]:
    return [
        Sheet(
            school_id=track.school_id,
            assessment=track.assessment,
            track=track,
            standard=criterion.standard,
            criterion=criterion.code,
            position=index,
            mandatory=criterion.mandatory,
            requirements_total=sum(not one.derived for one in criterion.iter_requirements()),
        )
        for index, criterion in enumerate(track.assessment.standard_set.catalogue.iter_criteria(), start=1)
    ]


def track_levels(version: StandardSetVersion, organisation: Organisation) -> list[str]:
    """Return the cấp học assessed on their own, in the order of the set; a set that is not divided has one track."""
    tracks = version.catalogue.tracks
    own = [level for level in tracks.education_levels if level in organisation.profile.education_levels]
    return own if tracks.divided else own[:1]
