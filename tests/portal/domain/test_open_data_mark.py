"""A mark changes with the day, the file and the rows."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.portal.domain.open_data_mark import mark_of
from tests.factories import make_world
from tests.recognition.register import recognise

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def test_the_same_until_something_is_written() -> None:
    world = make_world()
    first = mark_of("truong", "csv", TODAY)
    assert mark_of("truong", "csv", TODAY) == first
    others = {mark_of("truong", "json", TODAY)[0], mark_of("truong", "csv", TODAY + dt.timedelta(days=1))[0]}
    assert first[0] not in others
    recognise(world.school)
    assert mark_of("truong", "csv", TODAY)[0] != first[0]


def test_it_is_no_older_than_the_day() -> None:
    _etag, since = mark_of("truong", "csv", TODAY)
    midnight = timezone.make_aware(dt.datetime.combine(TODAY, dt.time.min))
    assert since >= int(midnight.timestamp())


def test_it_costs_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        mark_of("truong", "csv", TODAY)
