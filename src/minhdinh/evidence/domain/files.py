"""Files of items."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence import actions
from minhdinh.evidence.domain.blobs import store_upload
from minhdinh.evidence.domain.duplicates import same_file_elsewhere
from minhdinh.evidence.domain.items import announce, lock_present, require_over, target_of
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import Blob, EvidenceFile, EvidenceItem
from minhdinh.lib.text import clean

NAME_LENGTH = 250


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """The outcome of an upload; ``duplicate_of`` is another item of the school that holds the same bytes."""

    file: EvidenceFile
    is_new: bool
    duplicate_of: EvidenceItem | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes that are in the store already, with the name they came under."""

    blob: Blob
    name: str


def attach_file(*, actor: Actor, item: EvidenceItem, stream: IO[bytes], name: str, size: int) -> AttachedFile:
    """Store an upload and add it to an item; the same bytes in the same item are not added twice.

    Where the bytes already stand in another item, that item is named so that a person may use it instead.
    """
    require_over(actor, item)
    require_not_sensitive(item)
    shown = file_name(name)
    blob, _is_new = store_upload(school_id=item.school_id, stream=stream, name=shown, size=size, actor=actor)
    with transaction.atomic():
        added = add_stored(actor=actor, item=item, stored=[StoredFile(blob, shown)])
        file = added[0] if added else EvidenceFile.objects.get(item=item, blob=blob, removed_at__isnull=True)
    twin = same_file_elsewhere(item.school_id, blob.sha256, except_item=item.pk)
    return AttachedFile(file, is_new=bool(added), duplicate_of=twin)


def add_stored(*, actor: Actor, item: EvidenceItem, stored: Sequence[StoredFile]) -> list[EvidenceFile]:
    """Add stored bytes to an item inside the caller's transaction; return the new rows.

    Bytes that the item holds already are passed over. A new file asks for verification again. Raises Problem for an
    item that was taken away, Stale where that happened meanwhile.
    """
    lock_present(item)
    require_over(actor, item)
    return add_held(actor=actor, item=item, stored=stored)


@in_vietnamese
def add_held(*, actor: Actor, item: EvidenceItem, stored: Sequence[StoredFile]) -> list[EvidenceFile]:
    """Add stored bytes to an item that the caller holds and has looked at: present, and the actor may add to it."""
    files = EvidenceFile.objects.filter(item=item)
    present = set(files.filter(removed_at__isnull=True).values_list("blob_id", flat=True))
    position = files.aggregate(last=Max("position"))["last"] or 0
    added = []
    for one in stored:
        if one.blob.pk in present:
            continue
        present.add(one.blob.pk)
        position += 1
        added.append(
            EvidenceFile.objects.create(
                school_id=item.school_id,
                item=item,
                blob=one.blob,
                name=one.name,
                position=position,
                uploaded_by_id=actor.user_id,
            )
        )
        record(actor=actor, code=actions.FILE_ADDED, target=target_of(item), item=item.label, file=one.name)
    if added:
        if not (item.link or item.place):
            item.storage = Storage.FILE
        files_changed(actor, item)
    return added


@in_vietnamese
def detach_file(*, actor: Actor, file: EvidenceFile) -> None:
    """Take a file out of its item, reversibly; its bytes and its row stay, the item waits for verification again."""
    item = file.item
    with transaction.atomic():
        lock_present(item)
        require_over(actor, item)
        file.refresh_from_db(fields=["item", "removed_at"])
        if file.removed_at is not None or file.item_id != item.pk:
            raise Stale("Tệp này vừa được người khác thay hoặc gỡ. Hãy tải lại trang để xem bản mới.")
        file.item = item
        file.removed_at, file.removed_by_id = timezone.now(), actor.user_id
        file.save(update_fields=["removed_at", "removed_by", "updated_at"])
        record(
            actor=actor, code=actions.FILE_REMOVED, target=target_of(item), item=item.label, file=file.name
        )
        files_changed(actor, item)


@in_vietnamese
def open_file(*, actor: Actor, file: EvidenceFile) -> None:
    """Check that the actor may read a file; an outsider's reading is recorded."""
    own = actor.user_id is not None and file.item.contributed_by_id == actor.user_id
    enough = Permission.EVIDENCE_CONTRIBUTE if own and actor.can(Permission.EVIDENCE_CONTRIBUTE) else None
    require(actor, enough or Permission.EVIDENCE_VIEW, organisation_id=file.school_id)
    if file.item.sensitive and not actor.can(Permission.EVIDENCE_SENSITIVE):
        raise NotAllowed("Minh chứng nhạy cảm chỉ mở được với người được giao.")
    if actor.is_outside:
        record(
            actor=actor,
            code=actions.FILE_OPENED_FROM_OUTSIDE,
            target=target_of(file.item),
            item=file.item.label,
            file=file.name,
        )


def file_name(name: str) -> str:
    """Return a plain file name: no folders, no control or direction marks, not too long."""
    plain = "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
    last = clean(plain.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]) or "tệp"
    if len(last) <= NAME_LENGTH:
        return last
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: max(0, NAME_LENGTH - len(ending) - 1)]}{dot}{ending}"[:NAME_LENGTH]


def require_not_sensitive(item: EvidenceItem) -> None:
    """Refuse files for an item of a kind whose papers are kept as an index only."""
    if item.sensitive:
        raise Problem(f"{item.label} thuộc loại nhạy cảm: chỉ ghi nơi lưu giữ, không tải tệp lên.")


def files_changed(actor: Actor, item: EvidenceItem) -> None:
    """Count the present files of a held item, ask for verification again and announce it."""
    item.file_count = EvidenceFile.objects.filter(item=item, removed_at__isnull=True).count()
    item.verification, item.rejected_reason = Verification.PENDING, ""
    item.version += 1
    item.save()
    announce(actor, item)
