"""What the database itself refuses of a file that is brought straight to the store."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import ScopeError, school_scope, scopes_disabled
from minhdinh.evidence.models import ArrivalState, DirectArrival
from tests.evidence.factories import YEAR, House, make_house, make_item

pytestmark = pytest.mark.django_db


def made(house: House, actor: Actor, **values: object) -> DirectArrival:
    given = {"key": "a" * 32, "year": YEAR, "name": "a.pdf", "length": 10, "expires_at": timezone.now()}
    row: DirectArrival = DirectArrival.objects.create(
        school_id=house.school.pk, person_id=actor.user_id, **{**given, **values}
    )
    return row


def test_it_belongs_to_its_school(house: House, secretary: Actor) -> None:
    with school_scope(house.school.pk):
        row = made(house, secretary)
        assert str(row) == "a.pdf (sending)"
        assert row.place == f"quarantine/{house.school.pk}/{'a' * 32}"
        assert row.state == ArrivalState.SENDING
    with school_scope(make_house().school.pk):
        assert not DirectArrival.objects.exists()
    with pytest.raises(ScopeError):
        DirectArrival.objects.count()


@pytest.mark.usefixtures("all_scopes")
def test_a_key_is_given_once(house: House, secretary: Actor) -> None:
    made(house, secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        made(house, secretary)


def test_it_goes_with_its_item(house: House, secretary: Actor) -> None:
    item = make_item(house)
    with scopes_disabled():
        made(house, secretary, item=item)
        assert DirectArrival.objects.filter(item=item).count() == 1
