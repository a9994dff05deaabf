"""A sheet's way: written → waiting → approved, or back with what to mend."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.guards import require_open, require_writer
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import Sheet
from minhdinh.assessments import actions
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem

MOVES: dict[tuple[str, str], str] = {
    ("hand_in", SheetState.DRAFTING): SheetState.WAITING,
    ("hand_in", SheetState.NEEDS_WORK): SheetState.WAITING,
    ("approve", SheetState.WAITING): SheetState.APPROVED,
    ("approve", SheetState.DRAFTING): SheetState.APPROVED,
    ("return", SheetState.WAITING): SheetState.NEEDS_WORK,
    ("return", SheetState.APPROVED): SheetState.NEEDS_WORK,
    ("take_back", SheetState.WAITING): SheetState.DRAFTING,
}


def move_sheet(*, actor: Actor, sheet: Sheet, move: str, reason: str = "") -> Sheet:
    """Carry out ``move`` (hand_in, take_back, approve, return) or raise Problem saying why it cannot be."""
    if move in {"hand_in", "take_back"}:
        require_writer(actor, sheet)
    else:
        require(actor, Permission.SHEET_WRITE_ANY, organisation_id=sheet.school_id)
        require_open(sheet.assessment)
    target = MOVES.get((move, sheet.state))
    if target is None:
        raise Problem(f"Phiếu đang ở trạng thái “{SheetState(sheet.state).label}” nên không làm được việc này.")
    if move in {"hand_in", "approve"} and sheet.level is None:
        raise Problem(f"Tiêu chí {sheet.criterion} chưa ghi mức, nên chưa trình hoặc duyệt được.")
    if move == "return" and not reason.strip():
        raise Problem("Hãy ghi cần sửa gì khi trả lại phiếu.", field="reason")
    with transaction.atomic():
        sheet.state = target
        sheet.version += 1
        sheet.save()
        record(
            actor=actor,
            code=actions.SHEET_MOVED,
            target=f"assessments.Sheet:{sheet.pk}",
            criterion=sheet.criterion,
            state=str(SheetState(target).label),
            reason=reason.strip(),
        )
    return sheet
