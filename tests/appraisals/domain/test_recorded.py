import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.appraisals.domain.recorded import (
    EVALUATION,
    REGISTRATION,
    record_evaluation,
    record_registration,
    remove_evaluation,
    remove_registration,
)
from minhdinh.appraisals.enums import Wish
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from tests.factories import World, acting, make_world, member

YEAR = "2019-2020"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(member(world.commune, Role.COMMUNE_OFFICER), world.commune)


def said() -> list[str]:
    return [sentence(entry.action, entry.data) for entry in Entry.objects.order_by("id")]


def test_a_registration_is_recorded_once_and_mended(world: World, officer: Actor) -> None:
    first = record_registration(actor=officer, school=world.school, year=YEAR, declared_level=1)
    mended = record_registration(
        actor=officer,
        school=world.school,
        year=YEAR,
        wish=Wish.ACCREDITATION,
        declared_level=2,
        registered_on=dt.date(2019, 11, 1),
        note="  nộp hai bản ",
    )
    assert first.pk == mended.pk
    assert (mended.wish, mended.declared_level, mended.note) == ("accreditation", 2, "nộp hai bản")
    assert said()[0].startswith("Ghi nhận đăng ký đánh giá ngoài năm học 2019-2020: nguyện vọng:")
    assert "mức tự nhận: 1 → 2; ngày đăng ký: không ghi → 01/11/2019" in said()[1]


def test_an_evaluation_is_recorded_once_and_mended(world: World, officer: Actor) -> None:
    first = record_evaluation(actor=officer, school=world.school, year=YEAR)
    mended = record_evaluation(
        actor=officer, school=world.school, year=YEAR, level=0, held_on=dt.date(2020, 3, 5)
    )
    assert (first.pk, mended.level, mended.held_on) == (mended.pk, 0, dt.date(2020, 3, 5))
    assert "ngày: không ghi → 05/03/2020" in said()[1]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"year": "2019"}, "year"),
        ({"wish": "khác"}, "wish"),
        ({"declared_level": 0}, "declared_level"),
        ({"declared_level": 5}, "declared_level"),
        ({"registered_on": dt.date(2999, 1, 1)}, "registered_on"),
    ],
)
def test_wrong_registrations(world: World, officer: Actor, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as caught:
        record_registration(**{"actor": officer, "school": world.school, "year": YEAR, **values})
    assert caught.value.field == field
    assert REGISTRATION.existing([world.school.pk]) == {}


def test_wrong_evaluations(world: World, officer: Actor) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    for values in ({"level": 5}, {"held_on": tomorrow}, {"year": "19-20"}):
        with pytest.raises(Problem):
            record_evaluation(**{"actor": officer, "school": world.school, "year": YEAR, **values})
    assert EVALUATION.existing([world.school.pk]) == {}


def test_mistakes_are_taken_back(world: World, officer: Actor) -> None:
    record_registration(actor=officer, school=world.school, year=YEAR)
    record_evaluation(actor=officer, school=world.school, year=YEAR)
    remove_registration(actor=officer, school=world.school, year=YEAR)
    remove_evaluation(actor=officer, school=world.school, year=YEAR)
    assert REGISTRATION.existing([world.school.pk]) == EVALUATION.existing([world.school.pk]) == {}
    for remove in (remove_registration, remove_evaluation):
        with pytest.raises(Problem, match="chưa ghi nhận"):
            remove(actor=officer, school=world.school, year=YEAR)


def test_an_officer_keeps_inside_the_own_commune(world: World, officer: Actor) -> None:
    for record in (record_registration, record_evaluation):
        with pytest.raises(NotAllowed):
            record(actor=officer, school=world.other_school, year=YEAR)


@pytest.mark.parametrize("person", ["owner", "colleague"])
def test_a_school_records_nothing_about_itself(world: World, person: str) -> None:
    actor = acting(getattr(world, person), world.school)
    for verb in (record_registration, record_evaluation, remove_registration, remove_evaluation):
        with pytest.raises(NotAllowed):
            verb(actor=actor, school=world.school, year=YEAR)


def test_the_system_may_record(world: World) -> None:
    assert record_registration(actor=system_actor(), school=world.school, year=YEAR).wish == Wish.BOTH
