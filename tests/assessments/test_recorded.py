import pytest

from minhdinh.access.actor import system_actor
from minhdinh.assessments.domain.recorded import RECORDED, record_assessment, remove_recorded
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from tests.factories import World, acting, make_world

YEAR = "2013-2014"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_an_officer_records_and_mends(world: World) -> None:
    actor = acting(world.officer, world.department)
    first = record_assessment(
        actor=actor, school=world.school, year=YEAR, completed=True, level=2, source="Sổ"
    )
    again = record_assessment(
        actor=actor, school=world.school, year=YEAR, completed=True, level=2, source="Sổ"
    )
    mended = record_assessment(actor=actor, school=world.school, year=YEAR, completed=True, level=0)
    assert first.pk == again.pk == mended.pk
    assert (mended.completed, mended.level) == (True, 0)
    assert [entry.action for entry in Entry.objects.order_by("id")] == ["fact.recorded", "fact.changed"]


def test_taking_back(world: World) -> None:
    actor = acting(world.officer, world.department)
    record_assessment(actor=actor, school=world.school, year=YEAR, completed=False)
    remove_recorded(actor=actor, school=world.school, year=YEAR)
    assert RECORDED.existing([world.school.pk]) == {}
    with pytest.raises(Problem, match="chưa ghi nhận"):
        remove_recorded(actor=actor, school=world.school, year=YEAR)


@pytest.mark.parametrize(("year", "level"), [("2013", 1), ("2013-2015", 1), (YEAR, 5), (YEAR, -1)])
def test_what_is_wrong_is_refused(world: World, year: str, level: int) -> None:
    with pytest.raises(Problem):
        record_assessment(actor=system_actor(), school=world.school, year=year, completed=True, level=level)
    assert RECORDED.existing([world.school.pk]) == {}


@pytest.mark.parametrize("person", ["owner", "colleague"])
def test_a_school_does_not_record_about_itself(world: World, person: str) -> None:
    actor = acting(getattr(world, person), world.school)
    with pytest.raises(NotAllowed):
        record_assessment(actor=actor, school=world.school, year=YEAR, completed=True)
    with pytest.raises(NotAllowed):
        remove_recorded(actor=actor, school=world.school, year=YEAR)
