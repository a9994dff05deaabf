"""The register as plain data for the rooms that name people."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.appraisals.domain.bodies import sources
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.trained_source import trained_people
from minhdinh.oversight.models import TrainedPerson
from tests.factories import DepartmentFactory, SchoolFactory, World, make_world, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def trained(office: Organisation, place: Organisation, name: str, day: dt.date, user: object = None) -> None:
    row = TrainedPerson(
        office=office,
        organisation=place,
        name=name,
        course="Lớp mẫu",
        completed_on=day,
        user=user,
        position="GV",
    )
    row.derive_keys()
    row.save()


def test_the_newest_first_with_and_without_an_account(world: World) -> None:
    person = member(world.school, Role.MEMBER, full_name="Bùi Thị An")
    trained(world.department, world.school, "Bùi Thị An", dt.date(2025, 1, 1), person)
    trained(world.department, world.school, "Lê Văn Bình", dt.date(2026, 1, 1))
    first, second = trained_people(world.department)
    assert (first.name, first.user_id, first.workplace_id) == ("Lê Văn Bình", None, world.school.pk)
    assert (second.user_id, second.trained_on, second.course, second.position) == (
        person.pk, dt.date(2025, 1, 1), "Lớp mẫu", "GV"
    )  # fmt: skip


def test_another_department_is_not_read(world: World) -> None:
    other = DepartmentFactory()
    trained(other, SchoolFactory(under=other), "Người khác", dt.date(2026, 1, 1))
    assert list(trained_people(world.department)) == []


def test_the_room_of_registrations_asks_it(world: World) -> None:
    trained(world.department, world.school, "Bùi Thị An", dt.date(2025, 1, 1))
    assert [one.name for one in sources.trained_people(world.department)] == ["Bùi Thị An"]
    sources.register_people_source(trained_people)
    assert len(sources.trained_people(world.department)) == 1
