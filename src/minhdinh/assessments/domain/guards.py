"""Who may write what in a self-assessment, and when."""

from __future__ import annotations

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Assignment, SelfAssessment, Sheet
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem


@in_vietnamese
def require_open(assessment: SelfAssessment) -> None:
    """Refuse unless the revision is being worked on."""
    if assessment.state != State.DRAFT:
        raise Problem(
            f"Báo cáo đang ở bước “{State(assessment.state).label}” nên không sửa được. "
            "Muốn sửa, hãy đề nghị trả lại hoặc mở lại báo cáo."
        )


def require_writer(actor: Actor, sheet: Sheet) -> None:
    """Refuse unless the actor may write this sheet: everyone's, or one assigned to the person."""
    require(actor, Permission.SHEET_WRITE, organisation_id=sheet.school_id)
    if not may_write(actor, sheet):
        raise NotAllowed(f"Tiêu chí {criterion_name(sheet)} chưa phân công cho Thầy/Cô.")


def may_write(actor: Actor, sheet: Sheet) -> bool:
    """Tell whether the actor may write this sheet, whatever its state."""
    if actor.can(Permission.SHEET_WRITE_ANY):
        return True
    if not actor.can(Permission.SHEET_WRITE) or actor.user_id is None:
        return False
    return Assignment.objects.filter(sheet=sheet, member__user_id=actor.user_id).exists()


def require_report_writer(actor: Actor, assessment: SelfAssessment) -> None:
    """Refuse unless the actor may write remarks, report parts and data tables now."""
    require(actor, Permission.REPORT_WRITE, organisation_id=assessment.school_id)
    require_open(assessment)
