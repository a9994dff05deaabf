"""Changing a team or council that stands: people leave and are replaced, days move, it is dissolved.

What somebody who left has written stays; the way in ends at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.bodies.facts import facts_of
from minhdinh.appraisals.domain.bodies.forming import (
    Examined,
    Named,
    check_days,
    record_overruled,
    refuse,
    seat_member,
)
from minhdinh.appraisals.domain.bodies.notices import tell_days, tell_left, tell_named
from minhdinh.appraisals.domain.bodies.people import people_by_id
from minhdinh.appraisals.domain.bodies.texts import NUMBER_LENGTH, REASON_LENGTH, checked_text
from minhdinh.appraisals.domain.bodies.ways import end_ways, move_ways
from minhdinh.appraisals.domain.cases.editing import check_mark, mark_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import require_as
from minhdinh.appraisals.enums import Holder
from minhdinh.appraisals.models import Body, BodyMember, Case
from minhdinh.appraisals.rules.bodies import Finding
from minhdinh.appraisals.rules.conflicts import conflicts
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Stale
from minhdinh.lib.text import vn_date


def withdraw_member(*, actor: Actor, member: BodyMember, reason: str) -> BodyMember:
    """Let a member leave with a reason; the way in ends at once, what the person wrote stays.

    Only the department. Raises Problem without a reason, for a member who left already or a body that ended.
    """
    with changing(actor, member.body):
        return _leave(actor, member, reason)


def replace_member(
    *, actor: Actor, member: BodyMember, named: Named, reason: str, acknowledged: Collection[str] = ()
) -> BodyMember:
    """Put another person in a member's place, with the same role and criteria, and return the new member.

    A member who has left may be replaced later, once. Raises Problem, Problems with what stands against the new
    person, Unacknowledged with doubts that nobody has confirmed.
    """
    with changing(actor, member.body) as body:
        earlier = body.members.select_for_update(of=("self",)).get(pk=member.pk)
        if earlier.replaced_by.exists():
            raise Problem(_("%(name)s đã có người thay.") % {"name": earlier.name})
        if body.members.filter(user_id=named.user_id, ended_at__isnull=True).exists():
            raise Problem(_("Người này đang là thành viên."), field="user")
        seat = replace(named, role=earlier.role, criteria=tuple(earlier.criteria), task=earlier.task)
        examined = examine_replacement(body, seat)
        refuse(examined, [seat], acknowledged)
        if earlier.ended_at is None:
            earlier = _leave(actor, earlier, reason)
        new = seat_member(body, seat, examined, replaces=earlier)
        record_of_body(
            actor,
            actions.BODY_REPLACED,
            body,
            name=new.name,
            earlier=earlier.name,
            reason=reason[:REASON_LENGTH],
        )
        record_overruled(actor, new)
        tell_named(new)
    return new


def examine_replacement(body: Body, named: Named) -> Examined:
    """Return what the rules say of one new person, writing nothing."""
    case = body.case
    rules = law_of(case).body
    people = people_by_id(case.department, [named.user_id])
    findings: list[Finding] = []
    for user_id, facts in facts_of(case, people).items():
        findings += conflicts(rules, facts, body.starts_on, body.ends_on)
        if rules.trained.value and people[user_id].trained is None:
            text = f"{facts.name} chưa có trong danh sách đã tập huấn."
            law = rules.trained
            findings.append(
                Finding(
                    f"trained-{user_id}",
                    text,
                    law.confidence == "high",
                    law.legal_reference,
                    user_id,
                    overrulable=True,
                )
            )
    return Examined(people, findings)


def days_mark(body: Body) -> str:
    """Return what a form of the days carries, to notice that somebody else moved them."""
    return mark_of(body.starts_on, body.ends_on)


def move_days(*, actor: Actor, body: Body, starts_on: dt.date, ends_on: dt.date, mark: str) -> Body:
    """Move the days of a body; the ways in move with them, the members are told.

    Raises Problem for days that cannot be, or on which a member would be let in before the decision; Stale where the
    days are no longer those that the form was drawn with (``mark`` is ``days_mark`` of then).
    """
    with changing(actor, body) as current:
        now = f"{vn_date(current.starts_on)} – {vn_date(current.ends_on)}"
        check_mark(mark, current.starts_on, current.ends_on, now=now)
        check_days(min(current.decision_date, current.starts_on), starts_on, ends_on)
        current.starts_on, current.ends_on = starts_on, ends_on
        current.save(update_fields=["starts_on", "ends_on", "updated_at"])
        move_ways(current)
        record_of_body(actor, actions.BODY_DAYS, current, starts=vn_date(starts_on), ends=vn_date(ends_on))
        tell_days(current)
    return current


def conflict_mark(member: BodyMember) -> str:
    """Return what the form that lets a conflict pass carries, to notice that the member declared another meanwhile."""
    return mark_of(member.conflict, member.overruled)


def overrule_conflict(
    *, actor: Actor, member: BodyMember, paper: str, reason: str, mark: str | None = None
) -> BodyMember:
    """Let a member go on in spite of what stands against it, by a paper with its number and reason.

    ``mark`` is ``conflict_mark`` as the page was drawn, None for callers without a page. Raises Problem without number
    or reason, or where nothing stands against the member, Stale where something else was declared since.
    """
    number = checked_text(paper, "paper", NUMBER_LENGTH, _("Hãy ghi số văn bản cho phép."))
    why = checked_text(reason, "reason", REASON_LENGTH - NUMBER_LENGTH - 2, _("Hãy ghi lý do cho phép."))
    with changing(actor, member.body) as body:
        current = body.members.select_for_update(of=("self",)).get(pk=member.pk)
        if current.ended_at is not None or not current.conflict or current.overruled:
            raise Problem(_("Không có xung đột lợi ích nào đang chờ quyết định."))
        if mark is not None:
            check_mark(mark, current.conflict, current.overruled, now=current.conflict)
        current.overruled = f"{number}: {why}"
        current.save(update_fields=["overruled", "updated_at"])
        record_overruled(actor, current)
    return current


def dissolve_body(*, actor: Actor, body: Body, reason: str) -> Body:
    """End a body before its work is done: every way in ends, the department may form another; the stage stays."""
    why = checked_text(reason, "reason", REASON_LENGTH, _("Hãy ghi lý do."))
    with changing(actor, body) as current:
        members = current.members.filter(ended_at__isnull=True)
        people = list(members.select_related("body__case__school"))
        end_ways(members)
        current.dissolved_at, current.dissolved_reason = timezone.now(), why
        current.save(update_fields=["dissolved_at", "dissolved_reason", "updated_at"])
        record_of_body(actor, actions.BODY_DISSOLVED, current, reason=why)
        for member in people:
            member.ended_reason = why  # for the notice only: the row says when somebody left a standing body
            tell_left(member)
    return current


@contextmanager
def changing(actor: Actor, body: Body) -> Iterator[Body]:
    """Open a transaction with the body locked, for the department's people only, while its registration is open."""
    with school_scope(body.school_id), transaction.atomic():
        case = (
            Case.objects.select_for_update(of=("self",))
            .select_related("school", "department")
            .get(pk=body.case_id)
        )
        require_as(actor, case, Holder.DEPARTMENT)
        current = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
        current.case = case
        if current.dissolved_at is not None or not case.is_open:
            raise Stale(_("Đoàn, hội đồng này không còn làm việc."))
        yield current


def _leave(actor: Actor, member: BodyMember, reason: str) -> BodyMember:
    why = checked_text(reason, "reason", REASON_LENGTH, _("Hãy ghi lý do."))
    rows = BodyMember.objects.select_for_update(of=("self",)).select_related("body__case__school")
    current = rows.get(pk=member.pk)
    if current.ended_at is not None:
        raise Stale(_("%(name)s đã thôi tham gia.") % {"name": current.name})
    current.ended_at, current.ended_reason = timezone.now(), why
    current.save(update_fields=["ended_at", "ended_reason", "updated_at"])
    end_ways(BodyMember.objects.filter(pk=current.pk))
    record_of_body(actor, actions.BODY_WITHDRAWN, current.body, name=current.name, reason=why)
    tell_left(current)
    return current


def record_of_body(actor: Actor, code: str, body: Body, **said: str) -> None:
    """Write what was done to a body into the journal, with its kind and its school."""
    record(
        actor=actor,
        code=code,
        target=f"appraisals.Body:{body.pk}",
        body=str(body.get_kind_display()),
        school=body.case.school.name,
        **said,
    )
