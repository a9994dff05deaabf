"""What becomes of roles and of a school's type when organisations are merged or split; pure."""

from __future__ import annotations

from collections.abc import Iterable

from minhdinh.access.permissions import OFFICE_ROLES, PASSING_ROLES, Role
from minhdinh.organisations.enums import EducationLevel, HandOver, SchoolType

KEPT_AT_SCHOOLS = frozenset({Role.CONTRIBUTOR, Role.VIEWER})
GENERAL = (EducationLevel.PRIMARY, EducationLevel.LOWER_SECONDARY, EducationLevel.UPPER_SECONDARY)


def role_after(role: str, *, school: bool, alone: bool, people: str) -> str | None:
    """Return the role that a person holds at the successor, or None where it ends.

    ``alone`` says that the successor takes one predecessor's place and no other's (a school that only changed its
    name). Otherwise those who led a school come over as viewers: the new head hands the tasks out again, so that two
    heads never stand side by side.
    """
    if people == HandOver.END or role in PASSING_ROLES:
        return None
    if not school:
        return role if role in OFFICE_ROLES | {Role.SYSTEM_ADMIN} else None
    return role if alone or role in KEPT_AT_SCHOOLS else Role.VIEWER.value


def type_together(types: Iterable[str], levels: Iterable[str]) -> tuple[str, list[str]] | None:
    """Return type and levels of the school that several schools make together; None where no type holds them all.

    Schools of one type keep it; general schools of different levels make one with several levels.
    """
    found, taught = set(types), set(levels)
    ordered = [level.value for level in EducationLevel if level in taught]
    if len(found) == 1:
        return found.pop(), ordered
    if taught and taught <= set(GENERAL):
        return SchoolType.MULTI_LEVEL.value, ordered
    return None
