"""Months and load: counted from days, on the day both included."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.appraisals.domain.bodies.load import MONTHS, Calendar, Load, Month, calendar_of
from minhdinh.appraisals.models import Body, Case
from tests.appraisals.domain.bodies.test_facts import second_body
from tests.appraisals.forming import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def seen(office: Office, start: dt.date) -> Calendar:
    with path_scope(office.world.department.path):
        return calendar_of(office.world.department.pk, start)


def move(body: Body, starts_on: dt.date, ends_on: dt.date) -> None:
    with scopes_disabled():
        Body.objects.filter(pk=body.pk).update(starts_on=starts_on, ends_on=ends_on)


def test_a_month_knows_its_last_day() -> None:
    assert Month(dt.date(2028, 2, 1)).last == dt.date(2028, 2, 29)
    assert Month(dt.date(2026, 12, 1)).last == dt.date(2026, 12, 31)


def test_a_body_stands_in_every_month_it_touches(office: Office) -> None:
    body = office.form()
    move(body, dt.date(2026, 11, 30), dt.date(2027, 1, 1))
    found = seen(office, dt.date(2026, 10, 15))
    assert [month.first for month in found.months][:2] == [dt.date(2026, 10, 1), dt.date(2026, 11, 1)]
    assert [len(month.bodies) for month in found.months] == [0, 1, 1, 1, 0, 0]
    assert len(found.months) == MONTHS
    assert seen(office, dt.date(2027, 2, 1)).people == []


def test_who_is_in_two_at_once_comes_first(office: Office) -> None:
    person = office.experts[2]
    mine = office.form()
    _other, theirs = second_body(office, person)
    move(mine, dt.date(2026, 11, 1), dt.date(2026, 11, 20))
    move(theirs, dt.date(2026, 11, 20), dt.date(2026, 11, 30))
    first, *others = seen(office, dt.date(2026, 11, 1)).people
    assert (first.name, first.most, len(first.bodies)) == (person.full_name, 2, 2)
    assert {one.most for one in others} == {1}
    assert not first.is_heavy
    move(theirs, dt.date(2026, 11, 21), dt.date(2026, 11, 30))
    assert {one.most for one in seen(office, dt.date(2026, 11, 1)).people} == {1}


def test_what_has_ended_is_shown_but_is_no_load(office: Office) -> None:
    office.form()
    with scopes_disabled():
        Case.objects.update(closed_at=timezone.now(), outcome="stopped")
    found = seen(office, timezone.localdate())
    assert len(found.months[0].bodies) == 1
    assert {one.most for one in found.people} == {0}


def test_heavy_is_more_than_we_propose() -> None:
    assert not Load("A", "", most=2).is_heavy
    assert Load("A", "", most=3).is_heavy
