"""How far a collecting is: being collected, had, lost. Said by who collects or keeps it, or who manages evidence."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence import actions
from minhdinh.evidence.collecting.asking import lock_collecting, target_of_collecting
from minhdinh.evidence.domain.items import target_of
from minhdinh.evidence.domain.queries import item_for
from minhdinh.evidence.enums import CollectingState, Verification
from minhdinh.evidence.models import Collecting
from minhdinh.lib.text import clean

REASON = 500
VERIFIED = "Minh chứng này đã xác minh. Muốn thu thập lại, Thầy/Cô hãy báo thư ký mở lại việc này."


@in_vietnamese
def say_have(*, actor: Actor, row: Collecting, version: int, item_id: int | None = None) -> None:
    """Say that what was wanted is there: in the item of the row, else in ``item_id`` that the actor may see.

    The row keeps an item that is there; ``item_id`` takes the place of none, or of one that was taken away.

    Raises Problem where no item is named, or nothing is kept in it: no file, no link, no place.
    """
    require_part(actor, row)
    with transaction.atomic():
        lock_collecting(row, version, item_id=item_id)
        if item_id is not None and (row.item is None or row.item.removed_at is not None):
            row.item = item_for(actor, row.school_id, item_id)
        if row.item is None or row.item.removed_at is not None:
            raise Problem(
                "Chưa có gì trong kho cho việc này. Hãy gửi tệp, hoặc chọn minh chứng đã có.", field="item"
            )
        if not row.item.is_kept:
            raise Problem(
                f"{row.item.label} chưa có tệp, đường dẫn hay nơi lưu bản giấy, nên chưa thể ghi là đã có.",
                field="item",
            )
        _say(actor, row, CollectingState.HAVE, actions.COLLECTING_HAVE)


@in_vietnamese
def say_lost(*, actor: Actor, row: Collecting, version: int, reason: str) -> None:
    """Say that what was wanted is lost, and why; raises Problem without a reason."""
    require_part(actor, row)
    written = clean(reason)
    if not written:
        raise Problem("Hãy ghi vì sao thất lạc và đã tìm ở đâu.", field="reason")
    if len(written) > REASON:
        raise Problem(f"Lý do dài quá {REASON} ký tự.", field="reason")
    with transaction.atomic():
        lock_collecting(row, version)
        _say(actor, row, CollectingState.LOST, actions.COLLECTING_LOST, written)


@in_vietnamese
def say_collecting(*, actor: Actor, row: Collecting, version: int) -> None:
    """Say that it is being collected again: found to be lacking, or looked for anew.

    Once the item was verified, only who manages evidence opens its collecting again: who collects may add files then.
    """
    require_part(actor, row)
    with transaction.atomic():
        lock_collecting(row, version)
        if _is_verified(row) and not actor.can(Permission.EVIDENCE_MANAGE):
            raise Problem(VERIFIED)
        _say(actor, row, CollectingState.COLLECTING, actions.COLLECTING_AGAIN)


def _is_verified(row: Collecting) -> bool:
    return row.item is not None and row.item.verification == Verification.VERIFIED


def may_take_part(actor: Actor, row: Collecting) -> bool:
    """Tell whether the actor may say how far it is."""
    if actor.organisation_id != row.school_id:
        return False
    own = actor.user_id is not None and actor.user_id in {row.collector_id, row.keeper_id}
    return actor.can(Permission.EVIDENCE_MANAGE) or (own and actor.can(Permission.EVIDENCE_CONTRIBUTE))


def require_part(actor: Actor, row: Collecting) -> None:
    """Refuse who neither collects nor keeps this, nor manages evidence."""
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=row.school_id)
    if not may_take_part(actor, row):
        raise NotAllowed("Việc thu thập này do người được giao hoặc thư ký ghi.")


def _say(actor: Actor, row: Collecting, state: CollectingState, code: str, reason: str = "") -> None:
    row.state, row.lost_reason = state, reason
    row.state_at, row.state_by_id = timezone.now(), actor.user_id
    row.version += 1
    row.save()
    record(
        actor=actor,
        code=code,
        target=target_of(row.item) if row.item else target_of_collecting(row),
        what=row.what,
        reason=reason,
    )
