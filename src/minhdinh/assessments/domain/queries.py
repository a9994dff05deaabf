"""Reads shared by views, the API and forms; all need an opened scope."""

from __future__ import annotations

from django.db.models import QuerySet

from minhdinh.assessments.models import (
    Assignment,
    Passage,
    PassageRevision,
    SelfAssessment,
    Sheet,
    Track,
)


def assessments_of_year(school_id: int, year: str) -> QuerySet[SelfAssessment]:
    """Return a school's self-assessments of a year, usually one.

    The set's content (hundreds of kB of JSON) is read only where this process has not parsed it yet.
    """
    return (
        SelfAssessment.objects.filter(school_id=school_id, year=year)
        .select_related("standard_set", "school", "school__profile")
        .defer("standard_set__content")
        .order_by("id")
    )


def assessment_of_year(school_id: int, year: str) -> SelfAssessment | None:
    """Return the self-assessment people mean when they name a year: the latest opened."""
    return assessments_of_year(school_id, year).order_by("-id").first()


def assessment_by_id(school_id: int, assessment_id: int) -> SelfAssessment | None:
    """Return one of the school's self-assessments."""
    return (
        SelfAssessment.objects.filter(school_id=school_id, pk=assessment_id)
        .select_related("standard_set", "school", "school__profile")
        .first()
    )


def years_of_school(school_id: int) -> list[str]:
    """Return the years that have a self-assessment, newest first."""
    return list(
        SelfAssessment.objects.filter(school_id=school_id)
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )


def tracks_of(assessment: SelfAssessment) -> list[Track]:
    """Return the tracks in order."""
    return list(Track.objects.filter(assessment=assessment).order_by("position"))


def sheets_of(assessment: SelfAssessment) -> QuerySet[Sheet]:
    """Return all sheets in order, with their tracks."""
    return (
        Sheet.objects.filter(assessment=assessment)
        .select_related("track")
        .order_by("track__position", "position")
    )


def sheet_at(assessment: SelfAssessment, track: str, criterion: str) -> Sheet | None:
    """Return the sheet of a criterion in a track (by cấp học); its assessment is the one given."""
    sheet = (
        Sheet.objects.filter(assessment=assessment, track__education_level=track, criterion=criterion)
        .select_related("track")
        .first()
    )
    if sheet is not None:
        sheet.assessment = assessment
    return sheet


def passages_of_sheet(sheet: Sheet) -> dict[str, Passage]:
    """Return a sheet's passages by slot."""
    return {row.slot: row for row in Passage.objects.filter(sheet=sheet)}


def passages_of(assessment: SelfAssessment) -> dict[str, Passage]:
    """Return all passages of a self-assessment by slot."""
    return {row.slot: row for row in Passage.objects.filter(assessment=assessment)}


def revisions_of(passage: Passage) -> QuerySet[PassageRevision]:
    """Return a passage's history, newest first."""
    return PassageRevision.objects.filter(passage=passage).order_by("-version")


def school_assessments(school_id: int) -> QuerySet[SelfAssessment]:
    """Return all self-assessments of a school, newest year first."""
    return (
        SelfAssessment.objects.filter(school_id=school_id)
        .select_related("standard_set")
        .order_by("-year", "-id")
    )


def criteria_of_person(assessment: SelfAssessment, user_id: int | None) -> set[int]:
    """Return the ids of the sheets that a person is in charge of."""
    if user_id is None:
        return set()
    rows = Assignment.objects.filter(sheet__assessment=assessment, member__user_id=user_id)
    return set(rows.values_list("sheet_id", flat=True))


def names_in_charge(sheet: Sheet) -> list[str]:
    """Return the names of those in charge of a sheet, who leads first."""
    rows = Assignment.objects.filter(sheet=sheet).order_by("-leads", "member__order", "id")
    return list(rows.values_list("member__name", flat=True))
