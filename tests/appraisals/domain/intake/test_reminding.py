"""Whoever holds a stage hears of its day three days before and when it has passed, each once."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.intake.reminding import tell_cases_due
from minhdinh.appraisals.enums import BodyRole
from minhdinh.config.management.commands import serve
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


def told(day: dt.date) -> set[str]:
    """Return the names of who hears of it in the round of a day."""
    Notice.objects.all().delete()
    tell_cases_due(day)
    return set(Notice.objects.values_list("person__full_name", flat=True))


def name(world: World, place: str, role: str) -> str:
    return world.user(getattr(world, place), role).full_name


def test_who_holds_the_stage_and_nobody_else(world: World) -> None:
    school, commune = name(world, "school", Role.PRINCIPAL), name(world, "commune", Role.COMMUNE_OFFICER)
    department = name(world, "department", Role.DEPARTMENT_SPECIALIST)
    lead = {world.members[role].name for role in (BodyRole.LEADER, BodyRole.SECRETARY)}
    for stage, people in {
        "returned": {school},
        "checking": {commune},
        "receiving": {department},
        "study": lead,
        "response": {school},
        "recognised": set(),
    }.items():
        at(world, stage)
        assert told(DUE - 3 * DAY) == people, stage


def test_day_by_day_each_is_told_once(world: World) -> None:
    at(world, "receiving")
    rang = {}
    day = TODAY
    while day < DUE + 90 * DAY:
        if tell_cases_due(day):
            rang[day - DUE] = Notice.objects.order_by("-id").values_list("text", flat=True)[0]
        day += DAY
    assert list(rang) == [-3 * DAY, DAY]
    assert f"đến hạn ngày {DUE:%d/%m/%Y}" in rang[-3 * DAY]
    assert "đã quá hạn" in rang[DAY]


def test_runs_that_were_left_out(world: World) -> None:
    at(world, "receiving")
    assert tell_cases_due(DUE + 20 * DAY) == 1
    assert tell_cases_due(DUE + 21 * DAY) == 0
    at(world, "receiving", None)
    assert tell_cases_due(DUE) == 0


def test_a_notice_leads_to_the_page_of_who_is_told(world: World) -> None:
    at(world, "checking")
    tell_cases_due(DUE)
    assert Notice.objects.get().url == world.office_url(office=world.commune)
    at(world, "study")
    tell_cases_due(DUE)
    assert set(Notice.objects.exclude(url__startswith="/co-quan/").values_list("url", flat=True)) == {
        world.url(room="danh-gia")
    }


def test_the_daily_round_tells(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    at(world, "receiving", TODAY)
    monkeypatch.setattr(serve._Daily, "done_on", None)
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)
    serve.keep_house()
    assert Notice.objects.filter(text__contains="đến hạn").count() == 1
