"""Remedy periods: a school that no longer meets its degree is given until a day, before anything is revoked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations.domain.facts import check_not_later, require_above
from minhdinh.organisations.models import Organisation
from minhdinh.recognition import actions
from minhdinh.recognition.domain.notices import tell_remedy
from minhdinh.recognition.domain.trace import at_school, target_of
from minhdinh.recognition.enums import RemedyState
from minhdinh.recognition.models import Decision, Remedy

ENDS = frozenset({RemedyState.REMEDIED, RemedyState.FAILED})


@in_vietnamese
def ask_remedy(
    *,
    actor: Actor,
    school: Organisation,
    decision_id: int,
    asked_on: dt.date,
    due_on: dt.date,
    reason: str,
    number: str = "",
) -> Remedy:
    """Set a school a period to put right what its recognition asks for; its leaders are told.

    Raises NotAllowed unless the actor may record recognitions in an office above, NotHere for a decision of another
    school, Problem for days in the wrong order, a missing reason, a revoked decision and a second open period.
    """
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    reason = clean(reason)[:400]
    if not reason:
        raise Problem("Hãy ghi nội dung cần khắc phục.", field="reason")
    check_not_later(asked_on, "asked_on", "Ngày yêu cầu")
    if due_on < asked_on:
        raise Problem(
            f"Hạn khắc phục {vn_date(due_on)} đứng trước ngày yêu cầu {vn_date(asked_on)}.", field="due_on"
        )
    with transaction.atomic(), school_scope(school.pk):
        decision = Decision.objects.filter(school=school, pk=decision_id).select_for_update().first()
        if decision is None:
            raise NotHere("Không có quyết định này.")
        if decision.revoked_on is not None:
            raise Problem(f"Quyết định {decision.number} đã thu hồi ngày {vn_date(decision.revoked_on)}.")
        if decision.decided_on and asked_on < decision.decided_on:
            raise Problem("Ngày yêu cầu đứng trước ngày quyết định.", field="asked_on")
        if Remedy.objects.filter(decision=decision, state=RemedyState.OPEN).exists():
            raise Problem("Quyết định này đang có một thời hạn khắc phục chưa kết thúc.")
        remedy = Remedy.objects.create(
            school=school,
            decision=decision,
            asked_on=asked_on,
            due_on=due_on,
            reason=reason,
            number=clean(number)[:100],
        )
        record(
            actor=at_school(actor, school),
            code=actions.REMEDY_ASKED,
            target=target_of(decision),
            number=decision.number,
            due=vn_date(due_on),
            reason=reason,
        )
        tell_remedy(remedy)
    return remedy


@in_vietnamese
def end_remedy(
    *, actor: Actor, school: Organisation, remedy_id: int, outcome: str, day: dt.date, note: str
) -> Remedy:
    """Record how a remedy period ended: ``remedied``, or ``failed`` (a revocation may follow; nothing follows by itself).

    Raises NotAllowed and NotHere as above, Problem for a period that has ended, an unknown outcome, a day to come or
    before it began, and a missing note.
    """
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    note = clean(note)[:400]
    if outcome not in ENDS:
        raise Problem("Hãy chọn kết quả khắc phục.", field="outcome")
    if not note:
        raise Problem("Hãy ghi kết quả khắc phục.", field="note")
    check_not_later(day, "day", "Ngày kết thúc")
    with transaction.atomic(), school_scope(school.pk):
        rows = Remedy.objects.filter(school=school, pk=remedy_id).select_related("decision")
        remedy = rows.select_for_update(of=("self",)).first()
        if remedy is None:
            raise NotHere("Không có thời hạn khắc phục này.")
        if remedy.state != RemedyState.OPEN:
            raise Problem("Thời hạn khắc phục này đã kết thúc.")
        if day < remedy.asked_on:
            raise Problem("Ngày kết thúc đứng trước ngày yêu cầu.", field="day")
        remedy.state, remedy.closed_on, remedy.closed_note = outcome, day, note
        remedy.save()
        record(
            actor=at_school(actor, school),
            code=actions.REMEDY_ENDED,
            target=target_of(remedy.decision),
            number=remedy.decision.number,
            outcome=str(RemedyState(outcome).label),
            note=note,
        )
    return remedy
