"""Who sits in a council works in the system by that role; who leaves it loses the role again."""

from __future__ import annotations

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import COUNCIL_ROLES, Role
from minhdinh.accounts.models import User
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import CouncilMember, SelfAssessment
from minhdinh.organisations.domain.membership import end_role, grant_role
from minhdinh.organisations.models import Membership

COUNCIL_SOURCE = "council"


def synchronise_roles(actor: Actor, assessment: SelfAssessment) -> None:
    """Make the roles given by councils equal to the councils of the school's unsealed self-assessments.

    Roles that an administrator gave stay as they are. Runs inside the caller's transaction; the grants are recorded
    under the name of whoever saved the council.
    """
    granting = system_actor(assessment.school_id, actor.name)
    wanted = _wanted(assessment)
    held = Membership.objects.filter(
        organisation_id=assessment.school_id, source=COUNCIL_SOURCE, role__in=COUNCIL_ROLES, ended=False
    ).select_related("user")
    present = {(membership.user_id, membership.role): membership for membership in held}
    people = _people_of(assessment.school_id)
    for user_id, role in sorted(pair for pair in wanted - set(present) if pair[0] in people):
        grant_role(
            actor=granting,
            organisation=assessment.school,
            user=people[user_id],
            role=role,
            source=COUNCIL_SOURCE,
        )
    for pair, membership in present.items():
        if pair not in wanted:
            end_role(actor=granting, membership=membership)


def _people_of(school_id: int) -> dict[int, User]:
    """Return who belongs to the school now: a seat in an old council brings nobody back who has left."""
    members = Membership.objects.filter(organisation_id=school_id, ended=False)
    return User.objects.in_bulk(members.values_list("user_id", flat=True))


def _wanted(assessment: SelfAssessment) -> set[tuple[int, str]]:
    rows = CouncilMember.objects.filter(school_id=assessment.school_id, user__isnull=False).exclude(
        assessment__state=State.SEALED
    )
    return {
        (user_id, role if in_council else Role.MEMBER.value)
        for user_id, role, in_council in rows.values_list("user_id", "role", "in_council")
        if user_id is not None
    }
