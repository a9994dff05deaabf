"""Decisions that recognise a school, as facts: recorded, revoked, taken back when recorded by mistake."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations.domain.facts import (
    FactKind,
    Planned,
    check_between,
    check_not_later,
    checked_year,
    require_above,
    write_facts,
)
from minhdinh.organisations.models import Organisation
from minhdinh.recognition import actions
from minhdinh.recognition.models import Decision

DECISION = FactKind(Decision, _("quyết định công nhận"))
HIGHEST_GRADE = 4
HIGHEST_DEGREE = 2
TOLD = ("number", "decided_on", "valid_to", "grade", "degree", "issuer", "signer")


def record_decision(  # noqa: PLR0913 (what a decision is made of)
    *,
    actor: Actor,
    school: Organisation,
    year: str,
    number: str,
    decided_on: dt.date | None = None,
    valid_to: dt.date | None = None,
    grade: int | None = None,
    degree: int | None = None,
    issuer: str = "",
    signer: str = "",
    source: str = "",
) -> Decision:
    """Record a signed decision; the same number of the same school and year is changed, not doubled.

    ``grade`` is the accreditation grade (cấp độ 1 to 4), ``degree`` that of the national standard (mức độ 1 or 2);
    one of them is needed. ``valid_to`` is the last day as printed. Raises NotAllowed unless the actor may record
    recognitions in an office above the school, Problem for what is missing or wrong.
    """
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    number = clean(number)[:100]
    if not number:
        raise Problem("Thiếu số quyết định.", field="number")
    if grade is None and degree is None:
        raise Problem("Hãy ghi cấp độ kiểm định hoặc mức độ chuẩn quốc gia được công nhận.", field="grade")
    check_decision(grade=grade, degree=degree, decided_on=decided_on, valid_to=valid_to)
    values = {
        "number": number,
        "decided_on": decided_on,
        "valid_to": valid_to,
        "grade": grade,
        "degree": degree,
        "issuer": clean(issuer)[:250],
        "signer": clean(signer)[:150],
        "source": source[:200],
    }
    known = _numbered(school, checked_year(year), number)
    write_facts(actor=actor, kind=DECISION, planned=[Planned(school.pk, year, known, values)])
    found = _numbered(school, year, number)
    if found is None:
        raise NotHere("Quyết định vừa ghi đã bị người khác bỏ.")
    return found


def check_decision(
    *, grade: int | None, degree: int | None, decided_on: dt.date | None, valid_to: dt.date | None
) -> None:
    """Raise Problem for a grade or degree out of range, a decision of a day to come, and days in the wrong order."""
    check_between(grade, 1, HIGHEST_GRADE, "grade", "Cấp độ công nhận")
    check_between(degree, 1, HIGHEST_DEGREE, "degree", "Mức độ chuẩn quốc gia")
    check_not_later(decided_on, "decided_on", "Ngày quyết định")
    if decided_on and valid_to and valid_to < decided_on:
        raise Problem(
            f"Ngày hết hạn {vn_date(valid_to)} đứng trước ngày quyết định {vn_date(decided_on)}.",
            field="valid_to",
        )


def revoke_decision(
    *, actor: Actor, school: Organisation, decision_id: int, day: dt.date, reason: str
) -> Decision:
    """Record that a decision was revoked on a day; the decision itself stays.

    Raises NotAllowed as above, NotHere for a decision of another school, Problem for one revoked already, a day
    before the decision or to come, and a missing reason.
    """
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    reason = clean(reason)[:400]
    if not reason:
        raise Problem("Hãy ghi lý do và văn bản thu hồi.", field="reason")
    check_not_later(day, "day", "Ngày thu hồi")
    with transaction.atomic(), school_scope(school.pk):
        decision = _one(school, decision_id)
        if decision.revoked_on is not None:
            raise Problem(f"Quyết định {decision.number} đã thu hồi ngày {vn_date(decision.revoked_on)}.")
        if decision.decided_on and day < decision.decided_on:
            raise Problem(
                f"Ngày thu hồi đứng trước ngày quyết định {vn_date(decision.decided_on)}.", field="day"
            )
        decision.revoked_on = day
        decision.save(update_fields=["revoked_on", "updated_at"])
        record(
            actor=replace(actor, organisation_id=school.pk, home_id=actor.home_id or actor.organisation_id),
            code=actions.REVOKED,
            target=f"recognition.Decision:{decision.pk}",
            number=decision.number,
            day=vn_date(day),
            reason=reason,
        )
    return decision


def remove_decision(*, actor: Actor, school: Organisation, decision_id: int) -> None:
    """Take back a decision that was recorded by mistake; one that was signed and revoked is revoked, not removed."""
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    with school_scope(school.pk):
        known = _one(school, decision_id)
    plan = Planned(school.pk, known.year, known, dict.fromkeys(TOLD), remove=True)
    write_facts(actor=actor, kind=DECISION, planned=[plan])


def _one(school: Organisation, decision_id: int) -> Decision:
    found = Decision.objects.filter(school=school, pk=decision_id).first()
    if found is None:
        raise NotHere("Không có quyết định này.")
    return found


def _numbered(school: Organisation, year: str, number: str) -> Decision | None:
    rows = DECISION.existing([school.pk]).get((school.pk, year), [])
    return next((row for row in rows if row.number == number), None)
