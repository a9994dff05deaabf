"""The secretary looks at an item and says whether it proves what it claims."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.evidence import actions
from minhdinh.evidence.domain.items import announce, target_of
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import EvidenceItem


def verify_item(*, actor: Actor, item: EvidenceItem) -> None:
    """Mark an item as verified; one with nothing behind its code is refused."""
    require(actor, Permission.EVIDENCE_VERIFY, organisation_id=item.school_id)
    if not item.is_kept:
        raise Problem(f"{item.code} chưa có tệp, đường dẫn hay nơi lưu trữ, nên chưa xác minh được.")
    _mark(actor, item, Verification.VERIFIED, "")


def reject_item(*, actor: Actor, item: EvidenceItem, reason: str) -> None:
    """Reject an item with a reason that its contributor reads."""
    require(actor, Permission.EVIDENCE_VERIFY, organisation_id=item.school_id)
    if not reason.strip():
        raise Problem("Hãy ghi lý do từ chối để người gửi biết cần sửa gì.", field="reason")
    _mark(actor, item, Verification.REJECTED, reason.strip()[:500])


def _mark(actor: Actor, item: EvidenceItem, verification: Verification, reason: str) -> None:
    with transaction.atomic():
        item.verification = verification
        item.rejected_reason = reason
        item.verified_by_id = actor.user_id
        item.verified_at = timezone.now()
        item.version += 1
        item.save()
        code = actions.VERIFIED if verification is Verification.VERIFIED else actions.REJECTED
        record(actor=actor, code=code, target=target_of(item), item=item.code, reason=reason)
        announce(actor, item)
