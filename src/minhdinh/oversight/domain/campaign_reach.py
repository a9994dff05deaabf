"""Which campaigns reach which schools, and what a school owes by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, DateField, F, Prefetch, Q, QuerySet, Value, When

from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import Campaign, CampaignStep

UNDONE: dict[str, Q] = {
    StepKind.DATA: Q(completed=False) & (Q(assessment__isnull=True) | Q(assessment__complete=False)),
    StepKind.SELF_ASSESSMENT: Q(completed=False),
    StepKind.REGISTRATION: Q(registration__isnull=True, evaluation__isnull=True),
    StepKind.EXTERNAL: Q(evaluation__isnull=True),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A step of a campaign with the schools it reaches, ready to be asked of a list of schools."""

    campaign: Campaign
    step: CampaignStep
    reach: Q

    @property
    def undone(self) -> Q:
        """The schools of ``school_years`` that the step reaches and that have not done it."""
        return self.reach & UNDONE[self.step.kind]


def offices_over(path: str) -> list[int]:
    """Return the ids on a materialised path, from the root down to itself."""
    return [int(step) for step in path.split("/") if step]


def campaigns_over(organisation: Organisation, year: str) -> list[Campaign]:
    """Return the campaigns of an office and of those above it in a year, with steps and communes; two to three queries."""
    rows = Campaign.objects.filter(office__in=offices_over(organisation.path), year=year)
    return list(
        rows.select_related("office").prefetch_related(
            "steps", Prefetch("communes", queryset=Organisation.objects.order_by("sort_key", "id"))
        )
    )


def reach_of(campaign: Campaign) -> Q:
    """Return the condition on placements that a campaign's own choice of schools makes; empty for all."""
    reach = Q()
    if campaign.school_types:
        reach &= Q(school_type__in=campaign.school_types)
    if campaign.ownership:
        reach &= Q(ownership=campaign.ownership)
    below = Q()
    for commune in campaign.communes.all():
        below |= Q(path__contains=commune.path_step())
    return reach & below


def reaches(campaign: Campaign, placement: Placement) -> bool:
    """Tell the same of one school that stands below the campaign's office."""
    communes = [commune.path_step() for commune in campaign.communes.all()]
    return (
        (not campaign.school_types or placement.school_type in campaign.school_types)
        and (not campaign.ownership or placement.ownership == campaign.ownership)
        and (not communes or any(step in placement.path for step in communes))
    )


def deadlines_of(campaigns: Iterable[Campaign]) -> list[Deadline]:
    """Return the steps that can be counted of campaigns that were not ended, earliest first."""
    found = [
        Deadline(campaign, step, reach_of(campaign))
        for campaign in campaigns
        if campaign.closed_on is None
        for step in campaign.steps.all()
        if step.kind in UNDONE
    ]
    return sorted(found, key=lambda one: (one.step.due, one.step.pk))


def with_lateness(
    rows: QuerySet[Placement], deadlines: Sequence[Deadline], day: dt.date
) -> QuerySet[Placement]:
    """Annotate ``late_since`` (the earliest missed day) and ``due_next`` (the next day something is owed), or null."""
    missed = [one for one in deadlines if one.step.due < day]
    coming = [one for one in deadlines if one.step.due >= day]
    return rows.annotate(late_since=_first_day(missed), due_next=_first_day(coming))


def _first_day(deadlines: Sequence[Deadline]) -> Case | Value:
    nothing = Value(None, output_field=DateField())
    if not deadlines:
        return nothing
    whens = [When(one.undone, then=Value(one.step.due)) for one in deadlines]
    return Case(*whens, default=nothing, output_field=DateField())


def placements_reached(campaign: Campaign, rows: QuerySet[Placement]) -> QuerySet[Placement]:
    """Return those of a campaign office's schools that the campaign reaches."""
    return rows.filter(reach_of(campaign)).order_by(F("school_id"))
