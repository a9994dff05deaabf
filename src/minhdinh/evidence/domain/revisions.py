"""Files of an item over time: one takes the place of another, each has its own day, note and place in the order."""

from __future__ import annotations

import datetime as dt
from typing import IO

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence import actions
from minhdinh.evidence.domain.blobs import store_upload
from minhdinh.evidence.domain.files import file_name, files_changed, require_not_sensitive
from minhdinh.evidence.domain.items import CHANGED_MEANWHILE, announce, lock, require_over, target_of
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, ItemMerge
from minhdinh.lib.text import clean

NOTE_LENGTH = 250
FIRST_YEAR = 1900


@in_vietnamese
def replace_file(
    *,
    actor: Actor,
    file: EvidenceFile,
    stream: IO[bytes],
    name: str,
    size: int,
    dated_on: dt.date | None = None,
) -> EvidenceFile:
    """Let an upload take the place of a present file; the earlier one stays readable, with the day and who replaced it.

    The new file stands where the old one stood and keeps its note. What was sealed keeps naming the old bytes. Raises
    Problem where the item holds the same bytes already, Stale where the file was replaced or taken out meanwhile.
    """
    require_over(actor, file.item)
    require_not_sensitive(file.item)
    require_day(dated_on)
    shown = file_name(name)
    blob, _is_new = store_upload(school_id=file.school_id, stream=stream, name=shown, size=size, actor=actor)
    with transaction.atomic():
        item = _lock_file(actor, file)
        require_not_sensitive(item)
        if EvidenceFile.objects.filter(item=item, blob=blob, removed_at__isnull=True).exists():
            raise Problem(
                f"Tệp “{shown}” giống hệt một tệp {item.label} đang có, nên không thay.", field="file"
            )
        newer: EvidenceFile = EvidenceFile.objects.create(
            school_id=item.school_id,
            item=item,
            blob=blob,
            name=shown,
            position=file.position,
            note=file.note,
            dated_on=dated_on,
            uploaded_by_id=actor.user_id,
        )
        file.removed_at, file.removed_by_id, file.replaced_by = timezone.now(), actor.user_id, newer
        file.save(update_fields=["removed_at", "removed_by", "replaced_by", "updated_at"])
        record(
            actor=actor,
            code=actions.FILE_REPLACED,
            target=target_of(item),
            item=item.label,
            file=file.name,
            other=newer.name,
        )
        files_changed(actor, item)
    return newer


@in_vietnamese
def withdraw_revision(*, actor: Actor, file: EvidenceFile) -> EvidenceFile | None:
    """Take exactly one file out of the chain of those that took each other's place; all the others stay.

    An earlier one opens for nobody afterwards, the one before it counts as replaced by the one after it. Where the
    newest is taken out, the one before it stands again and is returned, and the item waits for verification again;
    without one before it nothing is left in its place. Raises Stale where the file was taken out meanwhile, Problem
    where the one before it cannot stand again.
    """
    item = file.item
    with transaction.atomic():
        lock(item)
        require_over(actor, item)
        _refuse_removed(item)
        file.refresh_from_db(fields=["item", "removed_at", "replaced_by", "position"])
        if file.item_id != item.pk or (file.removed_at is not None and file.replaced_by_id is None):
            raise Stale("Tệp này vừa được người khác gỡ. Hãy tải lại trang để xem các bản còn lại.")
        file.item = item
        if file.replaced_by_id is None:
            return _take_up_earlier(actor, item, file)
        _hand_on(file)
        EvidenceFile.objects.filter(replaced_by=file).update(replaced_by_id=file.replaced_by_id)
        _take_out(actor, file)
        _told(actor, item, file, actions.FILE_WITHDRAWN)
    return None


def _take_up_earlier(actor: Actor, item: EvidenceItem, file: EvidenceFile) -> EvidenceFile | None:
    """Take the newest of a chain out of a held item, and let the one before it stand in its place again."""
    earlier = EvidenceFile.objects.filter(replaced_by=file, item=item).order_by("-removed_at", "-id").first()
    if earlier is not None:
        require_not_sensitive(item)
        present = EvidenceFile.objects.filter(item=item, removed_at__isnull=True)
        if present.filter(blob_id=earlier.blob_id).exists():
            raise Problem(
                f"Bản trước “{earlier.name}” giống hệt một tệp {item.label} đang có. Hãy gỡ bản trước đó ra rồi làm lại."
            )
        EvidenceFile.objects.filter(replaced_by=file).exclude(pk=earlier.pk).update(replaced_by=earlier)
        earlier.removed_at = earlier.removed_by = earlier.replaced_by = None
        earlier.position = file.position
        earlier.save(update_fields=["removed_at", "removed_by", "replaced_by", "position", "updated_at"])
    _take_out(actor, file)
    names = {"file": earlier.name, "other": file.name} if earlier else {"file": file.name}
    code = actions.FILE_TAKEN_UP if earlier else actions.FILE_REMOVED
    record(actor=actor, code=code, target=target_of(item), item=item.label, **names)
    files_changed(actor, item)
    return earlier


