"""Taking a merge back, as far as nobody has built on it since."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence.domain.items import announce, lock, target_of
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import (
    EvidenceCode,
    EvidenceFile,
    EvidenceItem,
    EvidenceUse,
    ImportedRow,
    ItemMerge,
)
from minhdinh.evidence.moves import actions
from minhdinh.evidence.moves.dismissals import move_dismissals
from minhdinh.evidence.moves.following import followers
from minhdinh.evidence.moves.merging import USE
from minhdinh.evidence.moves.moving import refuse_locked
from minhdinh.evidence.moves.order import files_going_back, refuse_out_of_order


@in_vietnamese
def undo_merge(*, actor: Actor, merge: ItemMerge) -> list[str]:
    """Make two items of one again; return in words what stays with the survivor because somebody changed it since.

    Files, codes and uses go back where they still are; texts go back where they read as the merge left them. Both
    items wait for verification again where files went over. Raises Stale where the merge was undone meanwhile, Problem
    where the survivor is gone, the merge came in a package, a later merge rests on this one, or a report holds one of the two.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=merge.school_id)
    with transaction.atomic():
        gone, survivor = merge.gone, merge.survivor
        refuse_locked(merge.school_id, [gone.pk, survivor.pk])
        for item in sorted((gone, survivor), key=lambda one: one.pk):
            lock(item)
        merge.refresh_from_db(from_queryset=ItemMerge.objects.select_for_update())
        if merge.undone_at is not None:
            raise Stale("Việc gộp này vừa được người khác hoàn tác. Hãy tải lại trang.")
        if survivor.removed_at is not None:
            raise Problem(f"{survivor.label} đã bị bỏ hoặc đã gộp tiếp. Hãy khôi phục hoặc tách nó trước.")
        if not merge.moved:
            raise Problem(
                "Việc gộp này được làm ở máy chủ trước, nên ở đây không tách lại được. "
                "Nếu cần tách, hãy tạo minh chứng mới rồi chuyển tệp sang."
            )
        refuse_out_of_order(merge)
        left = _move_back(actor, merge, gone, survivor)
        merge.undone_at, merge.undone_by_name = timezone.now(), actor.name
        merge.save(update_fields=["undone_at", "undone_by_name", "updated_at"])
        for item in (gone, survivor):
            record(
                actor=actor,
                code=actions.MERGE_UNDONE,
                target=target_of(item),
                gone=gone.label,
                item=survivor.label,
            )
        announce(actor, gone, survivor)
    return left


def _move_back(actor: Actor, merge: ItemMerge, gone: EvidenceItem, survivor: EvidenceItem) -> list[str]:
    moved: dict[str, Any] = merge.moved
    files = _files_back(moved["files"], gone, survivor)
    _codes_back(moved["codes"], gone, survivor)
    _uses_back(moved["uses"], gone, survivor)
    ImportedRow.objects.filter(pk__in=moved["imports"], item=survivor).update(item=gone)
    left = [
        sentence
        for one in followers()
        if one.name in moved["rooms"]
        for sentence in one.unfollow(actor, gone.pk, survivor.pk, moved["rooms"][one.name])
    ]
    for name, (before, taken) in moved["filled"].items():
        if getattr(survivor, name) == taken:
            setattr(survivor, name, before)
    gone.removed_at = None
    for item in (gone, survivor):
        item.file_count = EvidenceFile.objects.filter(item=item, removed_at__isnull=True).count()
        if files or moved["filled"] or not item.is_kept:
            item.verification, item.rejected_reason = Verification.PENDING, ""
        item.version += 1
        item.save()
    return left


def _files_back(places: list[list[int]], gone: EvidenceItem, survivor: EvidenceItem) -> int:
    """Give ``gone`` the files back that are still with the survivor; return how many."""
    rows = files_going_back(places, survivor)
    for row in rows:
        row.item = gone
    EvidenceFile.objects.bulk_update(rows, ["item", "position"])
    move_dismissals(rows, survivor, gone)
    return len(rows)


def _codes_back(codes: list[list[Any]], gone: EvidenceItem, survivor: EvidenceItem) -> None:
    """Give ``gone`` its codes back, current where they were."""
    for pk, current in codes:
        EvidenceCode.objects.filter(pk=pk, item=survivor).update(item=gone, current=current)


def _uses_back(places: list[list[Any]], gone: EvidenceItem, survivor: EvidenceItem) -> None:
    """Let ``gone`` serve again what it served; what was new to the survivor it serves no more."""
    for *key, is_new in places:
        place = dict(zip(USE, key, strict=True))
        if is_new:
            EvidenceUse.objects.filter(item=survivor, **place).delete()
        EvidenceUse.objects.get_or_create(item=gone, **place, defaults={"school_id": gone.school_id})
