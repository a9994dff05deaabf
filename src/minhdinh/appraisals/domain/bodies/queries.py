"""Reads of teams and councils; all need an opened scope, except what a person reads of himself."""

from __future__ import annotations

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.models import Body, BodyAmendment, BodyMember, Case
from minhdinh.organisations.models import Membership


def own_bodies(user_id: int) -> list[BodyMember]:
    """Return every place a person has or had in a team or council, the newest days first (two queries).

    Only the person's own rows are read, in the schools that ever let the person in as an examiner.
    """
    schools = Membership.objects.filter(user_id=user_id, role=Role.EXAMINER)
    with school_scope(*schools.values_list("organisation_id", flat=True)):
        rows = BodyMember.objects.filter(user_id=user_id).select_related(
            "body__case__school", "body__case__department"
        )
        return list(rows.order_by("-body__starts_on", "-pk"))


def members_of(body: Body) -> list[BodyMember]:
    """Return the members of a body, also those who left, in the order they were named (one query)."""
    rows = BodyMember.objects.filter(body=body).select_related("user", "workplace", "replaces")
    return list(rows.order_by("pk"))


def amendments_of(body: Body) -> list[BodyAmendment]:
    """Return the decisions that changed a body, the first one first (one query)."""
    return list(BodyAmendment.objects.filter(body=body).order_by("pk"))


def bodies_of(case: Case) -> list[Body]:
    """Return every body of a registration, the newest first (one query)."""
    return list(case.bodies.order_by("-pk"))
