"""Who does what in the demo: the people of people.yaml, with the roles they hold."""

from __future__ import annotations

from minhdinh.access.actor import Actor
from minhdinh.accounts.domain.queries import user_named
from minhdinh.accounts.models import User
from minhdinh.organisations.domain.queries import actor_for, organisation_with_code
from minhdinh.organisations.models import Organisation

MINISTRY = "bo-gddt"
DEPARTMENT = "so-gddt-an-hoa"
SYSTEM_ADMIN = "quantri"
DEPARTMENT_ADMIN = "quantriso"


class DemoContentError(LookupError):
    """The demo's content names an organisation, a person or a place that does not exist: a mistake in its files."""


def organisation(code: str) -> Organisation:
    """Return an organisation of the demo by its code."""
    found = organisation_with_code(code)
    if found is None:
        raise DemoContentError(f"organisation {code}")
    return found


def person(username: str) -> User:
    """Return the account of a person of the demo."""
    found = user_named(username)
    if found is None:
        raise DemoContentError(f"person {username}")
    return found


def acting(username: str, place: Organisation) -> Actor:
    """Return a person of the demo as he or she acts upon ``place``."""
    actor = actor_for(person(username), place)
    if actor is None:
        raise DemoContentError(f"{username} at {place.code}")
    return actor


class Cast:
    """The people of one school, looked up once; made after its council has given out the roles."""

    def __init__(self, school: Organisation) -> None:
        self.school = school
        self._actors: dict[str, Actor] = {}

    def __getitem__(self, username: str) -> Actor:
        if username not in self._actors:
            self._actors[username] = acting(username, self.school)
        return self._actors[username]
