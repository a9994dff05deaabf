"""A decision that changes a standing team or council: somebody more, or other roles. The criteria are divided by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.bodies.changing import changing, examine_replacement, record_of_body
from minhdinh.appraisals.domain.bodies.forming import Examined, Named, record_overruled, refuse, seat_member
from minhdinh.appraisals.domain.bodies.notices import tell_amended, tell_named, tell_role
from minhdinh.appraisals.domain.bodies.texts import NUMBER_LENGTH, checked_text
from minhdinh.appraisals.domain.cases.editing import mark_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.enums import LEADING, BodyRole
from minhdinh.appraisals.models import Body, BodyAmendment, BodyMember
from minhdinh.appraisals.rules.bodies import Finding, Seat, composition
from minhdinh.common.problems import Problem, Problems, Stale
from minhdinh.lib.text import vn_date


@dataclass(frozen=True, slots=True)
class Amending:
    """The paper that changes a body."""

    number: str
    date: dt.date


def people_mark(body: Body) -> str:
    """Return what a form carries of the people and roles of a body, to notice that somebody else changed them."""
    rows = body.members.filter(ended_at__isnull=True).order_by("pk")
    return mark_of(*rows.values_list("pk", "role"))


def examine_addition(body: Body, named: Named) -> Examined:
    """Return what the rules say of one person more, writing nothing: of the person, and of the body then.

    What stands against the body as it is already was said when it was formed and is not said again.
    """
    about = examine_replacement(body, named)
    person = about.people.get(named.user_id)
    if person is None:
        return about
    seats = _seats(body)
    seat = Seat(named.user_id, person.user.full_name, named.role, named.criteria, trained=True)
    return Examined(about.people, [*about.findings, *_news(body, seats, [*seats, seat])])


def add_member(
    *,
    actor: Actor,
    body: Body,
    named: Named,
    paper: Amending,
    mark: str,
    acknowledged: Collection[str] = (),
) -> BodyMember:
    """Seat one person more by a decision, without criteria yet, and return the new member.

    Raises NotAllowed for anybody but the department, Stale where people or roles changed since ``mark``, Problem for a
    paper without number or with a day that cannot be, Problems with what refuses, Unacknowledged with doubts that
    nobody has confirmed.
    """
    with changing(actor, body) as current:
        _check_mark(current, mark)
        said = _checked(current, paper)
        if current.members.filter(user_id=named.user_id, ended_at__isnull=True).exists():
            raise Problem(_("Người này đang là thành viên."), field="user")
        seat = replace(named, criteria=())
        examined = examine_addition(current, seat)
        refuse(examined, [seat], acknowledged)
        new = seat_member(current, seat, examined)
        title = law_of(current.case).body.role_title(new.role)
        text = _("bổ sung %(name)s (%(role)s)") % {"name": new.name, "role": title}
        _keep(actor, current, new, said, text)
        record_of_body(actor, actions.BODY_ADDED, current, decision=said.number, name=new.name)
        record_overruled(actor, new)
        tell_named(new)
        _tell_others(current, new, said, text)
    return new


def change_role(*, actor: Actor, member: BodyMember, role: str, paper: Amending, mark: str) -> BodyMember:
    """Give a member another role by a decision and return the member.

    Whoever is the one leader or secretary takes the member's role in turn: the two change places. Raises as
    ``add_member`` does, Problem for a role that the body does not know or that leaves it without leader or secretary.
    """
    with changing(actor, member.body) as current:
        _check_mark(current, mark)
        said = _checked(current, paper)
        rows = {
            one.pk: one
            for one in current.members.select_for_update(of=("self",)).filter(ended_at__isnull=True)
        }
        held = rows.get(member.pk)
        if held is None:
            raise Stale(_("%(name)s đã thôi tham gia.") % {"name": member.name})
        if role == held.role:
            raise Problem(_("Hãy chọn vai trò khác với vai trò đang giữ."), field="role")
        holder = next((one for one in rows.values() if role in LEADING and one.role == role), None)
        _check_roles(current, {held.pk: role} | ({holder.pk: held.role} if holder else {}))
        _move(held, holder, role)
        for one in filter(None, (holder, held)):
            _tell_and_keep(actor, current, one, said)
    return held


def _move(held: BodyMember, holder: BodyMember | None, role: str) -> None:
    """Write the roles so that there is never a second leader."""
    before, held.role = held.role, role
    if holder is not None:
        holder.role = before if before != BodyRole.LEADER else BodyRole.MEMBER
        holder.save(update_fields=["role", "updated_at"])
    held.save(update_fields=["role", "updated_at"])
    if holder is not None and holder.role != before:
        holder.role = before
        holder.save(update_fields=["role", "updated_at"])


def _check_roles(body: Body, roles: dict[int, str]) -> None:
    rows = body.members.filter(ended_at__isnull=True).order_by("pk")
    ids = {one.user_id: roles[one.pk] for one in rows if one.pk in roles}
    seats = _seats(body)
    changed = [replace(one, role=ids.get(one.user_id, one.role)) for one in seats]
    refusing = [one for one in _news(body, seats, changed) if one.refuses]
    if refusing:
        raise Problems([Problem(one.text, field="role") for one in refusing])


def _seats(body: Body) -> list[Seat]:
    rows = body.members.filter(ended_at__isnull=True).order_by("pk")
    return [Seat(one.user_id, one.name, one.role, tuple(one.criteria), trained=True) for one in rows]


def _news(body: Body, before: Sequence[Seat], after: Sequence[Seat]) -> list[Finding]:
    """Return what is wrong with a body after a change that was not before; the division is looked at elsewhere."""
    rules = law_of(body.case).body
    given = sorted({key for seat in (*before, *after) for key in seat.criteria})
    known = {(one.key, one.text) for one in composition(rules, before, given)}
    return [one for one in composition(rules, after, given) if (one.key, one.text) not in known]


def _checked(body: Body, paper: Amending) -> Amending:
    number = checked_text(paper.number, "number", NUMBER_LENGTH, _("Hãy ghi số quyết định."))
    if paper.date < body.decision_date:
        raise Problem(
            _("Ngày quyết định đứng trước quyết định thành lập (%(day)s).")
            % {"day": vn_date(body.decision_date)},
            field="date",
        )
    if paper.date > timezone.localdate():
        raise Problem(_("Ngày quyết định chưa đến."), field="date")
    return Amending(number, paper.date)


def _check_mark(body: Body, mark: str) -> None:
    if people_mark(body) != mark:
        raise Stale(_("Thành viên hoặc vai trò vừa được người khác đổi; hãy xem lại rồi làm tiếp."))


def _tell_and_keep(actor: Actor, body: Body, member: BodyMember, paper: Amending) -> None:
    title = law_of(body.case).body.role_title(member.role)
    text = _("%(name)s nay là %(role)s") % {"name": member.name, "role": title}
    _keep(actor, body, member, paper, text)
    record_of_body(actor, actions.BODY_ROLES, body, decision=paper.number, change=text)
    tell_role(member, title, _key(body, member))
    _tell_others(body, member, paper, text)


def _tell_others(body: Body, member: BodyMember, paper: Amending, text: str) -> None:
    said = _("Quyết định số %(number)s ngày %(day)s") % {"number": paper.number, "day": vn_date(paper.date)}
    tell_amended(body, f"{text} ({said}).", _key(body, member), but=member.user_id)


def _key(body: Body, member: BodyMember) -> str:
    newest = body.amendments.order_by("-pk").values_list("pk", flat=True).first()
    return f"body-amended:{member.pk}:{newest}"


def _keep(actor: Actor, body: Body, member: BodyMember, paper: Amending, text: str) -> None:
    BodyAmendment.objects.create(
        school_id=body.school_id,
        body=body,
        member=member,
        number=paper.number,
        date=paper.date,
        text=text[:400],
        by_name=actor.name,
    )
