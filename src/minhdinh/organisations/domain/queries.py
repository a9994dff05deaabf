"""Reads shared by views, commands and the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from minhdinh.access.actor import Actor, actor_with_roles
from minhdinh.access.permissions import OFFICE_ROLES, Permission, Role
from minhdinh.accounts.models import User
from minhdinh.organisations.models import (
    ImportDraft,
    Membership,
    Organisation,
    SchoolProfile,
    SchoolYear,
    Site,
)


def current_memberships(user: User) -> QuerySet[Membership]:
    """Return the memberships that hold today."""
    today = timezone.localdate()
    return (
        Membership.objects.filter(user=user, ended=False, organisation__active=True)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
        .select_related("organisation", "organisation__kind")
        .order_by("organisation__kind__rank", "organisation__sort_key", "organisation_id", "pk")
    )


def actor_for(user: User, organisation: Organisation) -> Actor | None:
    """Return what ``user`` is in ``organisation``: own roles there, or office roles held above it; None for a stranger."""
    return actor_among(user, list(current_memberships(user)), organisation)


def actor_among(user: User, memberships: Sequence[Membership], organisation: Organisation) -> Actor | None:
    """Do the same as ``actor_for`` with memberships that were read already."""
    own = _roles_at(memberships, organisation.pk)
    if own:
        return actor_with_roles(user.pk, user.full_name, organisation.pk, own, organisation.pk)
    for row in _offices_above(memberships, organisation):
        roles = _roles_at(memberships, row.organisation_id) & OFFICE_ROLES
        return actor_with_roles(user.pk, user.full_name, organisation.pk, roles, row.organisation_id)
    if not organisation.is_school and is_system_administrator(user, memberships):
        roles = frozenset({Role.SYSTEM_ADMIN})
        return actor_with_roles(user.pk, user.full_name, organisation.pk, roles, organisation.pk)
    return None


def is_system_administrator(user: User, memberships: Iterable[Membership]) -> bool:
    """Tell whether a person looks after the whole installation; schools' contents stay closed all the same."""
    return user.is_superuser or any(row.role == Role.SYSTEM_ADMIN for row in memberships)


def _roles_at(memberships: Iterable[Membership], organisation_id: int) -> frozenset[str]:
    return frozenset(row.role for row in memberships if row.organisation_id == organisation_id)


def _offices_above(memberships: Iterable[Membership], organisation: Organisation) -> Iterator[Membership]:
    """Yield office memberships above an organisation, the nearest first: its roles are the ones that act."""
    above = [
        row
        for row in memberships
        if row.role in OFFICE_ROLES and organisation.path.startswith(row.organisation.path)
    ]
    yield from sorted(above, key=lambda row: -len(row.organisation.path))


def organisation_with_code(code: str) -> Organisation | None:
    """Return an organisation by code, or None."""
    return Organisation.objects.select_related("kind", "profile").filter(code=code).first()


def organisations_below(
    actor: Actor, organisation: Organisation, *, kind: str = ""
) -> QuerySet[Organisation]:
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


def profile_of(organisation: Organisation) -> SchoolProfile | None:
    """Return a school's profile, or None where nobody has written it yet."""
    return SchoolProfile.objects.filter(organisation=organisation).first()


def sites_of(organisation: Organisation) -> list[Site]:
    """Return the places where a school teaches, the main one first (needs an opened scope)."""
    return list(Site.objects.filter(school=organisation))


def import_draft_of(organisation: Organisation, kind: str, draft_id: int) -> ImportDraft | None:
    """Return an import of an organisation, or None."""
    rows = ImportDraft.objects.filter(organisation=organisation, kind=kind, pk=draft_id)
    return rows.select_related("organisation__kind").first()
