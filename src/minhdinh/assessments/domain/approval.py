"""The way of a report: handed in → council's meeting → approved or returned → confirmed and sealed → reopened."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.holding import hold
from minhdinh.assessments.domain.meetings import has_met
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.readiness import blocking_tasks
from minhdinh.assessments.domain.support import least_evidence, recount, supports_of
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Seal, SelfAssessment, Sheet
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Problems

MOVES: dict[tuple[State, State], str] = {
    (State.DRAFT, State.SUBMITTED): "trình duyệt",
    (State.SUBMITTED, State.APPROVED): "duyệt",
    (State.SUBMITTED, State.DRAFT): "trả lại",
    (State.APPROVED, State.DRAFT): "trả lại",
    (State.APPROVED, State.SEALED): "xác nhận",
    (State.SEALED, State.DRAFT): "mở lại",
}


def may_move(before: str, after: str) -> bool:
    """Tell whether the life of a report knows this step."""
    return (State(before), State(after)) in MOVES


def submit(*, actor: Actor, assessment: SelfAssessment) -> None:
    """Hand the report in to the council; every criterion must have its level, "không đạt" among them.

    Evidence may have run out since it was last looked at, so the sheets are counted again first; levels withdrawn by
    that stay withdrawn, and the report is not handed in.
    """
    require(actor, Permission.ASSESSMENT_SUBMIT, organisation_id=assessment.school_id)
    require_move(assessment, State.SUBMITTED)
    recount(actor, assessment)
    with transaction.atomic():
        hold(assessment)
        require_move(assessment, State.SUBMITTED)
        left = blocking_tasks(assessment)
        if left:
            raise Problems([Problem(f"Chưa trình được: {task.title}.", link=task.url) for task in left])
        assessment.submitted_at, assessment.return_reason = timezone.now(), ""
        _move(actor, assessment, State.SUBMITTED, actions.SUBMITTED)


def approve(*, actor: Actor, assessment: SelfAssessment) -> None:
    """The chair approves in the council's name, after its meeting on this revision was recorded."""
    require(actor, Permission.ASSESSMENT_APPROVE, organisation_id=assessment.school_id)
    with transaction.atomic():
        hold(assessment)
        require_move(assessment, State.APPROVED)
        if not has_met(assessment):
            raise Problem("Hãy ghi cuộc họp của hội đồng về báo cáo này trước khi duyệt.", field="meeting")
        require_support(assessment)
        assessment.approved_at, assessment.approved_by_id = timezone.now(), actor.user_id
        _move(actor, assessment, State.APPROVED, actions.APPROVED)


def send_back(*, actor: Actor, assessment: SelfAssessment, reason: str) -> None:
    """Return the report to the writers with what to mend: the chair one handed in, the head one approved."""
    with transaction.atomic():
        approved = assessment.state == State.APPROVED
        needed = Permission.ASSESSMENT_CONFIRM if approved else Permission.ASSESSMENT_APPROVE
        require(actor, needed, organisation_id=assessment.school_id)
        if not reason.strip():
            raise Problem("Hãy ghi lý do trả lại và nội dung cần sửa.", field="reason")
        known = assessment.state
        hold(assessment)
        if assessment.state != known:
            raise Problem("Báo cáo vừa được người khác chuyển bước. Hãy tải lại trang.")
        if assessment.state == State.SEALED:
            raise Problem("Báo cáo đã niêm phong; dùng “Mở lại” để làm lần tiếp theo.")
        require_move(assessment, State.DRAFT)
        assessment.return_reason = reason.strip()
        _back_to_work(actor, assessment, actions.RETURNED, reason)


def reopen(*, actor: Actor, assessment: SelfAssessment, reason: str) -> None:
    """Open the next revision of a sealed report; the seal and all that belongs to it stay as they are."""
    require(actor, Permission.ASSESSMENT_REOPEN, organisation_id=assessment.school_id)
    if not reason.strip():
        raise Problem("Hãy ghi lý do mở lại báo cáo.", field="reason")
    with transaction.atomic():
        hold(assessment)
        if assessment.state != State.SEALED:
            raise Problem("Chỉ báo cáo đã niêm phong mới cần mở lại.")
        Seal.objects.filter(assessment=assessment, revision=assessment.revision).update(
            reopened_at=timezone.now(), reopened_reason=reason.strip()
        )
        assessment.revision += 1
        _back_to_work(actor, assessment, actions.REOPENED, reason)


@in_vietnamese
def require_move(assessment: SelfAssessment, after: State) -> None:
    """Refuse a step that the life of a report does not know from where it stands."""
    if not may_move(assessment.state, after):
        raise Problem(f"Báo cáo đang ở bước “{State(assessment.state).label}” nên không làm được việc này.")


def require_support(assessment: SelfAssessment) -> None:
    """Refuse to decide on a report with a level that nothing holds up any more; it goes back to the writers first."""
    sheets = list(Sheet.objects.filter(assessment=assessment).select_related("track"))
    supports = supports_of(assessment.pk, sheets)
    least = least_evidence(assessment.standard_set.catalogue)
    lost = [(sheet, supports[sheet.pk].lost_for(sheet.level, least)) for sheet in sheets]
    several = len({sheet.track_id for sheet in sheets}) > 1
    problems = [
        Problem(f"Tiêu chí {criterion_name(sheet, several=several)}: {why} Hãy trả lại báo cáo để sửa.")
        for sheet, why in lost
        if why
    ]
    if problems:
        raise Problems(problems)


def _back_to_work(actor: Actor, assessment: SelfAssessment, code: str, reason: str) -> None:
    assessment.submitted_at = assessment.approved_at = assessment.approved_by = None
    _move(actor, assessment, State.DRAFT, code, reason=reason.strip())
    recount(actor, assessment)


def _move(actor: Actor, assessment: SelfAssessment, after: State, code: str, reason: str = "") -> None:
    assessment.state = after
    assessment.save(
        update_fields=[
            "state", "revision", "submitted_at", "approved_at", "approved_by", "return_reason", "updated_at"
        ]
    )  # fmt: skip
    record(
        actor=actor,
        code=code,
        target=f"assessments.SelfAssessment:{assessment.pk}",
        revision=assessment.revision,
        reason=reason,
    )
