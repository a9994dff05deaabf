"""What a school asks for and its letter; opening a registration from a seal."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.appraisals.domain.cases.letters import Letter, letter_mark, save_letter
from minhdinh.appraisals.domain.cases.opening import Wanted
from minhdinh.appraisals.enums import Wish
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import NotAllowed, Problem, Stale
from tests.appraisals.registered import TT57, World, make_registered
from tests.factories import acting

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def save(world: World, wanted: Wanted | None = None, **values: Any) -> Case:
    case = world.fresh()
    actor = values.pop("actor", None) or world.secretary()
    mark = values.pop("mark", letter_mark(case))
    letter = Letter(wanted or Wanted(wish=case.wish, level=1), **values)
    return save_letter(actor=actor, case=case, letter=letter, mark=mark)


def test_the_letter_is_kept() -> None:
    world = make_registered()
    save(world, number=" 12/CV-THCS ", date=TODAY, note="Dòng một\r\nDòng hai\x00")
    case = world.fresh()
    assert (case.letter_number, case.letter_date) == ("12/CV-THCS", TODAY)
    assert case.note == "Dòng một\nDòng hai"


@pytest.mark.parametrize("level", [0, -1, 2, 99])
def test_a_level_that_the_seal_does_not_reach_is_refused(level: int) -> None:
    world = make_registered(level=1)
    with pytest.raises(Problem) as refused:
        save(world, Wanted(wish=Wish.NATIONAL_STANDARD, level=level))
    assert refused.value.field == "level"


@pytest.mark.parametrize(
    ("wanted", "field"),
    [(Wanted(wish=Wish.BOTH), "wish"), (Wanted(wish=""), "wish"), (Wanted(kind="x"), "kind")],
)
def test_wishes_and_kinds_of_other_regimes_are_refused(wanted: Wanted, field: str) -> None:
    world = make_registered(TT57)
    with pytest.raises(Problem) as refused:
        save(world, wanted)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": "x" * 101}, "number"),
        ({"note": "x" * 4001}, "note"),
        ({"date": TODAY + dt.timedelta(days=1)}, "date"),
    ],
)
def test_texts_too_long_and_days_to_come_are_refused(values: dict[str, Any], field: str) -> None:
    world = make_registered()
    with pytest.raises(Problem) as refused:
        save(world, **values)
    assert refused.value.field == field


def test_two_people_do_not_overwrite_each_other() -> None:
    world = make_registered()
    mark = letter_mark(world.fresh())
    save(world, number="12/CV", mark=mark)
    with pytest.raises(Stale, match="12/CV"):
        save(world, number="13/CV", mark=mark)
    assert world.fresh().letter_number == "12/CV"


def test_not_after_sending_and_not_by_others() -> None:
    world = make_registered(stage="receiving")
    with pytest.raises(Problem, match="Hồ sơ đã gửi"):
        save(world, number="1")
    world.put("returned")
    assert save(world, number="1").letter_number == "1"
    member = acting(world.user(world.school, Role.MEMBER), world.school)
    for actor in (member, world.specialist()):
        with pytest.raises(NotAllowed):
            save(world, number="2", actor=actor)
