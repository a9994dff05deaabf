"""How far the schools are that a campaign reaches: its targets against what is, and one school's own countdown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When, prefetch_related_objects
from django.utils import timezone

from minhdinh.lib.text import percent
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.campaign_reach import UNDONE, campaigns_over, reach_of, reaches
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.models import Campaign, CampaignStep, CampaignTarget


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target against what is: so many of so many schools, in percent, and whether that is enough."""

    target: CampaignTarget
    label: str
    done: int
    total: int

    @property
    def share(self) -> str:
        """The percentage reached, as official tables print it."""
        return percent(self.done, self.total)

    @property
    def bar(self) -> int:
        """The same in whole percent for a bar."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.total > 0 and self.done * 100 >= self.target.percent * self.total


def target_lines(campaign: Campaign, office: Organisation) -> list[TargetLine]:
    """Return a campaign's targets against the schools of an office (its own or one below); one grouped query."""
    targets = list(campaign.targets.all())
    if not targets:
        return []
    rows = school_years(office, campaign.year).filter(reach_of(campaign)).order_by()
    grouped = rows.values("school_type").annotate(
        total=Count("pk"),
        **{f"undone_{kind}": Count("pk", filter=condition) for kind, condition in UNDONE.items()},
    )
    counted: dict[str, Any] = {row["school_type"]: row for row in grouped}
    return [_line(target, counted) for target in targets]


def _line(target: CampaignTarget, counted: dict[str, Any]) -> TargetLine:
    rows = [row for kind, row in counted.items() if target.school_type in {"", kind}]
    total = sum(row["total"] for row in rows)
    undone = sum(row[f"undone_{target.kind}"] for row in rows)
    where = SchoolType(target.school_type).label if target.school_type else "Tất cả các trường"
    return TargetLine(target, str(where), total - undone, total)


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step as the school sees it; ``done`` is None where the program cannot tell."""

    step: CampaignStep
    days: int
    done: bool | None


@dataclass(frozen=True, slots=True)
class OwnCampaign:
    """A campaign as a school it reaches sees it."""

    campaign: Campaign
    steps: list[OwnStep]


def campaigns_for_school(school: Organisation, year: str) -> list[OwnCampaign]:
    """Return the running campaigns that reach a school, each step with its countdown and whether it is done."""
    campaigns = [one for one in campaigns_over(school, year) if one.closed_on is None]
    if not campaigns:
        return []
    row = _standing(school, year)
    if row is None:
        return []
    prefetch_related_objects(campaigns, "documents")
    today = timezone.localdate()
    return [
        OwnCampaign(one, [_own_step(step, row, today) for step in one.steps.all()])
        for one in campaigns
        if reaches(one, row)
    ]


def _standing(school: Organisation, year: str) -> Placement | None:
    """Return a school's place with a mark for each kind of step that is still to be done."""
    marks = {f"undone_{kind}": _mark(condition) for kind, condition in UNDONE.items()}
    return school_years(school, year).annotate(**marks).first()


def _mark(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _own_step(step: CampaignStep, row: Placement, today: dt.date) -> OwnStep:
    undone = getattr(row, f"undone_{step.kind}", None)
    return OwnStep(step, (step.due - today).days, None if undone is None else not undone)
