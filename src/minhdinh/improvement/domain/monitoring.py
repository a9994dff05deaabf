"""The monitorings of a plan: twice a year, with what was found of each action and what is adjusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.improvement import actions
from minhdinh.improvement.domain.guards import (
    hold_running,
    kept_line,
    kept_text,
    made,
    require_newest,
    require_writer,
)
from minhdinh.improvement.domain.plans import target_of
from minhdinh.improvement.enums import Moment
from minhdinh.improvement.models import Action, ImprovementPlan, Monitoring, MonitoringResult


@dataclass(frozen=True, slots=True)
class FoundOfAction:
    """What a monitoring says of one action."""

    result: str = ""
    adjustment: str = ""


@dataclass(frozen=True, slots=True)
class MonitoringValues:
    """A monitoring as people write it; ``of_actions`` by the action's id."""

    day: dt.date
    result: str
    assessor: str
    followed: str = ""
    adjustment: str = ""
    of_actions: Mapping[int, FoundOfAction] = field(default_factory=dict)


@in_vietnamese
def save_monitoring(
    *, actor: Actor, plan: ImprovementPlan, moment: str, values: MonitoringValues, version: int | None = None
) -> Monitoring:
    """Record a monitoring, or write it anew; the state of every action on that day is kept beside the words.

    Raises Stale where somebody else saved since ``version`` was read; 0 means that it was not recorded then.
    """
    require_writer(actor, plan)
    kept = _kept(moment, values)
    with transaction.atomic():
        hold_running(plan)
        row = Monitoring.objects.filter(plan=plan, moment=moment).first()
        require_newest(row.version if row else 0, version)
        row = _written(plan, row, {**kept, "moment": moment, "author_id": actor.user_id})
        _write_results(row, values.of_actions)
        data = {"moment": str(Moment(moment).label), "year": plan.year}
        record(actor=actor, code=actions.MONITORED, target=target_of(plan), **data)
    return row


def _kept(moment: str, values: MonitoringValues) -> dict[str, Any]:
    if moment not in Moment.values:
        raise Problem("Không có thời điểm giám sát này.")
    if values.day > timezone.localdate():
        raise Problem("Ngày giám sát ở trong tương lai.", field="day")
    kept = {
        name: kept_text(getattr(values, name), field=name) for name in ("followed", "result", "adjustment")
    }
    assessor = kept_line(values.assessor, field="assessor", longest=250)
    if not kept["result"]:
        raise Problem("Hãy ghi kết quả thực hiện.", field="result")
    if not assessor:
        raise Problem("Hãy ghi người đánh giá.", field="assessor")
    return {**kept, "day": values.day, "assessor": assessor}


def _written(plan: ImprovementPlan, row: Monitoring | None, kept: Mapping[str, Any]) -> Monitoring:
    """Write a monitoring's own fields into its row, a new one where there is none."""
    if row is None:
        return made(Monitoring, {**kept, "school_id": plan.school_id, "plan": plan})
    for name, value in kept.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


def _write_results(row: Monitoring, of_actions: Mapping[int, FoundOfAction]) -> None:
    """Write what was found of each action; an action's state is the one of the first writing."""
    before = {one.action_id: one.state for one in MonitoringResult.objects.filter(monitoring=row)}
    MonitoringResult.objects.filter(monitoring=row).delete()
    MonitoringResult.objects.bulk_create(
        MonitoringResult(
            school_id=row.school_id,
            monitoring=row,
            action=action,
            state=before.get(action.pk, action.state),
            result=kept_text(found.result, field=f"result-{action.pk}"),
            adjustment=kept_text(found.adjustment, field=f"adjustment-{action.pk}"),
        )
        for action in Action.objects.filter(plan=row.plan)
        for found in [of_actions.get(action.pk, FoundOfAction())]
    )
