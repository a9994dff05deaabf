"""What people were asked to collect, among everybody's work: whose, from when, until when."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.enums import State
from minhdinh.assessments.presenters.collecting_work import collecting_work
from minhdinh.assessments.work import Worker, WorkItem
from minhdinh.evidence.collecting.states import say_lost
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.conftest import all_scopes, contributor, house, secretary
from tests.evidence.factories import House

__all__ = ["all_scopes", "contributor", "house", "secretary"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
SEND = frozenset({Permission.EVIDENCE_CONTRIBUTE})


def found(house: House, actor: Actor, permissions: frozenset[Permission] = SEND) -> list[WorkItem]:
    worker = Worker(actor.user_id or 0, "Ai đó", permissions)
    return [item for _person, item in collecting_work(house.assessment, [worker])]


def test_it_names_what_and_the_day(house: House, secretary: Actor, contributor: Actor) -> None:
    day = timezone.localdate() + dt.timedelta(days=9)
    row = make_collecting(house, secretary, contributor, due_on=day, requirement="1.3.1a")
    [item] = found(house, contributor)
    assert (item.title, item.due, item.kind, item.criterion, item.standard) == (
        "Thu thập: Sổ họp tổ Toán",
        day,
        "evidence",
        "1.3",
        "1",
    )
    assert item.url == house.url(f"thu-thap/{row.pk}/")
    assert item.note == "cho 1.3.1a"
    assert found(house, secretary) == [], "who asked has nothing to collect"


def test_what_has_not_begun_or_is_over_is_not_work(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    make_collecting(house, secretary, contributor, starts_on=timezone.localdate() + dt.timedelta(days=2))
    over = make_collecting(house, secretary, contributor)
    assert len(found(house, contributor)) == 1
    say_lost(actor=contributor, row=over, version=1, reason="Mất")
    assert found(house, contributor) == []


def test_who_may_no_longer_send_and_a_closed_year_have_none(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    make_collecting(house, secretary, contributor)
    assert found(house, contributor, frozenset()) == []
    house.assessment.state = State.SUBMITTED
    assert found(house, contributor) == []


def test_one_query_for_all(
    house: House, secretary: Actor, contributor: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        make_collecting(house, secretary, contributor, what=f"Việc {number}")
    with django_assert_num_queries(1):
        assert len(found(house, contributor)) == 6
