"""How an action goes: reported by whoever has it, with a reason where it is stuck and a result where it is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain.queries import item_for
from minhdinh.evidence.models import EvidenceItem
from minhdinh.improvement import actions
from minhdinh.improvement.domain.guards import (
    hold_running,
    kept_line,
    kept_text,
    made,
    require_reporter,
    short,
)
from minhdinh.improvement.domain.notices import tell_blocked
from minhdinh.improvement.domain.planning import MOST_FIGURE, action_target
from minhdinh.improvement.enums import ActionState
from minhdinh.improvement.models import Action, Progress
from minhdinh.improvement.rules.transitions import WITH_REASON, may_follow, reopens


@dataclass(frozen=True, slots=True)
class ProgressValues:
    """One report; ``reason`` for what is stuck or not done, two figures with their days where something was counted."""

    state: str
    day: dt.date
    note: str = ""
    reason: str = ""
    value_before: Decimal | None = None
    on_before: dt.date | None = None
    value_after: Decimal | None = None
    on_after: dt.date | None = None
    unit: str = ""
    evidence_id: int | None = None


@in_vietnamese
def report_progress(*, actor: Actor, action: Action, values: ProgressValues) -> Progress:
    """Report on an action of an approved plan; the principal and the secretary are told at once where it is stuck."""
    require_reporter(actor, action)
    reason = kept_line(values.reason, field="reason", longest=1000)
    note = kept_text(values.note, field="note")
    _require_days(values)
    _require_figures(values)
    with transaction.atomic():
        hold_running(action.plan)
        action.refresh_from_db()
        _require_state(actor, action, values.state)
        _require_words(values, note, reason)
        evidence = _evidence(actor, action, values.evidence_id)
        row = _write(actor, action, values, note=note or reason, evidence=evidence)
        action.state, action.state_on = values.state, values.day
        action.state_reason = reason if values.state in WITH_REASON else ""
        action.version += 1
        action.save()
        data = {"content": short(action.content), "state": str(ActionState(values.state).label)}
        record(actor=actor, code=actions.ACTION_PROGRESS, target=action_target(action), **data)
        if values.state == ActionState.BLOCKED:
            row.action = action
            tell_blocked(row, reason)
    return row


def _require_state(actor: Actor, action: Action, state: str) -> None:
    if state not in ActionState.values:
        raise Problem("Hãy chọn tình trạng của việc.", field="state")
    if not may_follow(action.state, state):
        raise Problem(
            _("Việc đang “%(before)s” không chuyển sang “%(after)s” được.")
            % {"before": action.get_state_display(), "after": ActionState(state).label},
            field="state",
        )
    if reopens(action.state, state) and not actor.can(Permission.IMPROVEMENT_WRITE):
        raise NotAllowed("Việc đã kết thúc; thư ký hoặc hiệu trưởng mới mở lại được.")


def _require_words(values: ProgressValues, note: str, reason: str) -> None:
    if values.state in WITH_REASON and not reason:
        raise Problem("Hãy ghi lý do: vì sao vướng mắc hoặc không thực hiện được.", field="reason")
    if values.state == ActionState.DONE and not (
        note or values.value_after is not None or values.evidence_id
    ):
        raise Problem(
            "Việc hoàn thành cần kết quả: ghi kết quả, con số đạt được hoặc minh chứng.", field="note"
        )


def _require_days(values: ProgressValues) -> None:
    today = timezone.localdate()
    for name in ("day", "on_before", "on_after"):
        day = getattr(values, name)
        if day is not None and day > today:
            raise Problem("Ngày này ở trong tương lai.", field=name)


def _require_figures(values: ProgressValues) -> None:
    for name in ("value_before", "value_after"):
        figure = getattr(values, name)
        if figure is not None and (not figure.is_finite() or abs(figure) >= MOST_FIGURE):
            raise Problem("Con số không hợp lệ.", field=name)
    if values.value_before is not None and values.on_before is None:
        raise Problem("Con số trước cần ngày của nó.", field="on_before")
    if values.value_after is not None and values.on_after is None:
        raise Problem("Con số sau cần ngày của nó.", field="on_after")
    if values.on_before and values.on_after and values.on_before >= values.on_after:
        raise Problem("Ngày của con số sau phải đứng sau ngày của con số trước.", field="on_after")


def _evidence(actor: Actor, action: Action, evidence_id: int | None) -> EvidenceItem | None:
    if evidence_id is None:
        return None
    found = item_for(actor, action.school_id, evidence_id)
    if found is None:
        raise Problem("Không có minh chứng này trong kho của trường.", field="evidence")
    return found


def _write(
    actor: Actor, action: Action, values: ProgressValues, *, note: str, evidence: EvidenceItem | None
) -> Progress:
    kept: dict[str, Any] = {
        name: getattr(values, name)
        for name in ("state", "day", "value_before", "on_before", "value_after", "on_after")
    }
    kept |= {
        "school_id": action.school_id,
        "action": action,
        "note": note,
        "unit": kept_line(values.unit, field="unit", longest=40),
        "evidence": evidence,
        "author_id": actor.user_id,
        "author_name": actor.name,
    }
    return made(Progress, kept)
