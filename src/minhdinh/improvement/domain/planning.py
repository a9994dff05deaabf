"""Actions of a plan while it is written: added, changed, put in order, removed."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.improvement import actions
from minhdinh.improvement.domain.guards import (
    hold_draft,
    kept_line,
    kept_text,
    made,
    read_again,
    require_newest,
    require_writer,
    short,
)
from minhdinh.improvement.domain.issues import next_position
from minhdinh.improvement.domain.people import owners_of
from minhdinh.improvement.enums import IssueState, OutsideState
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan
from minhdinh.improvement.rules.times import TimeError, read_time

MOST = 200
MOST_FIGURE = Decimal(10) ** 10
TEXTS = ("content", "objective", "activity", "indicator", "resources", "planned_evidence")
LINES = {"time_text": 200, "owner": 250, "partners": 400, "resource_source": 250, "target_unit": 40}


@dataclass(frozen=True, slots=True)
class ActionValues:
    """An action as people write it; the days are read from ``time_text``."""

    content: str
    objective: str = ""
    activity: str = ""
    indicator: str = ""
    target_value: Decimal | None = None
    target_unit: str = ""
    target_on: dt.date | None = None
    time_text: str = ""
    owner: str = ""
    owner_user_id: int | None = None
    partners: str = ""
    resources: str = ""
    resource_source: str = ""
    planned_evidence: str = ""
    needs_outside: bool = False
    issue_id: int | None = None


def action_target(action: Action) -> str:
    """Return how the record of actions names an action."""
    return f"improvement.Action:{action.pk}"


@in_vietnamese
def add_action(*, actor: Actor, plan: ImprovementPlan, values: ActionValues) -> Action:
    """Add an action; raises Problem without content, for a time that makes no sense or a stranger as its owner."""
    require_writer(actor, plan)
    kept = _kept(plan, values)
    with transaction.atomic():
        hold_draft(plan)
        if Action.objects.filter(plan=plan).count() >= MOST:
            raise Problem("Kế hoạch đã quá số việc ghi được; hãy tập trung vào việc trọng tâm.")
        row: dict[str, Any] = {
            "school_id": plan.school_id,
            "plan": plan,
            "position": next_position(Action, plan),
            "outside_state": OutsideState.NEEDED if values.needs_outside else OutsideState.NONE,
            **kept,
        }
        action: Action = made(Action, row)
        record(
            actor=actor,
            code=actions.ACTION_ADDED,
            target=action_target(action),
            content=short(action.content),
        )
    return action


@in_vietnamese
def save_action(*, actor: Actor, action: Action, values: ActionValues, version: int) -> list[str]:
    """Change an action; returns the names of the fields that changed. Raises Stale where another person was faster."""
    require_writer(actor, action.plan)
    kept = _kept(action.plan, values)
    with transaction.atomic():
        hold_draft(action.plan)
        read_again(action)
        require_newest(action.version, version)
        kept["outside_state"] = _outside(action, needs=values.needs_outside)
        changed = [name for name, value in kept.items() if getattr(action, name) != value]
        if not changed:
            return []
        for name in changed:
            setattr(action, name, kept[name])
        action.version += 1
        action.save()
        labels = ", ".join(_label(name) for name in changed)
        data = {"content": short(action.content), "fields": labels}
        record(actor=actor, code=actions.ACTION_SAVED, target=action_target(action), **data)
    return changed


def _label(name: str) -> str:
    field: Any = Action._meta.get_field(name.removesuffix("_id"))  # noqa: SLF001 (Django's documented API)
    return str(field.verbose_name)


def _outside(action: Action, *, needs: bool) -> str:
    if action.outside_state in {OutsideState.NONE, OutsideState.NEEDED}:
        return OutsideState.NEEDED if needs else OutsideState.NONE
    return action.outside_state


@in_vietnamese
def remove_action(*, actor: Actor, action: Action) -> None:
    """Remove an action about which nothing was reported, asked or monitored yet."""
    require_writer(actor, action.plan)
    with transaction.atomic():
        hold_draft(action.plan)
        asked = action.outside_state not in {OutsideState.NONE, OutsideState.NEEDED}
        if asked or action.progress.exists() or action.monitored.exists():
            raise Problem(
                "Việc này đã có tiến độ, giám sát hoặc đã trình nên không bỏ được; hãy ghi “Không thực hiện được”."
            )
        if Action.objects.filter(carried_from=action).exists():
            raise Problem("Việc này đã chuyển sang kế hoạch năm sau nên không bỏ được.")
        record(
            actor=actor,
            code=actions.ACTION_REMOVED,
            target=action_target(action),
            content=short(action.content),
        )
        action.delete()


def _kept(plan: ImprovementPlan, values: ActionValues) -> dict[str, Any]:
    given = asdict(values)
    kept: dict[str, Any] = {name: kept_text(given[name], field=name) for name in TEXTS}
    kept |= {name: kept_line(given[name], field=name, longest=most) for name, most in LINES.items()}
    if not kept["content"]:
        raise Problem("Hãy ghi nội dung cải tiến.", field="content")
    return {
        **kept,
        **_days(values.time_text, plan.year),
        **_target(values),
        "owner_user_id": _owner(plan, values.owner_user_id),
        "issue_id": _issue(plan, values.issue_id),
    }


def _days(words: str, year: str) -> dict[str, dt.date | None]:
    try:
        span = read_time(words, year)
    except TimeError as error:
        raise Problem(str(error), field="time_text") from error
    return {"starts_on": span.starts_on, "ends_on": span.ends_on}


def _target(values: ActionValues) -> dict[str, Any]:
    figure = values.target_value
    if figure is not None and (not figure.is_finite() or abs(figure) >= MOST_FIGURE):
        raise Problem("Con số cần đạt không hợp lệ.", field="target_value")
    return {"target_value": figure, "target_on": values.target_on}


def _owner(plan: ImprovementPlan, user_id: int | None) -> int | None:
    if user_id is not None and user_id not in {person.pk for person in owners_of(plan.school_id)}:
        raise Problem("Người phụ trách phải là người của trường.", field="owner_user")
    return user_id


def _issue(plan: ImprovementPlan, issue_id: int | None) -> int | None:
    if issue_id is None:
        return None
    issue = FocalIssue.objects.filter(plan=plan, pk=issue_id).first()
    if issue is None:
        raise Problem("Kế hoạch không có vấn đề này.", field="issue")
    if issue.answer_state != IssueState.TAKEN:
        raise Problem("Vấn đề này đang để ngỏ; hãy đưa vào kế hoạch trước.", field="issue")
    return issue.pk
