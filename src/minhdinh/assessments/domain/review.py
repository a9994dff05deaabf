"""A sheet's way: written → looked at step by step → approved, or back with what to mend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.carrying.answering import require_answered
from minhdinh.assessments.domain.changes import note_change, what_is_read
from minhdinh.assessments.domain.comments import About, add_comment
from minhdinh.assessments.domain.guards import may_write, require_open, require_writer
from minhdinh.assessments.domain.holding import hold_open, hold_sheet
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.people import rank_of, reviewer_ids
from minhdinh.assessments.domain.review_notices import tell_of_move
from minhdinh.assessments.enums import ChangeKind, ReviewStep, SheetState
from minhdinh.assessments.models import Comment, SelfAssessment, Sheet
from minhdinh.assessments.rules.review import (
    MOVES,
    REVIEWERS_MOVES,
    WRITERS_MOVES,
    Stand,
    in_order,
    rank_needed,
    settled_step,
    target,
)
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.lib.text import two_digits


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sheet is returned, and the place in it that has to be mended; the whole sheet where none is named."""

    text: str = ""
    about: About = field(default_factory=About)

    @property
    def is_placed(self) -> bool:
        """Whether it names a requirement or a text."""
        return bool(self.about.requirement or self.about.slot)


@in_vietnamese
def move_sheet(
    *,
    actor: Actor,
    sheet: Sheet,
    move: str,
    reason: str = "",
    about: About | None = None,
    version: int | None = None,
) -> Sheet:
    """Carry out a move of ``rules.review`` or raise Problem saying why it cannot be.

    ``version`` is the sheet as the reviewer read it: a sheet that changed since is not decided on (Stale). A return
    with ``about`` hangs its reason on a requirement or a text, as a comment that has to be resolved.
    """
    _require_mover(actor, sheet, move)
    why = Reason(reason.replace("\x00", "").strip(), about or About())
    if move == "return" and not (why.text or open_reasons(sheet)):
        raise Problem("Hãy ghi cần sửa gì khi trả lại phiếu.", field="reason")
    with transaction.atomic():
        hold_sheet(sheet)
        _require_read(sheet, move, version)
        before = Stand(sheet.state, sheet.review_step)
        after = _target(actor, sheet, before, move)
        read = what_is_read(sheet)
        _stand(sheet, after, to_mend=why.text if move == "return" and not why.is_placed else "")
        _note(actor, sheet, move, before, why.text, read)
        if move == "return" and why.is_placed:
            add_comment(actor=actor, sheet=sheet, text=why.text, about=why.about, must_mend=True)
        tell_of_move(actor, sheet, move, why.text)
    return sheet


def moves_of(actor: Actor, sheet: Sheet) -> list[str]:
    """Return the moves that somebody may make with a sheet as it stands, level and open reasons aside."""
    if not sheet.assessment.is_open:
        return []
    chain, stand = sheet.assessment.review_steps, Stand(sheet.state, sheet.review_step)
    able = [move for move in MOVES if target(chain, stand, move) is not None]
    if not able:
        return []
    writes = may_write(actor, sheet)
    reviews = rank_of(actor, sheet) >= rank_needed(chain, stand)
    # On the short way a leader approves what was handed in; approving a draft unasked is left to the verb.
    drafted = sheet.state == SheetState.DRAFTING
    return [
        move
        for move in able
        if (writes if move in WRITERS_MOVES else reviews) and not (move == "approve" and drafted)
    ]


def open_reasons(sheet: Sheet) -> list[Comment]:
    """Return the reasons that keep a sheet from going on: what has to be mended and is not resolved yet."""
    rows = Comment.objects.filter(sheet=sheet, thread__isnull=True, must_mend=True, resolved_at__isnull=True)
    return list(rows.order_by("id"))


