"""A school with people of every role that matters to evidence, and browsers of theirs."""

from collections.abc import Iterator

import pytest
from django.test import Client

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from tests.evidence.factories import House, make_actor, make_house, signed_in
from tests.factories import member as new_member


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


@pytest.fixture
def secretary_client(house: House) -> Client:
    return signed_in(new_member(house.school, Role.SECRETARY, full_name="Nguyễn Thu Hà"))


@pytest.fixture
def member_client(house: House) -> Client:
    return signed_in(new_member(house.school, Role.MEMBER, full_name="Lê Văn Tám"))


@pytest.fixture
def contributor_client(house: House) -> Client:
    return signed_in(new_member(house.school, Role.CONTRIBUTOR, full_name="Trần Thị Bình"))


@pytest.fixture
def viewer_client(house: House) -> Client:
    return signed_in(new_member(house.school, Role.VIEWER))
