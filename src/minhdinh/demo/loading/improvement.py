"""What the main sample school improves this year, and the talk about one of its sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.comments import About, add_comment, answer_comment
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.actors import Cast, person
from minhdinh.improvement.domain.issues import leave_open, take_proposals
from minhdinh.improvement.domain.planning import ActionValues, save_action
from minhdinh.improvement.domain.plans import approve_plan, open_plan, publish_plan
from minhdinh.improvement.domain.progress import ProgressValues, report_progress
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.enums import IssueSource
from minhdinh.improvement.models import Action, ImprovementPlan

Content = Mapping[str, Any]
WORDS = (
    "content", "objective", "activity", "indicator", "target_unit", "target_on", "time_text", "owner",
    "partners", "resources", "resource_source", "planned_evidence", "needs_outside",
)  # fmt: skip


def improvement_content() -> dict[str, Any]:
    """Return improvement.yaml of the main school."""
    content: dict[str, Any] = read_yaml("thcs_main/improvement.yaml")
    return content


def load_improvement(cast: Cast, assessment: SelfAssessment) -> None:
    """Talk about a sheet, admit what is missing, then draw up, approve, publish and carry out the plan."""
    content = improvement_content()
    for part in content["comments"]:
        _talk(cast, assessment, part)
    for part in content["nothing"]:
        sheet = _sheet(assessment, part["criterion"])
        choose_nothing(actor=cast[part["by"]], sheet=sheet, requirement=part["requirement"])
    head = content["plan"]
    secretary, principal = cast[head["drawn_by"]], cast[head["approved_by"]]
    plan = open_plan(actor=secretary, school=assessment.school, year=assessment.year, source=assessment)
    _draw_up(secretary, plan, content)
    approve_plan(actor=principal, plan=plan, number=head["number"], date=_by_today(head["date"]))
    shown = content["published"]
    publish_plan(actor=secretary, plan=plan, place=shown["place"], day=_by_today(shown["day"]))
    for standard, part in content["issues"].items():
        _report(cast, _action_for(plan, standard), part.get("progress", ()))


def _talk(cast: Cast, assessment: SelfAssessment, part: Content) -> None:
    sheet, about = _sheet(assessment, part["criterion"]), About(requirement=part["requirement"])
    comment = add_comment(actor=cast[part["by"]], sheet=sheet, text=part["text"], about=about)
    answer_comment(actor=cast[part["answered_by"]], comment=comment, text=part["answer"])


def _sheet(assessment: SelfAssessment, criterion: str) -> Sheet:
    return Sheet.objects.select_related("assessment", "track").get(assessment=assessment, criterion=criterion)


def _draw_up(actor: Actor, plan: ImprovementPlan, content: Content) -> None:
    """Take the remarks' proposals as issues with one action each, and leave one open."""
    offered = {one.standard: one for one in proposals(plan) if one.source == IssueSource.REMARK}
    take_proposals(actor=actor, plan=plan, refs=[offered[standard].ref for standard in content["issues"]])
    for standard, part in content["issues"].items():
        action = _action_for(plan, standard)
        values = ActionValues(
            issue_id=action.issue_id,
            owner_user_id=person(part["owner_user"]).pk,
            target_value=_figure(part.get("target_value")),
            **{name: part[name] for name in WORDS if name in part},
        )
        save_action(actor=actor, action=action, values=values, version=action.version)
    for standard, reason in content["left_open"].items():
        leave_open(actor=actor, plan=plan, ref=offered[standard].ref, reason=reason)


def _action_for(plan: ImprovementPlan, standard: str) -> Action:
    return Action.objects.select_related("plan", "issue").get(plan=plan, issue__standard=standard)


def _report(cast: Cast, action: Action, reports: Any) -> None:
    for part in reports:
        values = ProgressValues(
            state=part["state"],
            day=_by_today(part["day"]),
            note=part.get("note", ""),
            reason=part.get("reason", ""),
            value_before=_figure(part.get("before")),
            on_before=_known_day(part.get("on_before")),
            value_after=_figure(part.get("after")),
            on_after=_known_day(part.get("on_after")),
            unit=part.get("unit", ""),
        )
        report_progress(actor=cast[part["by"]], action=action, values=values)


def _figure(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _known_day(day: dt.date | None) -> dt.date | None:
    return day and _by_today(day)


def _by_today(day: dt.date) -> dt.date:
    """A demo on a machine whose clock stands before the story cannot tell of days to come."""
    return min(day, timezone.localdate())
