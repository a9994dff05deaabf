"""A stage's last day moved by hand: by whom, why, and who hears of it."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.intake.due import move_due
from minhdinh.appraisals.domain.intake.reminding import tell_cases_due
from minhdinh.appraisals.enums import BodyRole
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.notifications.models import Notice
from tests.appraisals.registered import World, make_registered

DAY = dt.timedelta(days=1)
TODAY = timezone.localdate()
DUE = TODAY + 10 * DAY


@pytest.fixture
def world(db: None) -> World:
    world = make_registered(stage="study")
    assert world.commune is not None
    for place, role in (
        (world.school, Role.PRINCIPAL),
        (world.commune, Role.COMMUNE_OFFICER),
        (world.department, Role.DEPARTMENT_SPECIALIST),
    ):
        world.user(place, role)
    return world


def at(world: World, stage: str, due: dt.date | None = DUE) -> None:
    world.put(stage)
    with scopes_disabled():
        row = world.fresh()
        row.due_on = due
        row.save()


def name(world: World, place: str, role: str) -> str:
    return world.user(getattr(world, place), role).full_name


def move(
    world: World, due: dt.date, was: dt.date | None = DUE, reason: str = "Nghỉ Tết", **other: object
) -> None:
    case = world.fresh()
    given = {"actor": world.specialist(), "version": case.version} | other
    move_due(case=case, was=was, due_on=due, reason=reason, **given)  # type: ignore[arg-type]


def test_a_moved_day_is_told_and_rings_anew(world: World) -> None:
    at(world, "study")
    tell_cases_due(DUE)
    Notice.objects.all().delete()
    move(world, DUE + 7 * DAY)
    assert world.fresh().due_on == DUE + 7 * DAY
    people = set(Notice.objects.values_list("person__full_name", flat=True))
    lead = {world.members[role].name for role in (BodyRole.LEADER, BodyRole.SECRETARY)}
    assert people == lead | {name(world, "school", Role.PRINCIPAL)}
    entry = Entry.objects.get(action="case.due_moved")
    assert (entry.data["reason"], entry.data["was"]) == ("Nghỉ Tết", f"{DUE:%d/%m/%Y}")
    assert tell_cases_due(DUE + DAY) == 0
    assert tell_cases_due(DUE + 5 * DAY) == 2


def test_only_the_department_moves_a_day(world: World) -> None:
    at(world, "study")
    for actor in (world.officer(), world.principal(), world.examiner()):
        with pytest.raises(NotAllowed):
            move(world, DUE + DAY, actor=actor)
    assert world.fresh().due_on == DUE


def test_what_cannot_be_is_refused(world: World) -> None:
    at(world, "study")
    for due, reason, field in (
        (TODAY - DAY, "Nghỉ Tết", "due_on"),
        (TODAY + 900 * DAY, "Nghỉ Tết", "due_on"),
        (DUE + DAY, " \0 ", "reason"),
        (DUE + DAY, "x" * 401, "reason"),
    ):
        with pytest.raises(Problem) as refused:
            move(world, due, reason=reason)
        assert refused.value.field == field
    for stale in ({"was": DUE - DAY}, {"version": 7}):
        with pytest.raises(Stale):
            move(world, DUE + DAY, **stale)  # type: ignore[arg-type]
    at(world, "stopped")
    with pytest.raises(Problem, match="kết thúc"):
        move(world, DUE + DAY)
