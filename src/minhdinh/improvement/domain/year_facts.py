"""What this room knows of the calendar of a school year: that there is a plan, and which monitorings were written."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Exists, F, OuterRef

from minhdinh.assessments.facts import register_fact
from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.enums import Moment
from minhdinh.improvement.models import Action, ImprovementPlan, Monitoring


def planned(ids: Collection[int]) -> set[int]:
    """Return the self-assessments from which a later year's plan was made, with something to do in it (one query)."""
    rows = ImprovementPlan.objects.filter(
        Exists(Action.objects.filter(plan=OuterRef("pk"))), source__in=ids, year__gt=F("source__year")
    ).order_by()
    return {pk for pk in rows.values_list("source_id", flat=True) if pk is not None}


def monitored(moment: Moment) -> Callable[[Collection[int]], set[int]]:
    """Return what tells of which self-assessments' years the school's plan was monitored at a moment (one query)."""

    def provider(ids: Collection[int]) -> set[int]:
        written = Monitoring.objects.filter(
            moment=moment, plan__school_id=OuterRef("school_id"), plan__year=OuterRef("year")
        )
        rows = SelfAssessment.objects.filter(Exists(written), pk__in=ids).order_by()
        return set(rows.values_list("pk", flat=True))

    return provider


def register_facts() -> None:
    """Let the calendar of the year know what this room knows; called at start-up."""
    register_fact("improvement_planned", planned)
    register_fact("monitored_mid_year", monitored(Moment.MID_YEAR))
    register_fact("monitored_year_end", monitored(Moment.YEAR_END))
