"""A person does not want what the machine proposes for an item from a file: it stays away until it is called back."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence import actions
from minhdinh.evidence.domain.items import lock_present, require_over, target_of
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, ProposalDismissal


@in_vietnamese
def dismiss_proposals(*, actor: Actor, item: EvidenceItem, file_id: int) -> EvidenceFile:
    """Keep the proposals from a present file of an item away, also where the same bytes come again; returns the file.

    Dismissing twice changes nothing. Raises NotHere where the item has no such file, Problem for an item taken away.
    """
    require_over(actor, item)
    with transaction.atomic():
        file = _held_file(actor, item, file_id)
        _row, is_new = ProposalDismissal.objects.get_or_create(
            item=item,
            blob_id=file.blob_id,
            defaults={"school_id": item.school_id, "dismissed_by_id": actor.user_id},
        )
        if is_new:
            _record(actor, file, actions.PROPOSALS_DISMISSED)
    return file


@in_vietnamese
def recall_proposals(*, actor: Actor, item: EvidenceItem, file_id: int) -> EvidenceFile:
    """Let the proposals from a file of an item be shown again; returns the file. Calling back twice changes nothing."""
    require_over(actor, item)
    with transaction.atomic():
        file = _held_file(actor, item, file_id)
        gone, _each = ProposalDismissal.objects.filter(item=item, blob_id=file.blob_id).delete()
        if gone:
            _record(actor, file, actions.PROPOSALS_RECALLED)
    return file


def dismissed_files(item: EvidenceItem) -> list[EvidenceFile]:
    """Return the present files of an item whose proposals were dismissed. One query."""
    dismissed = ProposalDismissal.objects.filter(item=item)
    rows = EvidenceFile.objects.filter(
        item=item, removed_at__isnull=True, blob_id__in=dismissed.values("blob_id")
    )
    return list(rows.order_by("position", "id"))


def _held_file(actor: Actor, item: EvidenceItem, file_id: int) -> EvidenceFile:
    lock_present(item)
    require_over(actor, item)
    if item.sensitive:
        raise Problem(f"{item.label} thuộc loại nhạy cảm: máy không đọc và không đề xuất gì.")
    file: EvidenceFile | None = EvidenceFile.objects.filter(
        item=item, pk=file_id, removed_at__isnull=True
    ).first()
    if file is None:
        raise NotHere("Không có tệp này.")
    file.item = item
    return file


def _record(actor: Actor, file: EvidenceFile, code: str) -> None:
    record(actor=actor, code=code, target=target_of(file.item), item=file.item.label, file=file.name)
