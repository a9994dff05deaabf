"""A folder for bytes on their way, and the browsers of two people of the school."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from minhdinh.access.permissions import Role
from tests.evidence.factories import House, signed_in
from tests.factories import member


@pytest.fixture(autouse=True)
def incoming(settings: Settings, tmp_path: Path) -> Path:
    """Give every test its own folder for part files; return where they stand."""
    settings.MINHDINH_INCOMING = tmp_path / "incoming"
    return tmp_path / "incoming" / "parts"


@pytest.fixture
def secretary_client(house: House) -> Client:
    return signed_in(member(house.school, Role.SECRETARY, full_name="Nguyễn Thu Hà"))


@pytest.fixture
def contributor_client(house: House) -> Client:
    return signed_in(member(house.school, Role.CONTRIBUTOR, full_name="Trần Thị Bình"))
