"""Who may be asked to collect or to keep evidence."""

from __future__ import annotations

from minhdinh.access.permissions import PASSING_ROLES, Permission, permissions_of
from minhdinh.accounts.models import User
from minhdinh.organisations.domain.people import people_of
from minhdinh.organisations.models import Organisation


def people_to_ask(school: Organisation) -> list[User]:
    """Return the school's people who may send evidence, in Vietnamese order; two queries however many they are."""
    return [person for person in people_of(school).filter(is_active=True) if _may_send(person)]


def person_to_ask(school: Organisation, person_id: int) -> User | None:
    """Return one of ``people_to_ask`` by id, else None."""
    rows = people_of(school).filter(is_active=True, pk=person_id)
    return next((person for person in rows if _may_send(person)), None)


def _may_send(person: User) -> bool:
    held = {row.role for row in person.roles_here} - PASSING_ROLES  # type: ignore[attr-defined]
    return Permission.EVIDENCE_CONTRIBUTE in permissions_of(held)
