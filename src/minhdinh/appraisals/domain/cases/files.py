"""Files of a registration beside what is sealed: kept by content, never by name; withdrawn, not deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TypedDict, Unpack

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.editing import hold_editable
from minhdinh.appraisals.domain.cases.words import checked_line
from minhdinh.appraisals.enums import FileKind
from minhdinh.appraisals.models import Case, CaseFile, Question, Visit
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.blobs import store_sent
from minhdinh.evidence.domain.files import file_name
from minhdinh.evidence.validators import detect_file

OF_DOSSIER = (FileKind.LETTER, FileKind.DOSSIER, FileKind.OTHER)  # what a school puts into its dossier
LETTER_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png"})
LONGEST_NOTE = 400
MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came: its bytes, the name that the sender's machine gave it, its size in bytes."""

    stream: IO[bytes]
    name: str
    size: int


class About(TypedDict, total=False):
    """What else is known of a file: the question it answers, the visit it was taken at, the phone's name for it."""

    question: Question | None
    visit: Visit | None
    client_id: str


def lock(case: Case) -> Case:
    """Return the registration locked until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def store_case_file(
    *,
    actor: Actor,
    case: Case,
    kind: FileKind,
    sent: Sent,
    note: str = "",
    hold: Callable[[Case], object] = lock,
    **about: Unpack[About],
) -> CaseFile:
    """Keep a file of a registration and record it; whoever calls has asked for the right, ``hold`` asks for the moment.

    Never inside a transaction: the bytes are written before the one that is opened here. The same ``client_id`` sent
    twice is one row. Raises Problem for a file that is empty, too large or of a kind that is not taken.
    """
    shown = file_name(sent.name)
    found = detect_file(sent.stream, name=shown, size=sent.size, limit=settings.MINHDINH_UPLOAD_LIMIT)
    if kind is FileKind.LETTER and found.media_type not in LETTER_TYPES:
        raise Problem(
            _("Bản quét công văn phải là PDF hoặc ảnh; “%(name)s” không phải.") % {"name": shown},
            field="file",
        )
    words = checked_line(note, _("Ghi chú"), LONGEST_NOTE, "note")
    with school_scope(case.school_id):
        blob, _is_new = store_sent(
            school_id=case.school_id, stream=sent.stream, name=shown, size=sent.size, kind=found, actor=actor
        )
        with transaction.atomic():
            hold(case)
            client_id = about.get("client_id", "")
            known = case.files.filter(client_id=client_id).first() if client_id else None
            if known is not None:
                return known
            row = CaseFile.objects.create(
                school_id=case.school_id,
                case_id=case.pk,
                kind=kind,
                blob=blob,
                name=shown,
                note=words,
                by_id=actor.user_id,
                by_name=actor.name,
                client_id=client_id,
                question=about.get("question"),
                visit=about.get("visit"),
            )
            record(
                actor=actor,
                code=actions.CASE_FILE_ADDED,
                target=target_of(case),
                file=row.name,
                kind=str(kind.label),
            )
    return row


def attach_file(*, actor: Actor, case: Case, kind: str, sent: Sent, note: str = "") -> CaseFile:
    """Add a file to the dossier while it is at the school.

    Raises NotAllowed without the right to prepare, Problem where the dossier has been sent, the kind is none of a
    dossier's, it holds fifty files already, or the file is not one that is taken.
    """
    require(actor, Permission.CASE_PREPARE, organisation_id=case.school_id)
    if kind not in OF_DOSSIER:
        raise Problem(_("Hãy chọn loại giấy tờ."), field="kind")
    with school_scope(case.school_id), transaction.atomic():
        _hold_with_room(case)  # before the bytes are taken; asked once more with the row
    return store_case_file(
        actor=actor, case=case, kind=FileKind(kind), sent=sent, note=note, hold=_hold_with_room
    )


def withdraw_file(*, actor: Actor, case: Case, file: CaseFile) -> None:
    """Take a file out of the dossier while it is at the school; its bytes and its row stay."""
    require(actor, Permission.CASE_PREPARE, organisation_id=case.school_id)
    with school_scope(case.school_id), transaction.atomic():
        hold_editable(case)
        row = CaseFile.objects.select_for_update().filter(pk=file.pk, case=case, kind__in=OF_DOSSIER).first()
        if row is None or row.withdrawn_at is not None:
            raise NotHere(_("Không có tệp này."))
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at", "updated_at"])
        record(actor=actor, code=actions.CASE_FILE_WITHDRAWN, target=target_of(case), file=row.name)


def open_file(*, actor: Actor, case: Case, file: CaseFile) -> None:
    """Check that the actor may read a file of the dossier; the reading of somebody from outside is recorded."""
    require(actor, Permission.CASE_VIEW, organisation_id=case.school_id)
    if actor.is_outside:
        record(
            actor=actor,
            code=actions.CASE_FILE_OPENED,
            target=target_of(case),
            name=actor.name,
            file=file.name,
        )


def dossier_files(case: Case) -> QuerySet[CaseFile]:
    """Return the files of the dossier that were not withdrawn, in the order added."""
    return case.files.filter(kind__in=OF_DOSSIER, withdrawn_at__isnull=True).order_by("id")


def dossier_file(case: Case, file_id: int) -> CaseFile | None:
    """Return one file of the dossier with its bytes' row."""
    return dossier_files(case).filter(pk=file_id).select_related("blob").first()


def target_of(case: Case) -> str:
    """Return what audit entries call a registration."""
    return f"appraisals.Case:{case.pk}"


def _hold_with_room(case: Case) -> None:
    hold_editable(case)
    if dossier_files(case).count() >= MOST_FILES:
        raise Problem(
            _("Hồ sơ đã có %(count)s tệp. Hãy gộp các giấy tờ rồi gửi lại.") % {"count": MOST_FILES}
        )
