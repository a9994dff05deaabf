"""The people of a package: accounts without password, with their roles in the school."""

from __future__ import annotations

from typing import Any

from minhdinh.access.permissions import SCHOOL_ROLES
from minhdinh.accounts.models import User
from minhdinh.common.problems import Problem
from minhdinh.exchange import rows
from minhdinh.exchange.rows import values
from minhdinh.organisations.models import Membership, Organisation

LONGEST_USERNAME = 60


def import_people(school: Organisation, entries: list[dict[str, Any]]) -> dict[str, int]:
    """Make the accounts and return their keys by reference.

    Nobody can sign in before the receiving administrator gives out a first password: a package carries none. A name
    that is taken here gets the school's code behind it; only a person of this very school is taken for the same one.
    """
    known = {row.user.username: row.user for row in _memberships(school).select_related("user")}
    keys: dict[str, int] = {}
    for entry in entries:
        user = known.get(entry["username"]) or _new_user(school, entry)
        keys[entry["ref"]] = user.pk
        _give_roles(school, user, entry["memberships"])
    return keys


def _memberships(school: Organisation) -> Any:
    return Membership.objects.filter(organisation=school)


def _new_user(school: Organisation, entry: dict[str, Any]) -> User:
    email = entry["email"]
    if email and User.objects.filter(email__iexact=email).exists():
        email = ""
    user = User(
        username=free_username(entry["username"], school.code),
        full_name=entry["full_name"],
        email=email,
        must_change_password=True,
    )
    user.set_unusable_password()
    user.save()
    return user


def free_username(wanted: str, code: str) -> str:
    """Return ``wanted`` where nobody has it here, else the next name made of it and the school's code."""
    candidate, number = wanted, 1
    while User.objects.filter(username__iexact=candidate).exists():
        ending = f".{code}" if number == 1 else f".{code}.{number}"
        candidate, number = f"{wanted[: LONGEST_USERNAME - len(ending)]}{ending}".lower(), number + 1
    return candidate


def _give_roles(school: Organisation, user: User, memberships: list[dict[str, Any]]) -> None:
    """Write the roles that the person does not hold here yet; a package can give roles of schools only."""
    held = set(_memberships(school).filter(user=user, ended=False).values_list("role", flat=True))
    for entry in memberships:
        if entry["role"] not in SCHOOL_ROLES:
            raise Problem(f"Gói hồ sơ giao vai trò “{entry['role']}” không dùng ở trường.")
        if entry["ended"] or entry["role"] not in held:
            Membership.objects.create(
                user=user, organisation=school, **values(Membership, entry, rows.MEMBERSHIP)
            )
