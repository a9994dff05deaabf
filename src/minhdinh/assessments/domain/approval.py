"""The way of a report: handed in → council's meeting → approved or returned → confirmed and sealed → reopened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.readiness import blocking_tasks
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting, Seal, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Problems
from minhdinh.lib.text import vn_date

MOVES: dict[tuple[State, State], str] = {
    (State.DRAFT, State.SUBMITTED): "trình duyệt",
    (State.SUBMITTED, State.APPROVED): "duyệt",
    (State.SUBMITTED, State.DRAFT): "trả lại",
    (State.APPROVED, State.DRAFT): "trả lại",
    (State.APPROVED, State.SEALED): "xác nhận",
    (State.SEALED, State.DRAFT): "mở lại",
}


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What people write about the council's meeting."""

    held_on: dt.date
    summary: str
    number: str = ""
    present: int = 0
    absent: int = 0


def may_move(before: str, after: str) -> bool:
    """Tell whether the life of a report knows this step."""
    return (State(before), State(after)) in MOVES


def submit(*, actor: Actor, assessment: SelfAssessment) -> None:
    """Hand the report in to the council; every criterion must have its level, "không đạt" among them."""
    require(actor, Permission.ASSESSMENT_SUBMIT, organisation_id=assessment.school_id)
    left = blocking_tasks(assessment)
    if left and assessment.state == State.DRAFT:
        raise Problems([Problem(f"Chưa trình được: {task.title}.", link=task.url) for task in left])
    _move(actor, assessment, State.SUBMITTED, actions.SUBMITTED, submitted_at=timezone.now(), return_reason="")


def record_meeting(*, actor: Actor, assessment: SelfAssessment, values: MeetingValues) -> Meeting:
    """Record the council's meeting on the report that was handed in."""
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    if assessment.state not in {State.SUBMITTED, State.APPROVED}:
        raise Problem("Cuộc họp thông qua được ghi sau khi báo cáo đã trình.")
    if not values.summary.strip():
        raise Problem("Hãy tóm tắt nội dung và kết luận của cuộc họp.", field="summary")
    if values.held_on > timezone.localdate():
        raise Problem("Ngày họp ở trong tương lai.", field="held_on")
    with transaction.atomic():
        meeting = Meeting.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            revision=assessment.revision,
            held_on=values.held_on,
            number=values.number.strip(),
            present=values.present,
            absent=values.absent,
            summary=values.summary.strip(),
            recorded_by_id=actor.user_id,
        )
        record(
            actor=actor,
            code=actions.MEETING_RECORDED,
            target=_target(assessment),
            day=vn_date(values.held_on),
        )
    return meeting


def approve(*, actor: Actor, assessment: SelfAssessment) -> None:
    """The chair approves in the council's name, after its meeting on this revision was recorded."""
    require(actor, Permission.ASSESSMENT_APPROVE, organisation_id=assessment.school_id)
    if assessment.state == State.SUBMITTED and not Meeting.objects.filter(
        assessment=assessment, revision=assessment.revision
    ).exists():
        raise Problem("Hãy ghi cuộc họp của hội đồng về báo cáo này trước khi duyệt.", field="meeting")
    _move(
        actor,
        assessment,
        State.APPROVED,
        actions.APPROVED,
        approved_at=timezone.now(),
        approved_by_id=actor.user_id,
    )


def send_back(*, actor: Actor, assessment: SelfAssessment, reason: str) -> None:
    """Return the report to the writers with what to mend."""
    if assessment.state == State.APPROVED:
        require(actor, Permission.ASSESSMENT_CONFIRM, organisation_id=assessment.school_id)
    else:
        require(actor, Permission.ASSESSMENT_APPROVE, organisation_id=assessment.school_id)
    if not reason.strip():
        raise Problem("Hãy ghi lý do trả lại và nội dung cần sửa.", field="reason")
    if assessment.state == State.SEALED:
        raise Problem("Báo cáo đã niêm phong; dùng “Mở lại” để làm lần tiếp theo.")
    _move(
        actor,
        assessment,
        State.DRAFT,
        actions.RETURNED,
        reason=reason.strip(),
        return_reason=reason.strip(),
        approved_at=None,
        approved_by_id=None,
    )


def reopen(*, actor: Actor, assessment: SelfAssessment, reason: str) -> None:
    """Open the next revision of a sealed report; the seal and all that belongs to it stay as they are."""
    require(actor, Permission.ASSESSMENT_REOPEN, organisation_id=assessment.school_id)
    if not reason.strip():
        raise Problem("Hãy ghi lý do mở lại báo cáo.", field="reason")
    if assessment.state != State.SEALED:
        raise Problem("Chỉ báo cáo đã niêm phong mới cần mở lại.")
    with transaction.atomic():
        Seal.objects.filter(assessment=assessment, revision=assessment.revision).update(
            reopened_at=timezone.now(), reopened_reason=reason.strip()
        )
        _move(
            actor,
            assessment,
            State.DRAFT,
            actions.REOPENED,
            reason=reason.strip(),
            revision=assessment.revision + 1,
            approved_at=None,
            approved_by_id=None,
            submitted_at=None,
        )


def _target(assessment: SelfAssessment) -> str:
    return f"assessments.SelfAssessment:{assessment.pk}"


def _move(actor: Actor, assessment: SelfAssessment, after: State, code: str, **values: object) -> None:
    """Change the state by one guarded UPDATE, so that two people cannot both carry out a step."""
    before = assessment.state
    if not may_move(before, after):
        raise Problem(f"Báo cáo đang ở bước “{State(before).label}” nên không làm được việc này.")
    reason = values.pop("reason", "")
    with transaction.atomic():
        changed = SelfAssessment.objects.filter(
            pk=assessment.pk, state=before, revision=assessment.revision
        ).update(state=after, last_activity_at=timezone.now(), **values)
        if not changed:
            raise Problem("Báo cáo vừa được người khác chuyển bước. Hãy tải lại trang.")
        assessment.refresh_from_db()
        record(actor=actor, code=code, target=_target(assessment), revision=assessment.revision, reason=reason)
