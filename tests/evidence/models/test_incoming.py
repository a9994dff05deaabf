"""What the database itself refuses of an upload on its way."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import ScopeError, school_scope, scopes_disabled
from minhdinh.evidence.models import IncomingUpload
from tests.evidence.factories import YEAR, House, make_house, make_item

pytestmark = pytest.mark.django_db


def made(house: House, actor: Actor, **values: object) -> IncomingUpload:
    given = {"key": "a" * 32, "year": YEAR, "name": "a.pdf", "length": 10, "expires_at": timezone.now()}
    row: IncomingUpload = IncomingUpload.objects.create(
        school_id=house.school.pk, person_id=actor.user_id, **{**given, **values}
    )
    return row


def test_it_belongs_to_its_school(house: House, secretary: Actor) -> None:
    with school_scope(house.school.pk):
        assert str(made(house, secretary, offset=4)) == "a.pdf (4/10 B)"
    with school_scope(make_house().school.pk):
        assert not IncomingUpload.objects.exists()
    with pytest.raises(ScopeError):
        IncomingUpload.objects.count()


@pytest.mark.usefixtures("all_scopes")
def test_no_more_bytes_than_announced(house: House, secretary: Actor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        made(house, secretary, offset=11)


@pytest.mark.usefixtures("all_scopes")
def test_a_key_is_given_once(house: House, secretary: Actor) -> None:
    made(house, secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        made(make_house(), secretary)


def test_its_item_is_of_the_same_school(house: House, secretary: Actor) -> None:
    foreign = make_item(make_house())

    def name_it() -> None:
        with scopes_disabled(), transaction.atomic():
            made(house, secretary, item_id=foreign.pk)
            if connection.vendor == "postgresql":
                connection.check_constraints()

    with pytest.raises(IntegrityError):
        name_it()
