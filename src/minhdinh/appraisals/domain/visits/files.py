"""Files of questions and visits: stored by their content, apart from what is sealed; opened by permission only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.people import own_member
from minhdinh.appraisals.domain.visits.people import examining, from_department, may_follow, may_open_answers
from minhdinh.appraisals.enums import FileKind, VisitKind
from minhdinh.appraisals.models import Case, CaseFile, Question, Visit
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import FileKind as Bytes

CLIENT_ID = 40
PLAIN_TEXT = Bytes("txt", "text/plain")  # what minutes said before they were opened again
READ_BY_SCHOOL = frozenset({FileKind.ANSWER, FileKind.MINUTES})


@dataclass(frozen=True, slots=True)
class About:
    """What a file belongs to and what is known of it; ``client_id`` is what a phone called it."""

    kind: FileKind
    name: str
    question: Question | None = None
    visit: Visit | None = None
    note: str = ""
    client_id: str = ""
    taken_at: dt.datetime | None = None


def add_file(actor: Actor, case: Case, blob: Blob, about: About) -> tuple[CaseFile, bool]:
    """Keep a file's row inside the caller's transaction and return it, and whether it is new.

    Sent twice under one ``client_id`` it is one row; raises Problem where that name is another person's.
    """
    known = _known(case, about.client_id)
    if known is None:
        try:
            with transaction.atomic():
                return _create(actor, case, blob, about), True
        except IntegrityError:
            known = _known(case, about.client_id)
            if known is None:
                raise
    if known.by_id != actor.user_id or known.visit_id != (about.visit.pk if about.visit else None):
        raise Problem("Tệp này mang mã của một tệp khác. Hãy chọn lại tệp rồi gửi.")
    return known, False


def openable(actor: Actor, case: Case, file_id: int) -> CaseFile:
    """Return a file that this actor may read; raises NotHere for anybody and anything else.

    Members of the body read all files of questions and visits. The school and its department read the
    signed minutes while they are closed, of the answers only who prepares or manages the registration; minutes of the body's own meetings are not the school's, and what minutes said
    before they were opened again is the body's alone. A reading from outside is recorded.
    """
    found = (
        CaseFile.objects.filter(case=case, pk=file_id, withdrawn_at__isnull=True)
        .select_related("blob", "visit", "question")
        .first()
    )
    if found is None or not _may_open(actor, case, found):
        raise NotHere("Không có tệp này.")
    if from_department(actor, case):
        record(
            actor=actor,
            code=actions.CASE_FILE_OPENED,
            target=f"appraisals.Case:{case.pk}",
            name=actor.name,
            file=found.name,
        )
    return found


def _may_open(actor: Actor, case: Case, file: CaseFile) -> bool:
    if file.question_id is None and file.visit_id is None:
        return False
    if actor.can(Permission.CASE_EXAMINE) and own_member(case, actor.user_id) is not None:
        examining(actor, case)
        return True
    if not may_follow(actor, case) or file.kind not in READ_BY_SCHOOL:
        return False
    if file.visit is None:
        return may_open_answers(actor, case)
    if file.visit.held_at is None or file.blob.media_type == PLAIN_TEXT.media_type:
        return False
    return file.visit.kind != VisitKind.MEETING or from_department(actor, case)


def _known(case: Case, client_id: str) -> CaseFile | None:
    return CaseFile.objects.filter(case=case, client_id=client_id).first() if client_id else None


def _create(actor: Actor, case: Case, blob: Blob, about: About) -> CaseFile:
    return CaseFile.objects.create(
        school_id=case.school_id,
        case=case,
        kind=about.kind,
        blob=blob,
        name=about.name,
        note=about.note,
        question=about.question,
        visit=about.visit,
        by_id=actor.user_id,
        by_name=actor.name,
        client_id=about.client_id,
        taken_at=about.taken_at,
    )
