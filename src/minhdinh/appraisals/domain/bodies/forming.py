"""Forming a team or council by decision: rules, conflicts, rows, ways in and the step, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.scope import path_scope, school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.bodies.criteria import criteria_of
from minhdinh.appraisals.domain.bodies.facts import facts_of
from minhdinh.appraisals.domain.bodies.notices import tell_named
from minhdinh.appraisals.domain.bodies.people import Person, people_by_id
from minhdinh.appraisals.domain.bodies.texts import NUMBER_LENGTH, REASON_LENGTH, checked_text
from minhdinh.appraisals.domain.bodies.ways import open_way
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import body_of, require_as
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, Holder
from minhdinh.appraisals.models import Body, BodyMember, Case
from minhdinh.appraisals.rules.bodies import Finding, Seat, composition
from minhdinh.appraisals.rules.conflicts import conflicts
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Problems, Stale
from minhdinh.lib.text import vn_date

LONGEST = dt.timedelta(days=730)
ISSUER_LENGTH, SIGNER_LENGTH, POSITION_LENGTH = 250, 150, 150


@dataclass(frozen=True, slots=True)
class Decision:
    """The paper that forms a body."""

    number: str
    date: dt.date
    starts_on: dt.date
    ends_on: dt.date
    issuer: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A person to be a member; ``paper`` and ``reason`` are the decision that lets a conflict pass."""

    user_id: int
    role: str
    criteria: tuple[str, ...] = ()
    position: str = ""
    task: str = ""
    paper: str = ""
    reason: str = ""

    @property
    def overrules(self) -> bool:
        """Whether a decision with its reason was given."""
        return bool(self.paper.strip() and self.reason.strip())


class Unacknowledged(Problems):
    """What has to be acknowledged first: nothing refuses, but the rules say something that nobody has confirmed."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the rules say of a proposed body: its people, what refuses, what has to be acknowledged."""

    people: Mapping[int, Person]
    findings: Sequence[Finding]

    def refusing(self, members: Sequence[Named]) -> list[Finding]:
        """Return what refuses, without what a given decision lets pass."""
        overruled = {one.user_id for one in members if one.overrules}
        return [
            one for one in self.findings if one.refuses and not (one.overrulable and one.user_id in overruled)
        ]

    @property
    def doubts(self) -> list[Finding]:
        """Return what has to be acknowledged."""
        return [one for one in self.findings if not one.refuses]

    def about(self, user_id: int) -> list[Finding]:
        """Return what is said of one person."""
        return [one for one in self.findings if one.user_id == user_id]


def examine(case: Case, decision_days: tuple[dt.date, dt.date], members: Sequence[Named]) -> Examined:
    """Return what the rules say of a proposed body, writing nothing."""
    rules = law_of(case).body
    people = people_by_id(case.department, {one.user_id for one in members})
    facts = facts_of(case, people)
    with path_scope(case.department.path):
        criteria = [one.key for one in criteria_of(case)]
    seats = [_seat(one, people) for one in members if one.user_id in people]
    findings = composition(rules, seats, criteria)
    for seat in {one.user_id: one for one in seats}.values():
        findings += conflicts(rules, facts[seat.user_id], *decision_days)
    return Examined(people, findings)


def form_body(
    *,
    actor: Actor,
    case: Case,
    version: int,
    decision: Decision,
    members: Sequence[Named],
    acknowledged: Collection[str] = (),
) -> Body:
    """Write a team or council with its members and their ways in, take the step, and tell the members.

    Only the department of the registration. ``acknowledged`` are the keys of the doubts that were shown and confirmed.
    Raises NotAllowed, Stale for a registration that has moved, Problems with everything that refuses, Unacknowledged
    with doubts that nobody has confirmed. After a dissolution the body is formed anew and the stage stays.
    """
    with school_scope(case.school_id), transaction.atomic():
        current = _locked(case)
        require_as(actor, current, Holder.DEPARTMENT)
        takes_step = _check_turn(current, version)
        paper = checked_decision(decision)
        examined = examine(current, (paper.starts_on, paper.ends_on), members)
        refuse(examined, members, acknowledged)
        body = Body.objects.create(
            school_id=current.school_id,
            case=current,
            kind=law_of(current).body.kind,
            decision_number=paper.number,
            decision_date=paper.date,
            issuer=paper.issuer,
            signer=paper.signer,
            starts_on=paper.starts_on,
            ends_on=paper.ends_on,
        )
        seated = [seat_member(body, one, examined) for one in members]
        if takes_step:
            note = f"Quyết định số {paper.number} ngày {vn_date(paper.date)}"
            take_step(actor=actor, case=current, act=Act.FORM, version=version, note=note)
        _record_formed(actor, body, seated)
        for member in seated:
            record_overruled(actor, member)
            tell_named(member)
    return body


