"""The row of a merge: once for an item at a time, never with itself, never across schools."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from minhdinh.evidence.models import EvidenceItem, ItemMerge
from tests.evidence.factories import House, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def row(gone: EvidenceItem, survivor: EvidenceItem, **values: object) -> ItemMerge:
    return ItemMerge.objects.create(
        school_id=gone.school_id,
        gone=gone,
        survivor=survivor,
        reason="thử",
        author_name="Thư ký",
        merged_at=timezone.now(),
        **values,
    )


def test_an_item_is_merged_away_once_until_it_is_taken_back(house: House) -> None:
    one, two, three = make_item(house), make_item(house), make_item(house)
    first = row(one, two)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(one, three)
    first.undone_at = timezone.now()
    first.save()
    assert str(row(one, three)) == f"{one.pk} → {three.pk}"


def test_an_item_is_not_merged_with_itself(house: House) -> None:
    item = make_item(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(item, item)


def test_the_database_refuses_another_school(house: House) -> None:
    mine, foreign = make_item(house), make_item(make_house())
    with pytest.raises(IntegrityError), transaction.atomic():
        saved_and_looked_at(mine, foreign)


def saved_and_looked_at(gone: EvidenceItem, survivor: EvidenceItem) -> None:
    """Make the row; PostgreSQL would otherwise look at its links at the commit only."""
    row(gone, survivor)
    connection.check_constraints()
