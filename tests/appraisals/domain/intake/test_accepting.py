"""Accepting a registration: a number of the department's register, once, with its day."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.opening import Wanted, open_registration
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.intake.accepting import accept_case, proposed_number
from minhdinh.appraisals.enums import Act, Wish
from minhdinh.appraisals.models import Case, CaseStep
from minhdinh.common.problems import NotAllowed, Problem, Problems, Stale
from tests.appraisals.registered import TT57, World, make_registered, short_set
from tests.assessments.cases import advance, decide_all, make_case, seat_council, together
from tests.factories import DepartmentFactory

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
FIRST, SECOND = f"0001/{TODAY.year}", f"0002/{TODAY.year}"


@pytest.fixture
def world(db: None) -> World:
    return make_registered(stage="receiving")


def accept(world: World, case: Case | None = None, number: str = "", **other: object) -> Case:
    row = case or world.fresh()
    given = {"version": row.version, "received_on": TODAY, **other}
    return accept_case(actor=world.specialist(), case=row, number=number, **given)  # type: ignore[arg-type]


def neighbour(world: World) -> Case:
    """Return another school's registration at the same department, at the same stage."""
    with scopes_disabled():
        case = make_case(standard_set=short_set(TT57), under=world.commune or world.department)
        seat_council(case)
        decide_all(case, 1)
        advance(case, "sealed")
        row = open_registration(
            actor=case.system, assessment=case.fresh(), wanted=Wanted(wish=Wish.NATIONAL_STANDARD, level=1)
        )
        row.stage = "receiving"
        row.save()
        return Case.objects.select_related("school", "department", "intake").get(pk=row.pk)


def test_a_dossier_is_accepted_under_the_next_number(world: World) -> None:
    moved = accept(world, received_on=TODAY - DAY, note="Hồ sơ đủ.")
    assert (moved.stage, moved.number, moved.received_on) == ("accepted", FIRST, TODAY - DAY)
    with scopes_disabled():
        step = CaseStep.objects.get()
    assert (step.act, step.note, step.by_office) == (Act.ACCEPT, "Hồ sơ đủ.", world.department.name)
    assert proposed_number(world.department.pk, TODAY.year) == SECOND
    assert proposed_number(world.department.pk, TODAY.year + 1) == f"0001/{TODAY.year + 1}"


def test_a_number_of_ones_own_is_kept_and_never_given_twice(world: World) -> None:
    other = neighbour(world)
    assert accept(world, number=" 15/ĐK-SGDĐT ").number == "15/ĐK-SGDĐT"
    with pytest.raises(Problem, match="đã dùng") as refused:
        accept(world, other, number="15/ĐK-SGDĐT")
    assert refused.value.field == "number"
    assert FIRST in refused.value.message
    assert accept(world, other, number=FIRST).number == FIRST


def test_another_department_counts_for_itself(world: World) -> None:
    accept(world)
    assert proposed_number(DepartmentFactory().pk, TODAY.year) == FIRST


def test_accepting_without_a_number_is_refused(world: World) -> None:
    case = world.fresh()
    with pytest.raises(Problems, match="số tiếp nhận"):
        take_step(actor=world.specialist(), case=case, act=Act.ACCEPT, version=case.version)
    assert world.fresh().stage == "receiving"


def refused() -> Iterator[tuple[str, dict[str, object], str]]:
    yield "to come", {"received_on": TODAY + DAY}, "received_on"
    yield "long ago", {"received_on": TODAY - 400 * DAY}, "received_on"
    yield "too long", {"number": "9" * 61}, "number"


@pytest.mark.parametrize(("values", "field"), [(one[1], one[2]) for one in refused()])
def test_what_cannot_be_is_refused_and_nothing_is_written(
    world: World, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Problem) as told:
        accept(world, **values)  # type: ignore[arg-type]
    assert told.value.field == field
    assert (world.fresh().stage, world.fresh().number) == ("receiving", "")


def test_only_the_department_accepts(world: World) -> None:
    case = world.fresh()
    for actor in (world.officer(), world.principal(), system_actor(world.school.pk)):
        with pytest.raises(NotAllowed):
            accept_case(actor=actor, case=case, version=case.version, number="", received_on=TODAY)
    assert world.fresh().number == ""


def test_a_dossier_that_moved_meanwhile_keeps_no_number(world: World) -> None:
    case = world.fresh()
    with pytest.raises(Stale):
        accept(world, case, version=case.version + 1)
    take_step(actor=world.specialist(), case=case, act=Act.GIVE_BACK, version=0, note="Thiếu công văn.")
    with pytest.raises(Problem):
        accept(world, case, version=0)
    assert (world.fresh().stage, world.fresh().number) == ("returned", "")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_officers_at_once() -> None:
    world = make_registered(stage="receiving")
    first, second, actor = world.fresh(), neighbour(world), world.specialist()

    def accepting(case: Case, number: str = "") -> Case:
        return accept_case(actor=actor, case=case, version=0, number=number, received_on=TODAY)

    results = together(lambda: accepting(first), lambda: accepting(second), lambda: accepting(first))
    assert sorted(one.number for one in results if isinstance(one, Case)) == [FIRST, SECOND]
    assert sum(isinstance(one, Problem) for one in results) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_number_for_two_dossiers_at_once() -> None:
    world = make_registered(stage="receiving")
    first, second, actor = world.fresh(), neighbour(world), world.specialist()
    results = together(
        *(
            lambda case=case: accept_case(actor=actor, case=case, version=0, number="7/ĐK", received_on=TODAY)
            for case in (first, second)
        )
    )
    assert sorted(type(one).__name__ for one in results) == ["Case", "Problem"]
