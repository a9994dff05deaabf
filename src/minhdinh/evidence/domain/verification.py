"""The secretary looks at an item and says whether it proves what it claims."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence import actions
from minhdinh.evidence.domain.items import CHANGED_MEANWHILE, announce, lock, target_of
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import clean


def verify_item(*, actor: Actor, item: EvidenceItem, version: int | None = None) -> None:
    """Mark an item as verified.

    ``version`` is the one that the person looked at; Stale is raised where the item has changed since. An item
    without code, with nothing behind its code, or removed is refused.
    """
    require(actor, Permission.EVIDENCE_VERIFY, organisation_id=item.school_id)
    with transaction.atomic():
        _lock_version(item, version)
        if not item.code:
            raise Problem("Minh chứng này chưa xếp vào tiêu chí nào nên chưa có mã. Hãy xếp tiêu chí trước.")
        if not item.is_kept:
            raise Problem(f"{item.code} chưa có tệp, đường dẫn hay nơi lưu trữ, nên chưa xác minh được.")
        _mark(actor, item, Verification.VERIFIED, "")


def reject_item(*, actor: Actor, item: EvidenceItem, reason: str, version: int | None = None) -> None:
    """Reject an item with a reason that its contributor reads; ``version`` as in ``verify_item``."""
    require(actor, Permission.EVIDENCE_VERIFY, organisation_id=item.school_id)
    written = clean(reason)[:500]
    if not written:
        raise Problem("Hãy ghi lý do từ chối để người gửi biết cần sửa gì.", field="reason")
    with transaction.atomic():
        _lock_version(item, version)
        _mark(actor, item, Verification.REJECTED, written)


def _lock_version(item: EvidenceItem, version: int | None) -> None:
    lock(item)
    if version is not None and item.version != version:
        raise Stale(CHANGED_MEANWHILE)
    if item.removed_at is not None:
        raise Problem(f"{item.label} đã bị bỏ khỏi kho. Hãy khôi phục trước.")


@in_vietnamese
def _mark(actor: Actor, item: EvidenceItem, verification: Verification, reason: str) -> None:
    item.verification = verification
    item.rejected_reason = reason
    item.verified_by_id = actor.user_id
    item.verified_at = timezone.now()
    item.version += 1
    item.save()
    code = actions.VERIFIED if verification is Verification.VERIFIED else actions.REJECTED
    record(actor=actor, code=code, target=target_of(item), item=item.label, reason=reason)
    announce(actor, item)
