"""Reads of an organisation's people."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.lib.text import fold
from minhdinh.organisations.models import Membership, Organisation


def people_of(
    organisation: Organisation, *, search: str = "", role: str = "", left: bool = False
) -> QuerySet[User]:
    """Return the people of an organisation in Vietnamese order, their roles here in ``roles_here``.

    ``search`` looks into name, username and e-mail without diacritics; ``left`` gives those who have left instead.
    """
    here = Membership.objects.filter(organisation=organisation)
    holding = Exists(here.filter(user=OuterRef("pk"), ended=False))
    rows = User.objects.filter(
        Exists(here.filter(user=OuterRef("pk"), ended=True)) & ~holding if left else holding
    )
    if role:
        rows = rows.filter(Exists(here.filter(user=OuterRef("pk"), ended=left, role=role)))
    if search.strip():
        rows = rows.filter(search_text__contains=fold(search))
    shown = here.filter(ended=left).order_by("id")
    return rows.order_by("sort_key", "id").prefetch_related(
        Prefetch("memberships", queryset=shown, to_attr="roles_here")
    )


def person_of(organisation: Organisation, user_id: int) -> User | None:
    """Return a person who belongs or belonged to an organisation, or None."""
    belongs = Membership.objects.filter(user=OuterRef("pk"), organisation=organisation)
    return User.objects.filter(Exists(belongs), pk=user_id).first()


def roles_of(organisation: Organisation, user: User) -> list[Membership]:
    """Return a person's roles in an organisation, held ones first, then those that ended."""
    rows = Membership.objects.filter(organisation=organisation, user=user)
    return list(rows.select_related("user").order_by("ended", "id"))


def held_role(organisation: Organisation, membership_id: int) -> Membership | None:
    """Return a role that is held in an organisation, or None."""
    rows = Membership.objects.filter(organisation=organisation, pk=membership_id, ended=False)
    return rows.select_related("user", "organisation").first()


def belongs_elsewhere(organisation: Organisation, user: User) -> bool:
    """Tell whether a person also holds a role in another organisation."""
    return Membership.objects.filter(Q(user=user, ended=False) & ~Q(organisation=organisation)).exists()


def roles_in_words(memberships: list[Membership]) -> str:
    """Return the labels of roles, weightiest first."""
    held = {row.role for row in memberships}
    return ", ".join(str(role.label) for role in Role if role in held)
