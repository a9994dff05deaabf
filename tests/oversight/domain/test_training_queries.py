"""Who sees which people trained, and which schools have none."""

import datetime as dt

import pytest

from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.training_queries import (
    RegisterFilter,
    people_of,
    register_seen_by,
    schools_below,
    session_of,
    sessions_of,
    untrained_schools,
)
from minhdinh.oversight.models import TrainedPerson, TrainingSession
from tests.factories import SchoolFactory, World, make_world

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 10, 3)


@pytest.fixture
def world() -> World:
    return make_world()


def trained(
    office: Organisation, organisation: Organisation, name: str, session: TrainingSession | None = None
) -> TrainedPerson:
    row = TrainedPerson(
        office=office,
        organisation=organisation,
        name=name,
        course="Đánh giá ngoài",
        certificate=f"CC {name}",
        completed_on=DAY,
        session=session,
    )
    row.derive_keys()
    row.save()
    return row


def names(office: Organisation, **wanted: str) -> list[str]:
    rows = register_seen_by(office, RegisterFilter(**wanted)).order_by("sort_key", "id")
    return [row.name for row in rows]


def test_each_office_sees_its_own_subtree_whoever_recorded(world: World) -> None:
    trained(world.ministry, world.school, "Lớp Bộ")
    trained(world.department, world.other_school, "Lớp Sở")
    trained(world.commune, world.school, "Lớp Xã")
    assert set(names(world.ministry)) == {"Lớp Bộ", "Lớp Sở", "Lớp Xã"}
    assert set(names(world.department)) == {"Lớp Bộ", "Lớp Sở", "Lớp Xã"}
    assert set(names(world.commune)) == {"Lớp Bộ", "Lớp Xã"}
    assert set(names(world.other_commune)) == {"Lớp Sở"}


def test_a_person_who_moved_away_stays_in_the_register_that_has_the_line(world: World) -> None:
    trained(world.commune, world.other_school, "Đã chuyển")
    assert names(world.commune) == ["Đã chuyển"]


def test_words_are_found_without_marks_and_names_sort_by_the_given_name(world: World) -> None:
    for name in ("Trần Văn Đức", "Lê Thị An", "Phạm Thị Bình"):
        trained(world.department, world.school, name)
    assert names(world.department) == ["Lê Thị An", "Phạm Thị Bình", "Trần Văn Đức"]
    assert names(world.department, q="duc") == ["Trần Văn Đức"]
    assert names(world.department, q="cc binh") == ["Phạm Thị Bình"]
    assert names(world.department, where="thcs-phu-son") == []


def test_schools_without_anybody(world: World) -> None:
    primary = SchoolFactory(name="TH Một", under=world.commune, profile__school_type=SchoolType.PRIMARY)
    closed = SchoolFactory(under=world.commune)
    closed.active = False
    closed.save()
    trained(world.ministry, world.school, "A")
    trained(world.commune, world.commune, "Cán bộ xã")
    assert {row.school for row in untrained_schools(world.department)} == {primary, world.other_school}
    assert {row.school for row in untrained_schools(world.commune)} == {primary}
    assert not untrained_schools(world.commune, SchoolType.LOWER_SECONDARY)
    assert schools_below(world.department).count() == 3


def test_sessions_with_how_many_attended(world: World) -> None:
    session = TrainingSession.objects.create(office=world.department, kind="training", topic="A", held_on=DAY)
    trained(world.department, world.school, "Lê Thị B", session)
    trained(world.department, world.school, "Lê Thị A", session)
    assert sessions_of(world.department).get().attended == 2
    assert [row.name for row in people_of(session)] == ["Lê Thị A", "Lê Thị B"]
    assert session_of(world.department, session.pk) == session
    assert session_of(world.commune, session.pk) is None
    assert not sessions_of(world.commune)
