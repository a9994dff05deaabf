"""The demo's accounts: issued by whoever would issue them, all with one known password."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import make_password

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.accounts.domain.queries import user_named
from minhdinh.accounts.models import User
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.actors import DEPARTMENT_ADMIN, MINISTRY, SYSTEM_ADMIN, acting, organisation
from minhdinh.organisations.domain.membership import grant_role, issue_account
from minhdinh.organisations.models import Organisation

PASSWORD = "thu-nghiem-2026"  # noqa: S105 (the demo's one known password, printed at its start)


def people() -> list[dict[str, Any]]:
    """Return the people of people.yaml."""
    return list(read_yaml("people.yaml")["people"])


def load_first_administrator() -> None:
    """Make the system administrator's account, as an installation does."""
    first = next(one for one in people() if one["username"] == SYSTEM_ADMIN)
    load_person(first)


def load_people(*, schools: bool) -> None:
    """Issue the accounts of people whose first place is a school (heads first), or of all others."""
    for entry in sorted(people(), key=lambda one: not _is_head(one)):
        first = organisation(entry["memberships"][0]["organisation"])
        if first.is_school == schools:
            load_person(entry)


def set_known_password() -> None:
    """Give all accounts of the demo its one password.

    It is hashed once for all of them: a salt of one's own protects nothing that is printed on the screen.
    """
    names = [entry["username"] for entry in people()]
    User.objects.filter(username__in=names).update(
        password=make_password(PASSWORD), must_change_password=False
    )


def load_person(entry: Mapping[str, Any]) -> None:
    """Issue one account and give all its roles; a person met before only gets the roles."""
    user = user_named(entry["username"])
    for membership in entry["memberships"]:
        place = organisation(membership["organisation"])
        for role in membership["roles"]:
            actor = _issuer(place, role)
            if user is None:
                user = _issue(actor, place, entry, role, membership["position"])
            else:
                grant_role(
                    actor=actor, organisation=place, user=user, role=role, position=membership["position"]
                )


def _issue(actor: Actor, place: Organisation, entry: Mapping[str, Any], role: str, position: str) -> User:
    return issue_account(
        actor=actor,
        organisation=place,
        username=entry["username"],
        full_name=entry["full_name"],
        email=entry["email"],
        role=role,
        position=position,
    ).user


def _issuer(place: Organisation, role: str) -> Actor:
    """Return who gives a role at a place: the installation, the system's or the department's administrator."""
    if place.code == MINISTRY:
        return system_actor(place.pk)
    if place.is_school:
        return acting(DEPARTMENT_ADMIN, place) if role == Role.PRINCIPAL else acting(_head(place), place)
    return acting(SYSTEM_ADMIN, place)


def _is_head(entry: Mapping[str, Any]) -> bool:
    return any(Role.PRINCIPAL in membership["roles"] for membership in entry["memberships"])


def _head(school: Organisation) -> str:
    """Return the username of a school's principal."""
    return next(
        str(entry["username"])
        for entry in people()
        for membership in entry["memberships"]
        if membership["organisation"] == school.code and Role.PRINCIPAL in membership["roles"]
    )
