"""An item that belongs under another criterion: a new code, the old one kept; who cites it cites it by id."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence.domain.codes import new_code_text
from minhdinh.evidence.domain.items import CHANGED_MEANWHILE, announce, lock, target_of
from minhdinh.evidence.domain.uses import Place, link_item
from minhdinh.evidence.models import EvidenceCode, EvidenceItem, ItemMerge
from minhdinh.evidence.moves import actions
from minhdinh.evidence.moves.following import locks_of
from minhdinh.lib.text import clean
from minhdinh.standards.catalogue import CodeConvention

REASON_LENGTH = 300


@in_vietnamese
def move_item(
    *,
    actor: Actor,
    item: EvidenceItem,
    version: int,
    criterion: str,
    convention: CodeConvention,
    reason: str,
    place: Place | None = None,
) -> EvidenceItem:
    """Give an item another root criterion, and the next code of it in ``convention``; let it serve ``place``.

    The old code stays with the item and finds it; texts, uses, files and codes of other conventions stay as they are.
    Moved back, the item gets its earlier code again. Raises Stale where the item changed since ``version``, Problem
    without reason, for an item without code or taken away, and where a report that uses it waits for its approval.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=item.school_id)
    written = reason_of(reason)
    with transaction.atomic():
        refuse_locked(item.school_id, [item.pk])
        lock_version(item, version)
        if not item.code:
            raise Problem(
                "Minh chứng này chưa có mã. Hãy xếp tiêu chí cho nó thay vì chuyển.", field="criterion"
            )
        standing = EvidenceCode.objects.filter(item=item, convention=convention.id, current=True).first()
        if criterion == (standing.criterion if standing else item.root_criterion):
            raise Problem(f"{item.code} đã ở tiêu chí {criterion}.", field="criterion")
        old = item.code
        item.code = recode(item, convention, criterion)
        item.root_criterion = criterion
        item.version += 1
        item.save()
        record(
            actor=actor,
            code=actions.MOVED,
            target=target_of(item),
            old=old,
            item=item.code,
            criterion=criterion,
            reason=written,
        )
        announce(actor, item)
        if place is not None:
            link_item(actor=actor, item=item, place=place)
    return item


def recode(item: EvidenceItem, convention: CodeConvention, criterion: str) -> str:
    """Give the item its own earlier code of a criterion, else the next of the counter; return it.

    Inside the caller's transaction. The code that was current stays with the item as an earlier one; the item's row
    itself is not written.
    """
    EvidenceCode.objects.filter(item=item, convention=convention.id, current=True).update(current=False)
    known = _earlier(item, convention.id, criterion).first()
    if known is not None:
        known.current = True
        known.save(update_fields=["current", "updated_at"])
        return known.text
    made = new_code_text(school_id=item.school_id, convention=convention, criterion=criterion)
    EvidenceCode.objects.create(
        school_id=item.school_id, item=item, convention=convention.id, text=made, criterion=criterion
    )
    return made


def reason_of(reason: str) -> str:
    """Return a reason as it is kept; raises Problem for none or one too long."""
    written = clean(reason)
    if not written:
        raise Problem("Hãy ghi lý do, để người đọc sau hiểu vì sao mã thay đổi.", field="reason")
    if len(written) > REASON_LENGTH:
        raise Problem(f"Lý do dài quá {REASON_LENGTH} ký tự.", field="reason")
    return written


def refuse_locked(school_id: int, items: list[int] | None) -> None:
    """Raise Problem where a report holds these items (None: any of the school); what is free stays so until the end."""
    reasons = locks_of(school_id, items, held=True)
    if reasons:
        raise Problem(" ".join(reasons))


def lock_version(item: EvidenceItem, version: int) -> None:
    """Hold the row; raises Stale where it changed since ``version``, Problem where it was taken away."""
    lock(item)
    if item.version != version:
        raise Stale(CHANGED_MEANWHILE)
    if item.removed_at is not None:
        raise Problem(f"{item.label} đã bị bỏ khỏi kho. Hãy khôi phục trước.")


def foreign_codes(merges: QuerySet[ItemMerge]) -> set[int]:
    """Return the ids of the codes that came with those of the merges that stand."""
    standing = merges.filter(undone_at__isnull=True).values_list("moved", flat=True)
    return {pk for moved in standing for pk, _current in moved.get("codes", ())}


def _earlier(item: EvidenceItem, convention: str, criterion: str) -> QuerySet[EvidenceCode]:
    """Return the item's own earlier codes of a criterion; those that came with a merge belong to the other paper."""
    foreign = foreign_codes(ItemMerge.objects.filter(survivor=item))
    rows = EvidenceCode.objects.filter(item=item, convention=convention, criterion=criterion, current=False)
    return rows.exclude(pk__in=foreign).order_by("-id")