@in_vietnamese
def save_review_steps(*, actor: Actor, assessment: SelfAssessment, steps: Iterable[str]) -> list[str]:
    """Choose who looks at the sheets before they are approved; none is the short way. Waiting sheets go on from there."""
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    wanted = list(steps)
    if not set(wanted) <= set(ReviewStep.values):
        raise Problem("Không có bước duyệt này.", field="steps")
    require_open(assessment)
    chain = in_order(wanted)
    with transaction.atomic():
        hold_open(assessment)
        assessment.refresh_from_db(fields=["review_steps"])
        if chain == assessment.review_steps:
            return chain
        assessment.review_steps = chain
        assessment.save(update_fields=["review_steps", "updated_at"])
        for sheet in Sheet.objects.filter(assessment=assessment, state=SheetState.WAITING):
            sheet.review_step = settled_step(chain, sheet.review_step)
            sheet.save(update_fields=["review_step", "updated_at"])
        names = ", ".join(str(ReviewStep(step).label) for step in chain)
        record(
            actor=actor,
            code=actions.REVIEW_STEPS_SAVED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            steps=names or "duyệt một bước",
        )
    return chain


def _require_mover(actor: Actor, sheet: Sheet, move: str) -> None:
    if move in WRITERS_MOVES:
        require_writer(actor, sheet)
    elif move in REVIEWERS_MOVES:
        require(actor, Permission.SHEET_WRITE, organisation_id=sheet.school_id)
        if not rank_of(actor, sheet):
            raise NotAllowed(f"Thầy/Cô không phải là người duyệt tiêu chí {criterion_name(sheet)}.")
    else:
        raise NotHere("Không có việc này.")


def _require_read(sheet: Sheet, move: str, version: int | None) -> None:
    if move in REVIEWERS_MOVES and version is not None and version != sheet.version:
        raise Stale(
            f"Phiếu tiêu chí {criterion_name(sheet)} đã thay đổi sau khi Thầy/Cô mở trang, nên chưa duyệt hay trả lại. "
            "Hãy tải lại trang, đọc bản mới rồi làm tiếp."
        )


def _target(actor: Actor, sheet: Sheet, before: Stand, move: str) -> Stand:
    chain = sheet.assessment.review_steps
    after = target(chain, before, move, _skipped(actor, sheet, chain) if chain else ())
    if after is None:
        raise Problem(
            f"Phiếu đang ở trạng thái “{SheetState(sheet.state).label}” nên không làm được việc này."
        )
    if move in REVIEWERS_MOVES and rank_of(actor, sheet) < rank_needed(chain, before):
        step = ReviewStep(before.step or (chain[-1] if chain else ReviewStep.SECRETARY)).label
        raise NotAllowed(f"Phiếu đang chờ bước duyệt của {step}.")
    if move in {"hand_in", "pass_on", "approve"}:
        _require_ready(sheet)
    return after


def _require_ready(sheet: Sheet) -> None:
    require_answered(sheet)
    if sheet.level is None:
        raise Problem(f"Tiêu chí {criterion_name(sheet)} chưa ghi mức, nên chưa trình hoặc duyệt được.")
    reasons = open_reasons(sheet)
    if reasons:
        places = ", ".join(dict.fromkeys(one.requirement or "cả phiếu" for one in reasons))
        raise Problem(
            f"Còn {two_digits(len(reasons))} góp ý buộc sửa chưa đánh dấu đã xong ({places}). "
            "Hãy sửa, trả lời rồi đánh dấu đã xong từng góp ý."
        )


def _skipped(actor: Actor, sheet: Sheet, chain: Sequence[str]) -> set[str]:
    """Return the steps that nobody has to take: without anybody to take them, or those of whoever hands the sheet on."""
    return {
        step for step in chain[:-1] if not (people := reviewer_ids(sheet, step)) or actor.user_id in people
    }


def _stand(sheet: Sheet, after: Stand, to_mend: str) -> None:
    sheet.state, sheet.review_step, sheet.to_mend = after.state, after.step, to_mend
    sheet.version += 1
    sheet.save(update_fields=["state", "review_step", "to_mend", "version", "updated_at"])


def _note(actor: Actor, sheet: Sheet, move: str, before: Stand, reason: str, read: dict[str, object]) -> None:
    words = [
        ":".join(filter(None, one)) for one in ((before.state, before.step), (sheet.state, sheet.review_step))
    ]
    note_change(
        actor, sheet, ChangeKind.MOVE, field=move, before=words[0], after=words[1], reason=reason, read=read
    )
    record(
        actor=actor,
        code=actions.SHEET_MOVED,
        target=f"assessments.Sheet:{sheet.pk}",
        criterion=sheet.criterion,
        state=str(SheetState(sheet.state).label),
        reason=reason,
    )
