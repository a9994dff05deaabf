"""What a school says in its registration: what it asks for, the level it declares, the letter that goes with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.editing import check_mark, hold_editable, mark_of
from minhdinh.appraisals.domain.cases.files import target_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.opening import Wanted, check_wanted, worth
from minhdinh.appraisals.domain.cases.sealed import newest_seal, read_seal
from minhdinh.appraisals.domain.cases.words import checked_line, checked_text
from minhdinh.appraisals.models import Case
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date

LONGEST_NUMBER, LONGEST_NOTE = 100, 4000


@dataclass(frozen=True, slots=True)
class Letter:
    """What the school writes: what it wants, the letter's number and day, what it adds."""

    wanted: Wanted
    number: str = ""
    date: dt.date | None = None
    note: str = ""


def letter_mark(case: Case) -> str:
    """Return what the form carries of the values it was drawn with."""
    return mark_of(*_values(case))


def save_letter(*, actor: Actor, case: Case, letter: Letter, mark: str) -> Case:
    """Write what the school asks for and its letter, while the dossier is at the school.

    Raises NotAllowed without the right to prepare, Problem for a day to come, a text too long, a wish, kind or level
    that cannot be, or a dossier that was sent, Stale where somebody else has changed it meanwhile.
    """
    require(actor, Permission.CASE_PREPARE, organisation_id=case.school_id)
    number = checked_line(letter.number, _("Số công văn"), LONGEST_NUMBER, "number")
    note = checked_text(letter.note, _("Nội dung thêm"), LONGEST_NOTE, "note")
    if letter.date is not None and letter.date > timezone.localdate():
        raise Problem(_("Ngày công văn %(day)s chưa đến.") % {"day": vn_date(letter.date)}, field="date")
    with school_scope(case.school_id), transaction.atomic():
        row = hold_editable(case)
        check_mark(mark, *_values(row), now=_told(row))
        law = law_of(row)
        seal = newest_seal(row.assessment)
        check_wanted(law, letter.wanted, read_seal(seal).level if seal else None)
        row.kind, row.wish, row.declared_level = letter.wanted.kind, letter.wanted.wish, letter.wanted.level
        row.declared_grade, row.declared_degree = worth(law, letter.wanted)
        row.letter_number, row.letter_date, row.note = number, letter.date, note
        row.save()
        record(
            actor=actor,
            code=actions.CASE_LETTER,
            target=target_of(row),
            number=number or "…",
            date=vn_date(letter.date) or "…",
        )
    return row


def _values(case: Case) -> tuple[object, ...]:
    return (case.kind, case.wish, case.declared_level, case.letter_number, case.letter_date, case.note)


def _told(case: Case) -> str:
    level = _("Mức %(level)s") % {"level": case.declared_level} if case.declared_level else _("chưa ghi mức")
    number = _("công văn %(number)s ngày %(day)s") % {
        "number": case.letter_number or "…",
        "day": vn_date(case.letter_date) or "…",
    }
    return f"{case.get_kind_display()}; {case.get_wish_display()}; {level}; {number}; {case.note}"
