"""Reads shared by views, commands and the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from minhdinh.access.actor import Actor, actor_with_roles
from minhdinh.access.permissions import OFFICE_ROLES, OVERSEE, READ_SCHOOL, Permission, Role
from minhdinh.accounts.models import User
from minhdinh.organisations.domain.delegations import delegated_to
from minhdinh.organisations.domain.inheritance import heirs_of
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
    """Do the same as ``actor_for`` with memberships that were read already.

    At an organisation that has ended nobody acts; who stands in its place may read (``_reader_of``). Where somebody
    is nothing by own roles, the offices that his or her office acts for are asked (``Delegation``).
    """
    if not organisation.active:
        return _reader_of(user, memberships, organisation)
    own = _roles_at(memberships, organisation.pk)
    if own:
        return actor_with_roles(user.pk, user.full_name, organisation.pk, own, organisation.pk)
    for row in _offices_above(memberships, organisation):
        roles = _roles_at(memberships, row.organisation_id) & OFFICE_ROLES
        return actor_with_roles(user.pk, user.full_name, organisation.pk, roles, row.organisation_id)
    if not organisation.is_school and is_system_administrator(user, memberships):
        roles = frozenset({Role.SYSTEM_ADMIN})
        return actor_with_roles(user.pk, user.full_name, organisation.pk, roles, organisation.pk)
    return _delegate(user, memberships, organisation)


def _delegate(user: User, memberships: Sequence[Membership], organisation: Organisation) -> Actor | None:
    """Return what a person is here because the own office acts for one above, the nearest first."""
    offices = {row.organisation_id for row in memberships if row.role in OFFICE_ROLES}
    rows = delegated_to(offices, timezone.localdate()) if offices else ()
    above = [row for row in rows if organisation.path.startswith(row.office.path)]
    if not above:
        return None
    nearest = min(above, key=lambda row: (-len(row.office.path), row.pk))
    roles = _roles_at(memberships, nearest.acting_id) & OFFICE_ROLES
    return actor_with_roles(user.pk, user.full_name, organisation.pk, roles, nearest.acting_id)


def _reader_of(user: User, memberships: Sequence[Membership], closed: Organisation) -> Actor | None:
    """Return a reader of an organisation that has ended: with what he or she may read at one of its heirs."""
    readable = READ_SCHOOL if closed.is_school else OVERSEE
    actors = [actor for heir in heirs_of(closed) if (actor := _at_heir(user, memberships, heir, closed))]
    best = max(actors, key=lambda actor: len(actor.permissions & readable), default=None)
    if best is None or not best.permissions & readable:
        return None
    return Actor(
        user.pk, user.full_name, closed.pk, best.roles, best.permissions & readable, best.home_id or closed.pk
    )


def _at_heir(
    user: User, memberships: Sequence[Membership], heir: Organisation, closed: Organisation
) -> Actor | None:
    """Return the actor at an heir; at an office that inherits a school only roles of offices count."""
    actor = actor_among(user, memberships, heir)
    if actor is None or heir.is_school or not closed.is_school:
        return actor
    roles = actor.roles & OFFICE_ROLES
    return actor_with_roles(user.pk, user.full_name, heir.pk, roles, actor.home_id)


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
