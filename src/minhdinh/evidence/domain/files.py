"""Files of items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence import actions
from minhdinh.evidence.domain.blobs import store_upload
from minhdinh.evidence.domain.items import announce, require_over, target_of
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from minhdinh.lib.text import clean

NAME_LENGTH = 250


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """The outcome of an upload; ``duplicate_of`` is another item of the school that holds the same bytes."""

    file: EvidenceFile
    is_new: bool
    duplicate_of: EvidenceItem | None


def attach_file(*, actor: Actor, item: EvidenceItem, stream: IO[bytes], name: str, size: int) -> AttachedFile:
    """Store an upload and add it to an item; the same bytes in the same item are not added twice.

    Where the bytes already stand in another item, that item is named so that a person may use it instead.
    """
    require_over(actor, item)
    if item.sensitive:
        raise Problem(f"{item.code} thuộc loại nhạy cảm: chỉ ghi nơi lưu giữ, không tải tệp lên.")
    shown = file_name(name)
    blob, _is_new = store_upload(school_id=item.school_id, stream=stream, name=shown, size=size)
    present = EvidenceFile.objects.filter(item=item, blob=blob, removed_at__isnull=True).first()
    duplicate = same_file_elsewhere(item.school_id, blob.sha256, except_item=item.pk)
    if present is not None:
        return AttachedFile(present, is_new=False, duplicate_of=duplicate)
    with transaction.atomic():
        last = EvidenceFile.objects.filter(item=item).aggregate(last=Max("position"))["last"] or 0
        file = EvidenceFile.objects.create(
            school_id=item.school_id,
            item=item,
            blob=blob,
            name=shown,
            position=last + 1,
            uploaded_by_id=actor.user_id,
        )
        if item.storage != Storage.FILE and not (item.link or item.place):
            item.storage = Storage.FILE
        _recount(item, verification=Verification.PENDING)
        record(actor=actor, code=actions.FILE_ADDED, target=target_of(item), item=item.code, file=shown)
        announce(actor, item)
    return AttachedFile(file, is_new=True, duplicate_of=duplicate)


def detach_file(*, actor: Actor, file: EvidenceFile) -> None:
    """Take a file out of its item, reversibly; its bytes and its row stay."""
    require_over(actor, file.item)
    with transaction.atomic():
        file.removed_at = timezone.now()
        file.save(update_fields=["removed_at", "updated_at"])
        _recount(file.item, verification=file.item.verification)
        record(
            actor=actor, code=actions.FILE_REMOVED, target=target_of(file.item), item=file.item.code, file=file.name
        )
        announce(actor, file.item)


def open_file(*, actor: Actor, file: EvidenceFile) -> None:
    """Check that the actor may read a file; an outsider's reading is recorded."""
    may = actor.can(Permission.EVIDENCE_VIEW) or (
        actor.can(Permission.EVIDENCE_CONTRIBUTE) and file.item.contributed_by_id == actor.user_id
    )
    if not may:
        require(actor, Permission.EVIDENCE_VIEW)
    if file.item.sensitive and not actor.can(Permission.EVIDENCE_SENSITIVE):
        raise NotAllowed("Minh chứng nhạy cảm chỉ mở được với người được giao.")
    if actor.is_outside:
        record(
            actor=actor,
            code=actions.FILE_OPENED_FROM_OUTSIDE,
            target=target_of(file.item),
            item=file.item.code,
            file=file.name,
        )


def same_file_elsewhere(school_id: int, sha256: str, *, except_item: int | None = None) -> EvidenceItem | None:
    """Return another item of the school that holds the same bytes."""
    rows = EvidenceFile.objects.filter(
        school_id=school_id, blob__sha256=sha256, removed_at__isnull=True, item__removed_at__isnull=True
    ).select_related("item")
    found = rows.exclude(item_id=except_item).order_by("id").first()
    return found.item if found else None


def file_name(name: str) -> str:
    """Return a plain file name: no folders, no control characters, not too long."""
    last = clean(name.replace("\\", "/").rsplit("/", 1)[-1]) or "tệp"
    if len(last) <= NAME_LENGTH:
        return last
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}{dot}{ending}"[:NAME_LENGTH]


def _recount(item: EvidenceItem, *, verification: str) -> None:
    item.file_count = EvidenceFile.objects.filter(item=item, removed_at__isnull=True).count()
    item.verification = verification
    if verification != Verification.REJECTED:
        item.rejected_reason = ""
    item.save()
