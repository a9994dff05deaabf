"""A sheet's way: written → waiting → approved, or back with what to mend."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_writer
from minhdinh.assessments.domain.holding import hold_sheet
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import Sheet
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem

WRITERS_MOVES = frozenset({"hand_in", "take_back"})
LEADERS_MOVES = frozenset({"approve", "return"})
MOVES: dict[tuple[str, str], SheetState] = {
    ("hand_in", SheetState.DRAFTING): SheetState.WAITING,
    ("hand_in", SheetState.NEEDS_WORK): SheetState.WAITING,
    ("take_back", SheetState.WAITING): SheetState.DRAFTING,
    ("approve", SheetState.WAITING): SheetState.APPROVED,
    ("approve", SheetState.DRAFTING): SheetState.APPROVED,
    ("return", SheetState.WAITING): SheetState.NEEDS_WORK,
    ("return", SheetState.APPROVED): SheetState.NEEDS_WORK,
}


@in_vietnamese
def move_sheet(*, actor: Actor, sheet: Sheet, move: str, reason: str = "") -> Sheet:
    """Carry out ``move`` (hand_in, take_back, approve, return) or raise Problem saying why it cannot be."""
    if move in WRITERS_MOVES:
        require_writer(actor, sheet)
    elif move in LEADERS_MOVES:
        require(actor, Permission.SHEET_WRITE_ANY, organisation_id=sheet.school_id)
    else:
        raise NotHere("Không có việc này.")
    if move == "return" and not reason.strip():
        raise Problem("Hãy ghi cần sửa gì khi trả lại phiếu.", field="reason")
    with transaction.atomic():
        hold_sheet(sheet)
        sheet.state = _target(sheet, move)
        sheet.to_mend = reason.strip() if move == "return" else ""
        sheet.version += 1
        sheet.save(update_fields=["state", "to_mend", "version", "updated_at"])
        record(
            actor=actor,
            code=actions.SHEET_MOVED,
            target=f"assessments.Sheet:{sheet.pk}",
            criterion=sheet.criterion,
            state=str(SheetState(sheet.state).label),
            reason=reason.strip(),
        )
    return sheet


def _target(sheet: Sheet, move: str) -> SheetState:
    target = MOVES.get((move, sheet.state))
    if target is None:
        raise Problem(
            f"Phiếu đang ở trạng thái “{SheetState(sheet.state).label}” nên không làm được việc này."
        )
    if move in {"hand_in", "approve"} and sheet.level is None:
        raise Problem(f"Tiêu chí {sheet.criterion} chưa ghi mức, nên chưa trình hoặc duyệt được.")
    return target
