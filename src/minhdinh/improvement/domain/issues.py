"""Focal issues of a plan: taken from proposals or named by the school, left open with a reason, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.queries import tracks_of
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.improvement import actions
from minhdinh.improvement.domain.guards import (
    hold,
    hold_draft,
    kept_line,
    kept_text,
    made,
    read_again,
    require_newest,
    require_writer,
    short,
)
from minhdinh.improvement.domain.plans import target_of
from minhdinh.improvement.domain.proposals import Proposal, proposals
from minhdinh.improvement.enums import IssueSource, IssueState
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan

MOST = 200


@dataclass(frozen=True, slots=True)
class IssueValues:
    """What people write about an issue; where it comes from is not theirs to change."""

    limit: str
    situation: str = ""
    cause: str = ""
    standard: str = ""
    criterion: str = ""
    track: str = ""


@in_vietnamese
def take_proposals(*, actor: Actor, plan: ImprovementPlan, refs: Sequence[str]) -> list[FocalIssue]:
    """Take proposals into the plan, each with its draft action where there is one; those taken already are passed over."""
    require_writer(actor, plan)
    with transaction.atomic():
        hold_draft(plan)
        wanted = set(refs)
        chosen = [one for one in proposals(plan) if one.ref in wanted]
        _require_room(plan, len(chosen))
        taken = [_from_proposal(plan, one) for one in chosen]
        if taken:
            record(actor=actor, code=actions.ISSUES_TAKEN, target=target_of(plan), count=len(taken))
    return taken


def _from_proposal(plan: ImprovementPlan, one: Proposal) -> FocalIssue:
    issue = _create(plan, one, IssueState.TAKEN)
    if one.action:
        Action.objects.create(
            school_id=plan.school_id,
            plan=plan,
            issue=issue,
            content=one.action,
            position=next_position(Action, plan),
        )
    return issue


def _create(plan: ImprovementPlan, one: Proposal, state: IssueState, reason: str = "") -> FocalIssue:
    return FocalIssue.objects.create(
        school_id=plan.school_id,
        plan=plan,
        position=next_position(FocalIssue, plan),
        track=one.track,
        standard=one.standard,
        criterion=one.criterion,
        requirement=one.requirement,
        situation=one.situation,
        limit=one.limit,
        source=one.source,
        source_ref=one.ref,
        source_label=short(one.label, 250),
        source_text=one.limit,
        answer_state=state,
        left_open_reason=reason,
    )


def next_position(model: type[Action | FocalIssue], plan: ImprovementPlan) -> int:
    """Return the place after the last row of a plan."""
    last = model.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    return int(last or 0) + 1


@in_vietnamese
def add_issue(*, actor: Actor, plan: ImprovementPlan, values: IssueValues) -> FocalIssue:
    """Add an issue that the school names itself."""
    require_writer(actor, plan)
    kept = _kept(plan, values)
    with transaction.atomic():
        hold_draft(plan)
        _require_room(plan, 1)
        row: dict[str, Any] = {
            "school_id": plan.school_id,
            "plan": plan,
            "position": next_position(FocalIssue, plan),
            **kept,
        }
        issue: FocalIssue = made(FocalIssue, row)
        record(actor=actor, code=actions.ISSUES_TAKEN, target=target_of(plan), count=1)
    return issue


@in_vietnamese
def save_issue(*, actor: Actor, issue: FocalIssue, values: IssueValues, version: int | None = None) -> None:
    """Write an issue's words; its source and what stood there stay.

    Raises Stale where somebody else saved since ``version`` was read.
    """
    require_writer(actor, issue.plan)
    kept = _kept(issue.plan, values)
    if issue.source != IssueSource.OWN:
        kept = {name: kept[name] for name in ("limit", "situation", "cause")}
    with transaction.atomic():
        hold_draft(issue.plan)
        read_again(issue)
        require_newest(issue.version, version)
        if all(getattr(issue, name) == words for name, words in kept.items()):
            return
        for name, words in kept.items():
            setattr(issue, name, words)
        issue.version += 1
        issue.save(update_fields=[*kept, "version", "updated_at"])
        record(actor=actor, code=actions.ISSUE_SAVED, target=_target(issue), limit=short(issue.limit))


@in_vietnamese
def leave_open(*, actor: Actor, plan: ImprovementPlan, ref: str, reason: str) -> FocalIssue:
    """Leave a proposal out of the plan, visibly: it stays with its source and the reason. Also after approval."""
    require_writer(actor, plan)
    words = _reason(reason)
    with transaction.atomic():
        hold(plan)
        found = next((one for one in proposals(plan) if one.ref == ref), None)
        if found is None:
            raise NotHere("Vấn đề này đã có trong kế hoạch, hoặc nguồn không còn.")
        issue = _create(plan, found, IssueState.LEFT_OPEN, words)
        _record_left(actor, issue)
    return issue


@in_vietnamese
def leave_issue_open(*, actor: Actor, issue: FocalIssue, reason: str) -> None:
    """Leave an issue of the plan open; raises Problem while actions stand for it."""
    require_writer(actor, issue.plan)
    words = _reason(reason)
    with transaction.atomic():
        hold_draft(issue.plan)
        _require_no_actions(issue)
        issue.answer_state, issue.left_open_reason = IssueState.LEFT_OPEN, words
        issue.save(update_fields=["answer_state", "left_open_reason", "updated_at"])
        _record_left(actor, issue)


@in_vietnamese
def take_up(*, actor: Actor, issue: FocalIssue) -> None:
    """Take an issue that was left open into the plan after all."""
    require_writer(actor, issue.plan)
    with transaction.atomic():
        hold_draft(issue.plan)
        issue.answer_state, issue.left_open_reason = IssueState.TAKEN, ""
        issue.save(update_fields=["answer_state", "left_open_reason", "updated_at"])
        record(actor=actor, code=actions.ISSUES_TAKEN, target=target_of(issue.plan), count=1)


@in_vietnamese
def remove_issue(*, actor: Actor, issue: FocalIssue) -> None:
    """Withdraw an issue without actions; what came from a source is proposed again."""
    require_writer(actor, issue.plan)
    with transaction.atomic():
        hold_draft(issue.plan)
        _require_no_actions(issue)
        if issue.carried_from_id is not None:
            raise Problem("Vấn đề chuyển từ năm trước không rút được; hãy để ngỏ kèm lý do.")
        if FocalIssue.objects.filter(carried_from=issue).exists():
            raise Problem("Vấn đề này đã chuyển sang kế hoạch năm sau nên không rút được.")
        record(actor=actor, code=actions.ISSUE_REMOVED, target=_target(issue), limit=short(issue.limit))
        issue.delete()


def _target(issue: FocalIssue) -> str:
    return f"improvement.FocalIssue:{issue.pk}"


def _record_left(actor: Actor, issue: FocalIssue) -> None:
    data = {"limit": short(issue.limit), "reason": issue.left_open_reason}
    record(actor=actor, code=actions.ISSUE_LEFT_OPEN, target=_target(issue), **data)


def _require_no_actions(issue: FocalIssue) -> None:
    if Action.objects.filter(issue=issue).exists():
        raise Problem("Vấn đề này đang có việc cải tiến. Hãy bỏ hoặc chuyển các việc đó trước.")


def _require_room(plan: ImprovementPlan, more: int) -> None:
    if FocalIssue.objects.filter(plan=plan).count() + more > MOST:
        raise Problem("Kế hoạch chỉ nên có các vấn đề trọng tâm; đã quá số vấn đề ghi được.")


def _reason(reason: str) -> str:
    words = kept_line(reason, field="reason", longest=1000)
    if not words:
        raise Problem("Hãy ghi lý do để ngỏ vấn đề này.", field="reason")
    return words


def _kept(plan: ImprovementPlan, values: IssueValues) -> dict[str, str]:
    kept = {name: kept_text(getattr(values, name), field=name) for name in ("limit", "situation", "cause")}
    if not kept["limit"]:
        raise Problem("Hãy ghi điểm hạn chế.", field="limit")
    return {
        **kept,
        **checked_place(plan, values.standard, values.criterion),
        "track": checked_track(plan, values.track),
    }


def checked_track(plan: ImprovementPlan, track: str) -> str:
    """Return a cấp học of the plan's source, "" for none in particular; raises Problem for one that it does not have."""
    if not track:
        return ""
    if plan.source is None or not any(one.education_level == track for one in tracks_of(plan.source)):
        raise Problem("Báo cáo của kế hoạch không có cấp học này.", field="track")
    return track


def checked_place(plan: ImprovementPlan, standard: str, criterion: str) -> dict[str, str]:
    """Return standard and criterion as the plan's set knows them; raises Problem for codes it does not know.

    A plan without a source set takes the codes as they are written: a row may name another set's criterion.
    """
    criterion, standard = (
        kept_line(criterion, field="criterion", longest=10),
        kept_line(standard, field="standard", longest=10),
    )
    if plan.source is None:
        return {"standard": standard, "criterion": criterion}
    catalogue = plan.source.standard_set.catalogue
    if criterion and not catalogue.has_criterion(criterion):
        raise Problem("Bộ tiêu chuẩn của kế hoạch không có tiêu chí này.", field="criterion")
    if criterion:
        return {"standard": catalogue.criterion(criterion).standard, "criterion": criterion}
    if standard and standard not in {one.code for one in catalogue.standards}:
        raise Problem("Bộ tiêu chuẩn của kế hoạch không có tiêu chuẩn này.", field="standard")
    return {"standard": standard, "criterion": ""}
