"""What the database itself refuses of collecting: had without an item, lost without a reason, days the wrong way."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from minhdinh.access.actor import Actor
from minhdinh.evidence.enums import CollectingState
from minhdinh.evidence.models import Collecting, EvidenceItem
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import House, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.mark.parametrize(
    "values",
    [
        {"state": CollectingState.HAVE},
        {"state": CollectingState.LOST},
        {"starts_on": dt.date(2026, 12, 2), "due_on": dt.date(2026, 12, 1)},
    ],
)
def test_the_database_refuses_what_cannot_be(house: House, secretary: Actor, values: dict[str, Any]) -> None:
    row = make_collecting(house, secretary, secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        Collecting.objects.filter(pk=row.pk).update(**values)


def point(row: Collecting, item: EvidenceItem) -> None:
    """Let a row name an item; PostgreSQL would look at it with the commit only."""
    Collecting.objects.filter(pk=row.pk).update(item=item)
    connection.check_constraints()


def test_it_never_points_to_an_item_of_another_school(house: House, secretary: Actor) -> None:
    row = make_collecting(house, secretary, secretary)
    foreign = make_item(make_house())
    with pytest.raises(IntegrityError), transaction.atomic():
        point(row, foreign)
    assert str(row) == "Sổ họp tổ Toán"
