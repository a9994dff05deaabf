"""Reads shared by views, commands and the API."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from minhdinh.access.actor import Actor, actor_with_roles
from minhdinh.access.permissions import OFFICE_ROLES, Permission, Role
from minhdinh.accounts.models import User
from minhdinh.organisations.models import Membership, Organisation, SchoolYear


def current_memberships(user: User) -> QuerySet[Membership]:
    """Return the memberships that hold today."""
    today = timezone.localdate()
    return (
        Membership.objects.filter(user=user, ended=False, organisation__active=True)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
        .select_related("organisation", "organisation__kind")
    )


def actor_for(user: User, organisation: Organisation) -> Actor | None:
    """Return what ``user`` is in ``organisation``: own roles there, or office roles held above it; None for a stranger."""
    memberships = list(current_memberships(user))
    own = {row.role for row in memberships if row.organisation_id == organisation.pk}
    if own:
        return actor_with_roles(user.pk, user.full_name, organisation.pk, frozenset(own), organisation.pk)
    for row in memberships:
        if row.role in OFFICE_ROLES and organisation.path.startswith(row.organisation.path):
            roles = {
                other.role
                for other in memberships
                if other.organisation_id == row.organisation_id and other.role in OFFICE_ROLES
            }
            return actor_with_roles(
                user.pk, user.full_name, organisation.pk, frozenset(roles), row.organisation_id
            )
    if user.is_superuser and not organisation.is_school:
        return actor_with_roles(
            user.pk, user.full_name, organisation.pk, frozenset({Role.SYSTEM_ADMIN}), organisation.pk
        )
    return None


def organisation_with_code(code: str) -> Organisation | None:
    """Return an organisation by code, or None."""
    return Organisation.objects.select_related("kind", "profile").filter(code=code).first()


def organisations_below(actor: Actor, organisation: Organisation, *, kind: str = "") -> QuerySet[Organisation]:
    """Return the organisations at or below one, for whoever may view the office."""
    rows = Organisation.objects.filter(path__startswith=organisation.path).select_related("kind", "profile")
    if not actor.can(Permission.OFFICE_VIEW):
        rows = rows.filter(pk=organisation.pk)
    return rows.filter(kind=kind) if kind else rows


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return the current memberships of an organisation, people in Vietnamese order."""
    return (
        Membership.objects.filter(organisation=organisation, ended=False)
        .select_related("user")
        .order_by("user__sort_key", "role")
    )


def opened_years(organisation_id: int) -> list[str]:
    """Return the school years that a school has opened, newest first (needs an opened scope)."""
    return list(
        SchoolYear.objects.filter(school_id=organisation_id).order_by("-year").values_list("year", flat=True)
    )
