"""What officers note about schools, for their own office only."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.organisations.models import Organisation
from minhdinh.oversight import actions
from minhdinh.oversight.models import OfficeNote

LONGEST = 2000


def may_note(actor: Actor) -> bool:
    """Tell whether a person reads and writes the notes of the office acted upon: its own people, nobody from above."""
    return actor.can(Permission.OFFICE_NOTE) and not actor.is_outside


def write_note(
    *, actor: Actor, office: Organisation, school: Organisation, year: str, text: str
) -> OfficeNote:
    """Note something about a school below the office; the school never sees it."""
    _own(actor, office)
    words = text.strip()
    if not words:
        raise Problem("Ghi chú đang trống.", field="text")
    if len(words) > LONGEST:
        raise Problem(f"Ghi chú dài quá {LONGEST} ký tự. Hãy tách thành hai ghi chú.", field="text")
    with transaction.atomic():
        note = OfficeNote.objects.create(
            office=office,
            school=school,
            year=year,
            text=words,
            written_by_id=actor.user_id,
            writer_name=actor.name,
        )
        _record(actor, actions.NOTE_WRITTEN, note)
    return note


def remove_note(*, actor: Actor, office: Organisation, school: Organisation, note_id: int) -> None:
    """Take a note away; only who wrote it may."""
    _own(actor, office)
    note = (
        OfficeNote.objects.filter(office=office, school=school, pk=note_id).select_related("school").first()
    )
    if note is None:
        raise NotHere("Không có ghi chú này.")
    if note.written_by_id != actor.user_id:
        raise NotAllowed("Chỉ người ghi mới bỏ được ghi chú của mình.")
    with transaction.atomic():
        _record(actor, actions.NOTE_REMOVED, note)
        note.delete()


def notes_about(*, actor: Actor, office: Organisation, school: Organisation) -> QuerySet[OfficeNote]:
    """Return an office's notes about a school, newest first; nothing for people of another office."""
    rows = OfficeNote.objects.filter(office=office, school=school)
    return rows if may_note(actor) else rows.none()


def _own(actor: Actor, office: Organisation) -> None:
    require(actor, Permission.OFFICE_NOTE, organisation_id=office.pk)
    if actor.is_outside:
        raise NotAllowed("Ghi chú là việc riêng của cơ quan này.")


def _record(actor: Actor, code: str, note: OfficeNote) -> None:
    target = f"organisations.Organisation:{note.school_id}"
    record(actor=actor, code=code, target=target, school=note.school.name, year=note.year)
