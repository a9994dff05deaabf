"""Browsers of the people of the school."""

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from tests.evidence.factories import House, signed_in
from tests.factories import member as new_member


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