def _hand_on(file: EvidenceFile) -> None:
    """Let merges that brought an earlier file know the one after it, which goes back with them where they are undone."""
    merges = ItemMerge.objects.filter(school_id=file.school_id, undone_at__isnull=True).select_for_update()
    for merge in merges.order_by("pk"):
        places = dict(merge.moved["files"]) if merge.moved else {}  # one from a package knows no files
        if file.pk in places and file.replaced_by_id not in places:
            merge.moved["files"].append([file.replaced_by_id, places[file.pk]])
            merge.save(update_fields=["moved", "updated_at"])


def _take_out(actor: Actor, file: EvidenceFile) -> None:
    """Close one file; its bytes and its row stay."""
    file.removed_at, file.removed_by_id, file.replaced_by = timezone.now(), actor.user_id, None
    file.save(update_fields=["removed_at", "removed_by", "replaced_by", "updated_at"])


@in_vietnamese
def describe_file(
    *, actor: Actor, file: EvidenceFile, version: int, dated_on: dt.date | None, note: str
) -> None:
    """Write the day and the note of a present file; ``version`` is the item's that the page showed, else Stale."""
    written = clean(note)
    if len(written) > NOTE_LENGTH:
        raise Problem(f"Ghi chú của tệp dài quá {NOTE_LENGTH} ký tự.", field="note")
    require_day(dated_on)
    with transaction.atomic():
        item = _lock_file(actor, file)
        _require_version(item, version)
        file.dated_on, file.note = dated_on, written
        file.save(update_fields=["dated_on", "note", "updated_at"])
        _told(actor, item, file, actions.FILE_DESCRIBED)


@in_vietnamese
def move_file(*, actor: Actor, file: EvidenceFile, version: int, up: bool) -> None:
    """Let a present file change places with the one before (``up``) or after it; at an end nothing happens."""
    with transaction.atomic():
        item = _lock_file(actor, file)
        _require_version(item, version)
        present = list(
            EvidenceFile.objects.filter(item=item, removed_at__isnull=True).order_by("position", "id")
        )
        at = [one.pk for one in present].index(file.pk)
        other = at - 1 if up else at + 1
        if not 0 <= other < len(present):
            return
        present[at], present[other] = present[other], present[at]
        for position, one in enumerate(present, start=1):
            one.position = position
        EvidenceFile.objects.bulk_update(present, ["position"])
        _told(actor, item, file, actions.FILE_MOVED)


def require_day(day: dt.date | None) -> None:
    """Refuse a day that no paper of a school can carry."""
    if day is not None and not FIRST_YEAR <= day.year <= timezone.localdate().year + 1:
        raise Problem("Ngày của tệp phải từ năm 1900 đến hết năm sau. Hãy xem lại năm.", field="dated_on")


def _lock_file(actor: Actor, file: EvidenceFile) -> EvidenceItem:
    """Hold the item, look at the file again, and refuse one that is no longer there."""
    item = file.item
    lock(item)
    require_over(actor, item)
    file.refresh_from_db(fields=["item", "removed_at", "replaced_by", "position", "note", "dated_on"])
    if file.removed_at is not None or file.item_id != item.pk:  # a merge takes a file to another item
        raise Stale(
            "Tệp này vừa được người khác thay hoặc gỡ. Hãy tải lại trang để xem bản mới rồi làm tiếp."
        )
    _refuse_removed(item)
    file.item = item
    return item


def _refuse_removed(item: EvidenceItem) -> None:
    if item.removed_at is not None:
        raise Problem(f"{item.label} đã bị bỏ khỏi kho. Hãy khôi phục trước.")


def _require_version(item: EvidenceItem, version: int) -> None:
    if item.version != version:
        raise Stale(CHANGED_MEANWHILE)


def _told(actor: Actor, item: EvidenceItem, file: EvidenceFile, code: str) -> None:
    """Count the change and record it; what describes a file does not ask for verification again."""
    item.version += 1
    item.save(update_fields=["version", "updated_at"])
    record(actor=actor, code=code, target=target_of(item), item=item.label, file=file.name)
    announce(actor, item)
