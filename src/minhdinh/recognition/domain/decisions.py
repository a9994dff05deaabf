"""Decisions that recognise a school, as facts: recorded, revoked, taken back when recorded by mistake."""

from __future__ import annotations

import datetime as dt

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
from minhdinh.recognition.domain.trace import at_school, target_of
from minhdinh.recognition.enums import RemedyState
from minhdinh.recognition.models import Decision, Remedy
from minhdinh.recognition.models.decision import follow_up
from minhdinh.recognition.rules.regimes import law

DECISION = FactKind(Decision, _("quyết định công nhận"), follow_up)
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
    if known is not None:
        check_worth(known, grade, degree)
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


def check_worth(decision: Decision, grade: int | None, degree: int | None) -> None:
    """Raise Problem where a decision that a registration ended with would lose what it recognises."""
    pairs = ((decision.grade, grade), (decision.degree, degree))
    if decision.case_id is not None and any(before and not after for before, after in pairs):
        raise Problem(
            "Quyết định này đã kết thúc một hồ sơ đăng ký nên không bỏ nội dung công nhận của hồ sơ ấy."
        )


def revoke_decision(
    *,
    actor: Actor,
    school: Organisation,
    decision_id: int,
    day: dt.date,
    reason: str,
    ground: str = "",
    number: str = "",
) -> Decision:
    """Record that a decision was revoked on a day; the decision itself stays.

    ``ground`` is one of the law's (``rules.regimes``), "" where it is not known; one that needs a remedy period is
    refused before such a period has run out. Raises NotAllowed as above, NotHere for a decision of another school,
    Problem for one revoked already, a day before the decision or to come, and a missing reason.
    """
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    reason = clean(reason)[:400]
    if not reason:
        raise Problem("Hãy ghi lý do và văn bản thu hồi.", field="reason")
    check_not_later(day, "day", "Ngày thu hồi")
    with transaction.atomic(), school_scope(school.pk):
        decision = _one(school, decision_id, hold=True)
        _check_revocation(decision, day, ground)
        decision.revoked_on, decision.revoked_reason = day, reason
        decision.revoked_ground, decision.revoked_number = ground, clean(number)[:100]
        decision.save()
        Remedy.objects.filter(decision=decision, state=RemedyState.OPEN).update(
            state=RemedyState.FAILED, closed_on=day, closed_note=reason
        )
        record(
            actor=at_school(actor, school),
            code=actions.REVOKED,
            target=target_of(decision),
            number=decision.number,
            day=vn_date(day),
            reason=reason,
        )
    return decision


def _check_revocation(decision: Decision, day: dt.date, ground: str) -> None:
    if decision.revoked_on is not None:
        raise Problem(f"Quyết định {decision.number} đã thu hồi ngày {vn_date(decision.revoked_on)}.")
    if decision.decided_on and day < decision.decided_on:
        raise Problem(f"Ngày thu hồi đứng trước ngày quyết định {vn_date(decision.decided_on)}.", field="day")
    rule = law().ground(ground)
    if ground and rule is None:
        raise Problem("Không có trường hợp thu hồi này.", field="ground")
    if rule is None or not rule.needs_remedy:
        return
    periods = list(Remedy.objects.filter(decision=decision).order_by("-asked_on", "-id")[:1])
    ended = [
        one
        for one in periods
        if one.state == RemedyState.FAILED or (one.state == RemedyState.OPEN and one.due_on < day)
    ]
    if not ended:
        raise Problem(
            "Trường hợp này cần một thời hạn khắc phục đã hết mà trường không khắc phục được. "
            "Hãy ghi yêu cầu khắc phục trước, hoặc chọn trường hợp khác.",
            field="ground",
        )


def restore_decision(*, actor: Actor, school: Organisation, decision_id: int, reason: str) -> Decision:
    """Take a revocation back: annulled, or recorded by mistake; what it was stays in the record.

    A remedy period that the revocation ended runs on.

    Raises NotAllowed and NotHere as above, Problem where nothing is revoked or no reason is given.
    """
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    reason = clean(reason)[:400]
    if not reason:
        raise Problem("Hãy ghi lý do hủy việc thu hồi.", field="reason")
    with transaction.atomic(), school_scope(school.pk):
        decision = _one(school, decision_id, hold=True)
        if decision.revoked_on is None:
            raise Problem(f"Quyết định {decision.number} không bị thu hồi.")
        _reopen_remedy(decision)
        day, decision.revoked_on = decision.revoked_on, None
        decision.revoked_reason = decision.revoked_ground = decision.revoked_number = ""
        decision.save()
        record(
            actor=at_school(actor, school),
            code=actions.RESTORED,
            target=target_of(decision),
            number=decision.number,
            day=vn_date(day),
            reason=reason,
        )
    return decision


def _reopen_remedy(decision: Decision) -> None:
    """Open the period again that the revocation closed with its own day and reason; nobody found the school failing."""
    last = Remedy.objects.filter(decision=decision).order_by("-asked_on", "-id").first()
    closing = (RemedyState.FAILED, decision.revoked_on, decision.revoked_reason)
    if last is not None and (last.state, last.closed_on, last.closed_note) == closing:
        last.state, last.closed_on, last.closed_note = RemedyState.OPEN, None, ""
        last.save()


def remove_decision(*, actor: Actor, school: Organisation, decision_id: int) -> None:
    """Take back a decision that was recorded by mistake; one that was signed and revoked is revoked, not removed.

    Raises NotAllowed and NotHere as above, Problem for one that a registration ended with.
    """
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    with school_scope(school.pk):
        known = _one(school, decision_id)
    if known.case_id is not None:
        raise Problem(
            f"Quyết định {known.number} đã kết thúc một hồ sơ đăng ký nên không bỏ được. "
            "Ghi sai thì hãy sửa trong sổ; không còn giá trị thì hãy ghi thu hồi."
        )
    plan = Planned(school.pk, known.year, known, dict.fromkeys(TOLD), remove=True)
    write_facts(actor=actor, kind=DECISION, planned=[plan])


def _one(school: Organisation, decision_id: int, *, hold: bool = False) -> Decision:
    rows = Decision.objects.filter(school=school, pk=decision_id)
    found = (rows.select_for_update() if hold else rows).first()
    if found is None:
        raise NotHere("Không có quyết định này.")
    return found


def _numbered(school: Organisation, year: str, number: str) -> Decision | None:
    rows = DECISION.existing([school.pk]).get((school.pk, year), [])
    return next((row for row in rows if row.number == number), None)
