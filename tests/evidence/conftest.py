"""A school with people of every role that matters to evidence."""

from collections.abc import Iterator

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from tests.evidence.factories import House, make_actor, make_house


@pytest.fixture
def house(db: None) -> House:
    """Return a school with an opened year."""
    return make_house("sao-mai")


@pytest.fixture
def all_scopes() -> Iterator[None]:
    """Open every school's rows, for tests of the domain; views open their own."""
    with scopes_disabled():
        yield


@pytest.fixture
def secretary(house: House) -> Actor:
    return make_actor(house, Role.SECRETARY)


@pytest.fixture
def member(house: House) -> Actor:
    return make_actor(house, Role.MEMBER)


@pytest.fixture
def contributor(house: House) -> Actor:
    return make_actor(house, Role.CONTRIBUTOR)
