"""Whose turn a registration is, and whether this person may act."""

from __future__ import annotations

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.offices import offices_now
from minhdinh.appraisals.enums import LEADING, Holder
from minhdinh.appraisals.models import Body, BodyMember, Case
from minhdinh.common.problems import NotAllowed
from minhdinh.organisations.domain.inheritance import heirs_of
from minhdinh.organisations.models import Organisation

PERMISSIONS: dict[Holder, Permission] = {
    Holder.SCHOOL: Permission.CASE_SEND,
    Holder.INTAKE: Permission.CASE_INTAKE,
    Holder.DEPARTMENT: Permission.CASE_MANAGE,
    Holder.LEAD: Permission.CASE_EXAMINE,
}


def body_of(case: Case) -> Body | None:
    """Return the team or council that examines now."""
    return case.bodies.filter(dissolved_at__isnull=True).first()


def own_member(case: Case, user_id: int | None) -> BodyMember | None:
    """Return what a person is in the body that examines now, within its days; None for anybody else."""
    today = timezone.localdate()
    return (
        BodyMember.objects.filter(
            body__case=case,
            body__dissolved_at__isnull=True,
            body__starts_on__lte=today,
            body__ends_on__gte=today,
            user_id=user_id,
            ended_at__isnull=True,
        )
        .select_related("body")
        .first()
        if user_id is not None
        else None
    )


def acts_as(actor: Actor, case: Case, holder: Holder) -> bool:
    """Tell whether the actor may do what is this holder's.

    School: the right at the school; where that has ended, at a school that took its place. Offices: the right at exactly the office that acts (``offices_now``), and
    nobody of an office above acts as the first office. Lead: the leader or secretary of the body, within its days.
    The system itself (no user) may do anything in its organisation.
    """
    permission = PERMISSIONS.get(holder)
    if permission is None or not actor.can(permission):
        return False
    if holder in {Holder.INTAKE, Holder.DEPARTMENT}:
        return _at_office(actor, case, holder)
    if not case.school.active and actor.user_id is not None:
        return holder is Holder.SCHOOL and is_heir(actor, case)
    if actor.organisation_id != case.school_id or actor.is_outside:
        return False
    if holder is Holder.LEAD and actor.user_id is not None:
        member = own_member(case, actor.user_id)
        return member is not None and member.role in LEADING
    return True


def require_as(actor: Actor, case: Case, holder: Holder) -> None:
    """Refuse with a sentence unless the actor may do what is this holder's."""
    if not acts_as(actor, case, holder):
        raise NotAllowed(f"Việc này của: {holder.label}.")


def _at_office(actor: Actor, case: Case, holder: Holder) -> bool:
    department, intake = offices_now(case)
    if holder is Holder.DEPARTMENT:
        return actor.organisation_id == department.pk
    return intake is not None and actor.organisation_id == intake.pk and not _is_above(actor, intake)


def is_heir(actor: Actor, case: Case) -> bool:
    """Tell whether the actor acts at a school that took the place of the one whose registration this is."""
    if actor.is_outside:
        return False
    return actor.organisation_id in {one.pk for one in heirs_of(case.school) if one.kind.is_school}


def _is_above(actor: Actor, office: Organisation) -> bool:
    return actor.is_outside and actor.home_id in {int(one) for one in office.path.split("/") if one}
