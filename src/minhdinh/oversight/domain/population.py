"""The schools of an office on a day with what is known of their year: where every board and table starts."""

from __future__ import annotations

import datetime as dt

from django.db.models import (
    BooleanField,
    Case,
    F,
    FilteredRelation,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from minhdinh.assessments.enums import State
from minhdinh.organisations.domain.placements import day_of_year, path_on, schools_on
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.enums import Stage

DONE = (State.APPROVED, State.SEALED)
FACTS = ("recordedassessment", "registration", "externalevaluation")
NAMES = {"recordedassessment": "recorded", "registration": "registration", "externalevaluation": "evaluation"}


def school_years(office: Organisation, year: str, day: dt.date | None = None) -> QuerySet[Placement]:
    """Return the schools that stood below an office on a day, each once, joined to their year.

    Without ``day`` it is the year's own (``day_of_year``). Annotates ``stage`` (oversight.enums.Stage), ``completed``
    (the self-assessment report is approved, here or by an imported record), ``level`` reached by the self-assessment
    and ``last_activity``.
    """
    counted = day or day_of_year(year, timezone.localdate())
    rows = schools_on(path_on(office, counted), counted).annotate(
        assessment=FilteredRelation(
            "school__selfassessment",
            condition=Q(school__selfassessment__year=year, school__selfassessment__leading=True),
        ),
        **{
            NAMES[fact]: FilteredRelation(f"school__{fact}", condition=Q(**{f"school__{fact}__year": year}))
            for fact in FACTS
        },
    )
    return rows.annotate(
        completed=Case(
            When(
                Q(assessment__state__in=DONE) | Q(assessment__isnull=True, recorded__completed=True),
                then=True,
            ),
            default=False,
            output_field=BooleanField(),
        ),
        level=_level(),
        stage=_stage(),
        last_activity=F("assessment__last_activity_at"),
    )


def _level() -> Case:
    """The level counts once the report is approved; a level of sheets still being written is nobody's result."""
    return Case(
        When(assessment__state__in=DONE, then=F("assessment__level")),
        When(assessment__isnull=True, then=F("recorded__level")),
        default=None,
        output_field=IntegerField(),
    )


def _stage() -> Case:
    live = Q(assessment__isnull=False)
    return Case(
        When(evaluation__isnull=False, then=Value(Stage.EVALUATED.value)),
        When(registration__isnull=False, then=Value(Stage.REGISTERED.value)),
        When(live & Q(assessment__state=State.SEALED), then=Value(Stage.COMPLETED.value)),
        When(live & Q(assessment__state=State.APPROVED), then=Value(Stage.APPROVED.value)),
        When(live & Q(assessment__state=State.SUBMITTED), then=Value(Stage.SUBMITTED.value)),
        When(live & Q(assessment__complete=True), then=Value(Stage.DECIDED.value)),
        When(live & Q(assessment__sheets_decided__gt=0), then=Value(Stage.WRITING.value)),
        When(live & Q(assessment__decision_date__isnull=False), then=Value(Stage.COUNCIL.value)),
        When(live, then=Value(Stage.OPENED.value)),
        When(recorded__completed=True, then=Value(Stage.COMPLETED.value)),
        default=Value(Stage.NOT_OPENED.value),
        output_field=IntegerField(),
    )
