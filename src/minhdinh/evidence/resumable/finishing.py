"""The last byte came: the file goes the way of every other upload, once, however often that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.blobs import store_sent
from minhdinh.evidence.domain.duplicates import same_file_elsewhere
from minhdinh.evidence.domain.files import StoredFile, add_stored, require_not_sensitive
from minhdinh.evidence.domain.intake import Target, name_from_file, take_stored
from minhdinh.evidence.domain.items import ItemValues, require_over
from minhdinh.evidence.domain.scanning import Infected
from minhdinh.evidence.models import EvidenceItem, IncomingUpload
from minhdinh.evidence.resumable import parts
from minhdinh.evidence.resumable.ending import note_end
from minhdinh.evidence.resumable.protocol import WRONG_OFFSET, Refused
from minhdinh.evidence.resumable.receiving import NOT_HERE
from minhdinh.evidence.validators import detect_file


@dataclass(frozen=True, slots=True)
class Finished:
    """Where the file is: in ``item``; ``twin`` is the item that held the same bytes before.

    A file for no item in particular whose bytes stand somewhere makes nothing new: both are that item.
    """

    item: EvidenceItem
    twin: EvidenceItem | None = None


class NeverTaken(Problem):
    """The whole file is here and is none that may be kept; sending it again would end in the same way."""


def finish(*, actor: Actor, upload: IncomingUpload, target: Target, item: EvidenceItem | None) -> Finished:
    """Take a whole upload into ``item``, or as a new item of ``target``, as ``attach_file`` and ``take_in`` do.

    Asked again it answers the same. Raises Refused (409) while bytes are missing, NeverTaken for bytes that are no
    allowed file, and what the verbs raise; after those the bytes wait and it can be asked again.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=upload.school_id)
    with parts.held(upload.key) as part:
        current = IncomingUpload.objects.filter(pk=upload.pk).first()
        if current is not None and current.finished_at is None:
            done = _taken(actor, current, part, target, item)
        parts.remove(upload.key)
    if current is None:
        raise NotHere(NOT_HERE)
    return done if current.finished_at is None else _answer_again(current)


def _taken(
    actor: Actor, upload: IncomingUpload, part: BinaryIO, target: Target, item: EvidenceItem | None
) -> Finished:
    known = min(upload.offset, parts.size_of(part))
    if known != upload.length:
        raise Refused(WRONG_OFFSET, "Tệp chưa gửi xong.", {"Upload-Offset": str(known)})
    part.truncate(known)
    if item is not None:
        require_over(actor, item)
        require_not_sensitive(item)
    stored = _stored(actor, upload, part)
    with transaction.atomic():
        done = _attached(actor, item, stored) if item is not None else _made(actor, upload, target, stored)
        note_end(upload, became=done.item.pk, twin=done.twin.pk if done.twin else None)
    return done


def _stored(actor: Actor, upload: IncomingUpload, part: BinaryIO) -> StoredFile:
    """Bring the bytes into the store; those that may never be kept go at once, and why is kept for whoever asks again."""
    name, size = upload.name, upload.length
    try:
        kind = detect_file(part, name=name, size=size, limit=settings.MINHDINH_UPLOAD_LIMIT)
    except Problem as problem:
        raise _never(upload, problem) from problem
    try:
        blob, _is_new = store_sent(
            school_id=upload.school_id, stream=part, name=name, size=size, kind=kind, actor=actor
        )
    except Infected as problem:
        raise _never(upload, problem) from problem
    return StoredFile(blob, name)


def _never(upload: IncomingUpload, problem: Problem) -> NeverTaken:
    note_end(upload, refused=problem.sentence)
    parts.remove(upload.key)
    return NeverTaken(problem.sentence, field=problem.field)


def _attached(actor: Actor, item: EvidenceItem, stored: StoredFile) -> Finished:
    add_stored(actor=actor, item=item, stored=[stored])
    return Finished(item, same_file_elsewhere(item.school_id, stored.blob.sha256, except_item=item.pk))


def _made(actor: Actor, upload: IncomingUpload, target: Target, stored: StoredFile) -> Finished:
    twin = same_file_elsewhere(upload.school_id, stored.blob.sha256)
    if twin is not None:
        return Finished(twin, twin)
    item = take_stored(
        actor=actor,
        school_id=upload.school_id,
        target=target,
        values=ItemValues(name=name_from_file(upload.name)),
        stored=[stored],
    )
    return Finished(item)


def _answer_again(upload: IncomingUpload) -> Finished:
    if upload.refused:
        raise NeverTaken(upload.refused)
    wanted = [pk for pk in (upload.became, upload.twin) if pk is not None]
    found = EvidenceItem.objects.filter(school_id=upload.school_id).in_bulk(wanted)
    item = found.get(upload.became or 0)
    if item is None:
        raise NotHere(NOT_HERE)
    return Finished(item, found.get(upload.twin or 0))
