"""A school with its people, each with a browser of the own."""

from __future__ import annotations

import pytest

from minhdinh.access.permissions import Role
from minhdinh.standards.domain.loading import load_packaged_sets
from tests.e2e.people import Person, sign_in
from tests.e2e.steps import YEAR
from tests.factories import make_world, member


@pytest.fixture
def school(transactional_db):
    load_packaged_sets()
    found = make_world().school
    profile = found.profile
    profile.head_name = "Phạm Quang Minh"
    profile.save()
    for username, name, role in (
        ("thuky", "Lê Thu Hà", Role.SECRETARY),
        ("chutich", "Hoàng Thị Ngọc", Role.CHAIR),
        ("thanhvien", "Đỗ Hải Lâm", Role.MEMBER),
        ("nhomtruong", "Vũ Thị Thanh", Role.MEMBER),
    ):
        member(found, role, username=username, full_name=name)
    return found


@pytest.fixture
def home(school) -> str:
    return f"/truong/{school.code}/{YEAR}"


@pytest.fixture
def people(school, live_server, new_context):
    def enter(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return enter
