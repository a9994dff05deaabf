"""What a member notes and photographs at a visit; sent once or twice from a phone on a bad line, it is kept once."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.files import Sent
from minhdinh.appraisals.domain.questions.reading import known_places
from minhdinh.appraisals.domain.visits.files import CLIENT_ID, About, add_file
from minhdinh.appraisals.domain.visits.images import plain_picture
from minhdinh.appraisals.domain.visits.people import examining, require_open
from minhdinh.appraisals.domain.visits.words import LINE, REASON, checked_line, checked_words
from minhdinh.appraisals.enums import FileKind, NoteKind
from minhdinh.appraisals.models import BodyMember, Case, CaseFile, Visit, VisitNote
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain.blobs import store_sent
from minhdinh.evidence.domain.files import file_name
from minhdinh.evidence.validators import FileKind as Bytes

LONGEST = 4000
OLDEST = dt.timedelta(days=60)
AHEAD = dt.timedelta(minutes=10)  # how far a phone's clock may be before ours
JPEG = Bytes("jpg", "image/jpeg")
NAMED = re.compile(r"[0-9A-Za-z-]{8,40}")


@dataclass(frozen=True, slots=True)
class Noted:
    """A note: of what, about whom (groups, never names of children), of which criterion, when by the phone's clock."""

    text: str
    kind: str = NoteKind.OTHER
    who: str = ""
    track: str = ""
    criterion: str = ""
    noted_at: dt.datetime | None = None
    client_id: str = ""


def take_note(*, actor: Actor, case: Case, visit: Visit, noted: Noted) -> tuple[VisitNote, bool]:
    """Keep a member's note and return it, and whether it is new: the same ``client_id`` again changes nothing.

    May come after the minutes were closed, for a phone may have been without a line. Raises Problem for an empty or too
    long text, an unknown kind or criterion, a cancelled visit, and another person's ``client_id``.
    """
    with school_scope(case.school_id), transaction.atomic():
        member = _noting(actor, case, visit, hold=True)
        client_id = checked_client_id(noted.client_id)
        known = _known(visit, client_id)
        if known is None:
            known, is_new = _created(member, case, visit, noted, client_id)
            if is_new:
                return known, True
        if known.member.user_id != member.user_id:
            raise Problem("Ghi chép này mang mã của một ghi chép khác. Hãy ghi lại.")
    return known, False


def withdraw_note(*, actor: Actor, case: Case, note: VisitNote) -> None:
    """Take an own note back; its row stays. Twice changes nothing."""
    with school_scope(case.school_id), transaction.atomic():
        examining(actor, case)
        current = VisitNote.objects.select_for_update(of=("self",)).select_related("member").get(pk=note.pk)
        if current.member.user_id != actor.user_id:
            raise NotAllowed("Ghi chép này do người khác viết.")
        if current.withdrawn_at is None:
            current.withdrawn_at = timezone.now()
            current.save(update_fields=["withdrawn_at", "updated_at"])


def add_picture(
    *,
    actor: Actor,
    case: Case,
    visit: Visit,
    sent: Sent,
    note: str = "",
    client_id: str = "",
    taken_at: dt.datetime | None = None,
) -> tuple[CaseFile, bool]:
    """Keep a photograph of a visit without the place and the device in it; the same ``client_id`` again is one row."""
    name = file_name(sent.name)
    with school_scope(case.school_id):
        _noting(actor, case, visit)
        named = checked_client_id(client_id)
        words = checked_line(note, "note", REASON)
        picture = plain_picture(sent.stream, name=name, size=sent.size)
        blob, _is_new = store_sent(
            school_id=case.school_id,
            stream=io.BytesIO(picture.jpeg),
            name=name,
            size=len(picture.jpeg),
            kind=JPEG,
            actor=actor,
        )
        about = About(
            FileKind.PICTURE,
            name,
            visit=visit,
            note=words,
            client_id=named,
            taken_at=believed(picture.taken_at) or believed(taken_at),
        )
        with transaction.atomic():
            _noting(actor, case, visit, hold=True)
            return add_file(actor, case, blob, about)


@in_vietnamese
def withdraw_file(*, actor: Actor, case: Case, file: CaseFile) -> None:
    """Take back an own photograph, or (who leads) a wrong scan of the minutes; the row stays, and a trace."""
    with school_scope(case.school_id), transaction.atomic():
        member = examining(actor, case)
        current = CaseFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        own = current.by_id == actor.user_id
        leads = current.kind == FileKind.MINUTES and member.is_leading and not current.name.endswith(".txt")
        if not ((own and current.kind == FileKind.PICTURE) or leads):
            raise NotAllowed("Tệp này không do Thầy/Cô gửi nên không rút được.")
        if current.withdrawn_at is None:
            current.withdrawn_at = timezone.now()
            current.save(update_fields=["withdrawn_at", "updated_at"])
            record(
                actor=actor,
                code=actions.VISIT_FILE_WITHDRAWN,
                target=f"appraisals.Case:{case.pk}",
                name=actor.name,
                file=current.name,
            )


def checked_client_id(given: str) -> str:
    """Return what a phone called a thing; raises Problem for what no phone of ours would say."""
    if given and (len(given) > CLIENT_ID or not NAMED.fullmatch(given)):
        raise Problem("Mã của máy gửi không đúng. Hãy tải lại trang rồi gửi.", field="client_id")
    return given


def believed(moment: dt.datetime | None) -> dt.datetime | None:
    """Return a moment of a phone's clock if it can be true: not ahead of now, not older than 60 days."""
    now = timezone.now()
    return moment if moment is not None and now - OLDEST <= moment <= now + AHEAD else None


def _noting(actor: Actor, case: Case, visit: Visit, *, hold: bool = False) -> BodyMember:
    """Return the member who may note now; ``hold`` keeps it so for the transaction: no step ends the registration."""
    rows = Case.objects.select_for_update(of=("self",)) if hold else Case.objects.all()
    current = rows.get(pk=case.pk)
    member = examining(actor, case)
    require_open(current)
    if Visit.objects.get(pk=visit.pk).cancelled_at is not None:
        raise Problem("Lịch này đã hủy nên không ghi chép thêm được.")
    return member


def _known(visit: Visit, client_id: str) -> VisitNote | None:
    rows = VisitNote.objects.filter(visit=visit, client_id=client_id).select_related("member")
    return rows.first() if client_id else None


def _created(
    member: BodyMember, case: Case, visit: Visit, noted: Noted, client_id: str
) -> tuple[VisitNote, bool]:
    """Return a new note; where the same one came at this very moment, that one."""
    if noted.kind not in NoteKind.values:
        raise Problem("Hãy chọn loại ghi chép.", field="kind")
    if (noted.track or noted.criterion) and (noted.track, noted.criterion) not in known_places(case):
        raise Problem("Báo cáo không có tiêu chí này. Hãy chọn lại.", field="place")
    who = checked_line(noted.who, "who", LINE)
    text = checked_words(noted.text, "text", LONGEST, "Hãy ghi nội dung.")
    try:
        with transaction.atomic():
            row = VisitNote.objects.create(
                school_id=case.school_id,
                visit=visit,
                member=member,
                track=noted.track,
                criterion=noted.criterion,
                client_id=client_id,
                kind=noted.kind,
                who=who,
                text=text,
                noted_at=believed(noted.noted_at) or timezone.now(),
            )
    except IntegrityError:
        found = _known(visit, client_id)
        if found is None:
            raise
        return found, False
    return row, True