def seat_member(
    body: Body, named: Named, examined: Examined, *, replaces: BodyMember | None = None
) -> BodyMember:
    """Write a member with the way in (inside the caller's transaction); what was overruled is kept with its paper."""
    person = examined.people[named.user_id]
    barring = [one.text for one in examined.about(named.user_id) if one.refuses and one.overrulable]
    overruled = ""
    if barring:
        paper = checked_text(named.paper, "paper", NUMBER_LENGTH, _("Hãy ghi số văn bản cho phép."))
        reason = checked_text(
            named.reason, "reason", REASON_LENGTH - NUMBER_LENGTH - 2, _("Hãy ghi lý do cho phép.")
        )
        overruled = f"{paper}: {reason}"
    workplace = person.workplace
    return BodyMember.objects.create(
        school_id=body.school_id,
        body=body,
        user=person.user,
        name=person.user.full_name,
        position=checked_text(named.position or person.position, "position", POSITION_LENGTH),
        workplace=workplace,
        workplace_name=workplace.name if workplace else "",
        role=named.role,
        criteria=list(named.criteria),
        task=checked_text(named.task, "task", REASON_LENGTH),
        membership=open_way(body, person.user),
        conflict=" ".join(barring)[:400],
        overruled=overruled,
        replaces=replaces,
    )


def checked_decision(decision: Decision) -> Decision:
    """Return a decision with its texts in order; raises Problem for missing texts and days that cannot be."""
    number = checked_text(decision.number, "decision_number", NUMBER_LENGTH, _("Hãy ghi số quyết định."))
    check_days(decision.date, decision.starts_on, decision.ends_on)
    return Decision(
        number,
        decision.date,
        decision.starts_on,
        decision.ends_on,
        checked_text(decision.issuer, "issuer", ISSUER_LENGTH),
        checked_text(decision.signer, "signer", SIGNER_LENGTH),
    )


def check_days(decided_on: dt.date, starts_on: dt.date, ends_on: dt.date) -> None:
    """Raise Problem for days in the wrong order, that are over, or that last longer than two years."""
    if ends_on < starts_on:
        raise Problem(_("Ngày kết thúc ở trước ngày bắt đầu."), field="ends_on")
    if starts_on < decided_on:
        raise Problem(_("Không ai được đánh giá trước ngày ra quyết định."), field="starts_on")
    if ends_on < timezone.localdate():
        raise Problem(_("Thời gian này đã qua."), field="ends_on")
    if ends_on - starts_on > LONGEST:
        raise Problem(_("Thời gian làm việc dài nhất hai năm."), field="ends_on")


def record_overruled(actor: Actor, member: BodyMember) -> None:
    """Keep in the record that a decision let a conflict pass; nothing where there was none."""
    if member.overruled:
        record(
            actor=actor,
            code=actions.BODY_OVERRULED,
            target=f"appraisals.BodyMember:{member.pk}",
            name=member.name,
            school=member.body.case.school.name,
            conflict=member.conflict.rstrip("."),
            paper=member.overruled,
        )


def refuse(examined: Examined, members: Sequence[Named], acknowledged: Collection[str]) -> None:
    """Raise for people who may not be members, for what refuses, and for doubts that nobody has confirmed."""
    if any(one.user_id not in examined.people for one in members):
        raise Problem(_("Có người không thuộc đơn vị nào của Sở hoặc không còn tài khoản."), field="members")
    refusing = examined.refusing(members)
    if refusing:
        raise Problems([Problem(one.text, field="members") for one in refusing])
    unseen = [one for one in examined.doubts if one.key not in acknowledged]
    if unseen:
        raise Unacknowledged([Problem(one.text, field="acknowledged") for one in unseen])


def _locked(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",))
    return rows.select_related("school", "department", "intake", "seal__blob").get(pk=case.pk)


def _check_turn(case: Case, version: int) -> bool:
    """Tell whether forming is the step of the stage; raises where a body stands already or it is too early or late."""
    if body_of(case) is not None:
        raise Stale(_("Hồ sơ này đã có đoàn hoặc hội đồng."))
    if case.version != version:
        raise Stale(_("Hồ sơ vừa được người khác xử lý; hãy xem lại rồi làm tiếp."))
    if not case.school.active:
        raise Problem(_("Trường đã kết thúc hoạt động nên không lập đoàn, hội đồng nữa; hãy dừng hồ sơ."))
    stage = law_of(case).stage(case.stage)
    if Act.FORM in stage.acts:
        return True
    if not case.is_open or not case.bodies.exists():
        raise Problem(_("Hồ sơ đang ở bước “%(stage)s” nên chưa lập được.") % {"stage": stage.title})
    return False


def _seat(named: Named, people: Mapping[int, Person]) -> Seat:
    person = people[named.user_id]
    return Seat(named.user_id, person.user.full_name, named.role, named.criteria, person.trained is not None)


def _record_formed(actor: Actor, body: Body, seated: Sequence[BodyMember]) -> None:
    record(
        actor=actor,
        code=actions.BODY_FORMED,
        target=f"appraisals.Case:{body.case_id}",
        body=law_of(body.case).body.title,
        school=body.case.school.name,
        decision=body.decision_number,
        people=", ".join(one.name for one in seated),
        starts=vn_date(body.starts_on),
        ends=vn_date(body.ends_on),
    )
