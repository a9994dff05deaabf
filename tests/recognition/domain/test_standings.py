"""What registrations are told of what a school holds."""

import datetime as dt

import pytest

from minhdinh.appraisals.domain.cases.standing import standings_of
from minhdinh.recognition.domain.standings import standings
from tests.factories import World, make_world
from tests.recognition.register import recognise

D = dt.date
TODAY = D(2026, 11, 20)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_nothing_is_held(world: World) -> None:
    assert standings(world.school, TODAY) == []


def test_the_days_of_a_standing_recognition_with_its_law(world: World) -> None:
    recognise(world.school, decided_on=D(2025, 3, 1), degree=1, number="1/QĐ")
    (one,) = standings_of(world.school, TODAY)
    assert (one.degree, one.grade, one.decided_on) == (1, None, D(2025, 3, 1))
    assert (one.ends_on, one.upgrade_from) == (D(2030, 2, 28), D(2027, 3, 1))
    assert one.register_by is not None
    assert one.certain, "the circulars of 2018 were read"
    assert "Điều 38" in one.legal_reference
    assert one.url == f"/truong/{world.school.code}/cong-nhan/"


def test_of_2026_it_is_not_certain_and_an_ended_one_is_not_told(world: World) -> None:
    recognise(world.school, decided_on=D(2026, 8, 1), degree=2, number="2/QĐ")
    recognise(world.school, decided_on=D(2015, 8, 1), grade=1, degree=None, number="3/QĐ")
    (one,) = standings(world.school, TODAY)
    assert (one.degree, one.certain, one.upgrade_from) == (2, False, None)


def test_two_papers_are_two_standings(world: World) -> None:
    recognise(world.school, decided_on=D(2025, 3, 1), degree=None, grade=3, number="4/QĐ")
    recognise(world.school, decided_on=D(2025, 3, 2), degree=2, number="5/QĐ")
    assert [one.title for one in standings(world.school, TODAY)] == ["chuẩn quốc gia mức độ 2", "cấp độ 3"]
