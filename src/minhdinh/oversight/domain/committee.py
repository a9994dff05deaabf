"""Steering committees of offices and the contacts they show to schools (P12, S12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations.models import Organisation
from minhdinh.oversight import actions
from minhdinh.oversight.enums import Post
from minhdinh.oversight.models import CommitteeMember, SteeringCommittee, SupportContact

ORDER = {post.value: place for place, post in enumerate(Post)}


@dataclass(frozen=True, slots=True)
class Line:
    """A person or unit that schools may ask."""

    name: str
    duty: str
    phone: str
    email: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class OfficeContacts:
    """An office with whom to ask there."""

    office: Organisation
    lines: list[Line] = field(default_factory=list)


def form_committee(
    *, actor: Actor, office: Organisation, name: str, decision_number: str, decided_on: dt.date
) -> SteeringCommittee:
    """Set up a committee by its decision; the one before ends on that day and is kept.

    Raises Problem for a decision of a day ahead or not after the former committee's.
    """
    _manager(actor, office)
    if decided_on > timezone.localdate():
        raise Problem("Ngày quyết định còn ở phía trước.", field="decided_on")
    with transaction.atomic():
        former = SteeringCommittee.objects.select_for_update().filter(office=office, ended_on=None).first()
        if former is not None:
            if former.decided_on >= decided_on:
                raise Problem(
                    f"Ban hiện nay lập ngày {vn_date(former.decided_on)}; quyết định mới phải sau ngày ấy.",
                    field="decided_on",
                )
            former.ended_on = decided_on
            former.save(update_fields=["ended_on", "updated_at"])
        committee = SteeringCommittee.objects.create(
            office=office, name=clean(name), decision_number=clean(decision_number), decided_on=decided_on
        )
        _record(actor, office, actions.COMMITTEE_SET, name=committee.name, number=committee.decision_number)
    return committee


def add_member(*, actor: Actor, office: Organisation, values: Mapping[str, object]) -> CommitteeMember:
    """Add a member to the current committee; there is one head.

    Raises Problem before the first committee, for a second head, or for somebody shown to schools without phone
    and mail.
    """
    _manager(actor, office)
    member = CommitteeMember(
        **{name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    )
    if member.shown and not (member.phone or member.email):
        raise Problem("Người cho các trường thấy cần có điện thoại hoặc thư điện tử.", field="phone")
    with transaction.atomic():
        committee = SteeringCommittee.objects.select_for_update().filter(office=office, ended_on=None).first()
        if committee is None:
            raise Problem("Cơ quan chưa có ban điều hành; hãy ghi quyết định thành lập trước.")
        if member.post == Post.HEAD and committee.members.filter(post=Post.HEAD).exists():
            raise Problem("Ban đã có trưởng ban.", field="post")
        member.committee = committee
        member.save()
        post = str(Post(member.post).label)
        _record(actor, office, actions.COMMITTEE_MEMBER_ADDED, name=member.name, post=post)
    return member


def remove_member(*, actor: Actor, office: Organisation, member_id: int) -> None:
    """Take a member out of the current committee; former committees stay as they were."""
    _manager(actor, office)
    rows = CommitteeMember.objects.filter(committee__office=office, committee__ended_on=None)
    member = rows.filter(pk=member_id).first()
    if member is None:
        raise NotHere("Không có người này trong ban hiện nay.")
    with transaction.atomic():
        _record(actor, office, actions.COMMITTEE_MEMBER_REMOVED, name=member.name)
        member.delete()


def add_contact(*, actor: Actor, office: Organisation, values: Mapping[str, str]) -> SupportContact:
    """Add a unit or person whom schools below may ask; raises Problem without phone and mail."""
    _manager(actor, office)
    contact = SupportContact(office=office, **{name: clean(value) for name, value in values.items()})
    if not (contact.phone or contact.email):
        raise Problem("Cần ghi điện thoại hoặc thư điện tử.", field="phone")
    with transaction.atomic():
        contact.save()
        _record(actor, office, actions.CONTACT_ADDED, name=contact.name)
    return contact


def remove_contact(*, actor: Actor, office: Organisation, contact_id: int) -> None:
    """Take a contact away."""
    _manager(actor, office)
    contact = SupportContact.objects.filter(office=office, pk=contact_id).first()
    if contact is None:
        raise NotHere("Không có đầu mối này.")
    with transaction.atomic():
        _record(actor, office, actions.CONTACT_REMOVED, name=contact.name)
        contact.delete()


def committees_of(office: Organisation) -> QuerySet[SteeringCommittee]:
    """Return an office's committees, the current one first."""
    return SteeringCommittee.objects.filter(office=office).prefetch_related("members")


def members_of(committee: SteeringCommittee) -> list[CommitteeMember]:
    """Return a committee's members, the weightiest post first."""
    return sorted(committee.members.all(), key=lambda one: (ORDER[one.post], one.pk))


def contacts_of(office: Organisation) -> QuerySet[SupportContact]:
    """Return the contacts an office shows to its schools."""
    return SupportContact.objects.filter(office=office)


def contacts_for(paths: Iterable[str]) -> list[OfficeContacts]:
    """Return whom people of organisations at these paths may ask, the nearest office first, in three queries."""
    depth = _depths(paths)
    offices = Organisation.objects.filter(pk__in=depth, kind__is_school=False, active=True)
    found = {
        one.pk: OfficeContacts(one) for one in sorted(offices, key=lambda one: (-depth[one.pk], one.sort_key))
    }
    members = CommitteeMember.objects.filter(
        committee__office__in=found, committee__ended_on=None, shown=True
    ).select_related("committee")
    for contact in SupportContact.objects.filter(office__in=found):
        line = Line(contact.name, contact.duty, contact.phone, contact.email, contact.hours)
        found[contact.office_id].lines.append(line)
    for member in sorted(members, key=lambda one: (ORDER[one.post], one.pk)):
        duty = member.duty or str(Post(member.post).label)
        line = Line(member.name, duty, member.phone, member.email)
        found[member.committee.office_id].lines.append(line)
    return [one for one in found.values() if one.lines]


def _depths(paths: Iterable[str]) -> dict[int, int]:
    """Return how deep each organisation on the paths stands, at its deepest place."""
    found: dict[int, int] = {}
    for path in paths:
        for depth, step in enumerate(step for step in path.split("/") if step):
            found[int(step)] = max(depth, found.get(int(step), 0))
    return found


def _manager(actor: Actor, office: Organisation) -> None:
    require(actor, Permission.TRAINING_MANAGE, organisation_id=office.pk)


def _record(actor: Actor, office: Organisation, code: str, **data: object) -> None:
    record(actor=actor, code=code, target=f"organisations.Organisation:{office.pk}", **data)
