"""The same bytes in two items: found, and one item used instead of the other."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.evidence import actions
from minhdinh.evidence.domain.items import announce, lock_present, remove_item, require_over, target_of
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, EvidenceUse


def same_file_elsewhere(
    school_id: int, sha256: str, *, except_item: int | None = None
) -> EvidenceItem | None:
    """Return another item of the school that holds the same bytes, the oldest first."""
    rows = EvidenceFile.objects.filter(
        school_id=school_id, blob__sha256=sha256, removed_at__isnull=True, item__removed_at__isnull=True
    ).select_related("item")
    found = rows.exclude(item_id=except_item).order_by("id").first()
    return found.item if found else None


def twins_of(item: EvidenceItem, visible: Q | None = None) -> list[EvidenceItem]:
    """Return the school's other items (those ``visible``) that hold a file of this item, byte for byte, by code."""
    blobs = EvidenceFile.objects.filter(item=item, removed_at__isnull=True).values("blob_id")
    return list(
        EvidenceItem.objects.filter(
            visible or Q(),
            school_id=item.school_id,
            removed_at__isnull=True,
            files__blob_id__in=blobs,
            files__removed_at__isnull=True,
        )
        .exclude(pk=item.pk)
        .distinct()
        .order_by("code_sort", "id")
    )


@in_vietnamese
def use_instead(*, actor: Actor, item: EvidenceItem, other: EvidenceItem) -> None:
    """Let ``other`` serve every criterion that ``item`` serves and take ``item`` away, reversibly.

    Both must hold a common file. Raises Problem where a text cites ``item``, or the two have no file in common.
    """
    require_over(actor, item)
    if other.pk not in {twin.pk for twin in twins_of(item)}:
        raise Problem(f"{item.label} và {other.label} không có tệp nào trùng nhau.")
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=other.school_id)
    with transaction.atomic():
        lock_present(other)
        if not other.code:
            raise Problem("Minh chứng dùng thay chưa xếp vào tiêu chí nào. Hãy xếp tiêu chí cho nó trước.")
        for use in EvidenceUse.objects.filter(item=item):
            EvidenceUse.objects.get_or_create(
                item=other,
                assessment_id=use.assessment_id,
                track=use.track,
                criterion=use.criterion,
                requirement=use.requirement,
                defaults={"school_id": item.school_id},
            )
        EvidenceUse.objects.filter(item=item).delete()
        record(
            actor=actor,
            code=actions.ITEM_REPLACED,
            target=target_of(item),
            item=item.label,
            other=other.label,
        )
        announce(actor, other)
        remove_item(actor=actor, item=item)
