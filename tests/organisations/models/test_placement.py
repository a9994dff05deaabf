"""A placement's days stand in order, and a school has one a day."""

import datetime as dt

import pytest
from django.db import IntegrityError

from minhdinh.organisations.models import Placement
from minhdinh.organisations.models.placement import ALWAYS, EVER
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 7, 1)


def test_a_placement_holds_for_ever_unless_it_says_otherwise() -> None:
    row = Placement.objects.get(school=SchoolFactory())
    assert (row.valid_from, row.valid_to) == (ALWAYS, EVER)
    assert str(row).startswith(row.path)


@pytest.mark.parametrize("end", [DAY, DAY - dt.timedelta(days=1)])
def test_days_out_of_order_are_refused(end: dt.date) -> None:
    school = SchoolFactory()
    with pytest.raises(IntegrityError):
        Placement.objects.create(school=school, path=school.path, valid_from=DAY, valid_to=end)


def test_two_placements_cannot_begin_on_one_day() -> None:
    school = SchoolFactory()
    with pytest.raises(IntegrityError):
        Placement.objects.create(school=school, path=school.path)
