"""What a plan's readers should see: nothing here forbids anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minhdinh.improvement.domain.guards import short
from minhdinh.improvement.domain.moments import DueMoment
from minhdinh.improvement.domain.proposals import Proposal
from minhdinh.improvement.enums import IssueSource, IssueState, OutsideState
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan
from minhdinh.improvement.rules.lateness import is_late
from minhdinh.improvement.rules.times import TimeError, read_time
from minhdinh.lib.text import vn_date

NEEDED = {
    "owner": "người phụ trách",
    "time_text": "thời gian",
    "indicator": "chỉ số đánh giá",
    "resources": "nguồn lực",
}


@dataclass(frozen=True, slots=True)
class Warned:
    """One thing to look at; ``action_id`` leads to the action it is about."""

    code: str
    text: str
    action_id: int | None = None


def warnings_of(
    plan: ImprovementPlan,
    issues: Sequence[FocalIssue],
    actions: Sequence[Action],
    waiting: Sequence[Proposal],
    moments: Sequence[DueMoment],
    today: dt.date,
) -> list[Warned]:
    """Return all warnings of a plan, what is owed first; asks the database nothing."""
    return [
        *_owed(plan, moments),
        *_unanswered(waiting),
        *_bare(issues, actions),
        *_everything(plan, actions),
        *(one for action in actions for one in _of_action(plan, action, today)),
    ]


def _owed(plan: ImprovementPlan, moments: Sequence[DueMoment]) -> Iterator[Warned]:
    if plan.first_approved_at is None:
        return
    for one in moments:
        if one.owed:
            text = _("%(moment)s đã qua ngày %(day)s mà chưa ghi kết quả giám sát.")
            yield Warned("monitoring", text % {"moment": one.label, "day": vn_date(one.due)})


def _unanswered(waiting: Sequence[Proposal]) -> Iterator[Warned]:
    count = sum(one.source == IssueSource.FINDING for one in waiting)
    if count:
        text = _(
            "Còn %(count)s góp ý, kiến nghị của bên ngoài chưa trả lời: đưa vào kế hoạch hoặc để ngỏ kèm lý do."
        )
        yield Warned("findings", text % {"count": count})


def _bare(issues: Sequence[FocalIssue], actions: Sequence[Action]) -> Iterator[Warned]:
    served = {one.issue_id for one in actions}
    bare = [one for one in issues if one.answer_state == IssueState.TAKEN and one.pk not in served]
    if bare:
        text = _("%(count)s vấn đề chưa có việc cải tiến: %(names)s.")
        names = "; ".join(f"“{short(one.limit, 50)}”" for one in bare[:3])
        yield Warned("bare", text % {"count": len(bare), "names": names})


def _everything(plan: ImprovementPlan, actions: Sequence[Action]) -> Iterator[Warned]:
    """Warn where no criterion is without an action: a plan for everything has no focus."""
    if plan.source is None:
        return
    wanted = {one.code for one in plan.source.standard_set.catalogue.iter_criteria()}
    served = {one.issue.criterion for one in actions if one.issue is not None}
    if wanted and wanted <= served:
        text = _("Cả %(count)s tiêu chí đều có việc cải tiến. Kế hoạch cần tập trung vào vấn đề trọng tâm.")
        yield Warned("everything", text % {"count": len(wanted)})


def _of_action(plan: ImprovementPlan, action: Action, today: dt.date) -> Iterator[Warned]:
    name = {"content": short(action.content, 60)}
    if begun := _begun_before(plan, action):
        text = _("“%(content)s” ghi thời gian %(time)s, trước ngày của kế hoạch (%(day)s).")
        yield Warned("early", text % {**name, "time": begun, "day": vn_date(plan.date)}, action.pk)
    missing = [label for field, label in NEEDED.items() if not getattr(action, field)]
    if missing:
        text = _("“%(content)s” còn trống: %(missing)s.")
        yield Warned("missing", text % {**name, "missing": ", ".join(missing)}, action.pk)
    if action.outside_state == OutsideState.NEEDED:
        text = _("“%(content)s” cần cấp trên phê duyệt mà chưa trình.")
        yield Warned("outside", text % name, action.pk)
    if is_late(action.state, action.ends_on, today):
        text = _("“%(content)s” quá hạn từ ngày %(day)s.")
        yield Warned("late", text % {**name, "day": vn_date(action.ends_on)}, action.pk)


def _begun_before(plan: ImprovementPlan, action: Action) -> str:
    """Return the action's time where even the first period it names had passed on the plan's day; "" else."""
    if plan.date is None or action.carried_from_id is not None:
        return ""
    try:
        begun_by = read_time(action.time_text, plan.year).begun_by
    except TimeError:
        return ""
    return action.time_text if begun_by is not None and begun_by < plan.date else ""
