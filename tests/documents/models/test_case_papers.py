"""What the database itself holds about papers that wait for a person."""

import pytest
from django.db import IntegrityError, connection, transaction

from minhdinh.access.scope import ScopeError, scopes_disabled
from minhdinh.documents.models import CasePapers
from tests.appraisals.registered import TT57, World, make_registered
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="study")


def waiting(world: World, **more: object) -> CasePapers:
    values = {
        "school": world.school,
        "case": world.fresh(),
        "owner": world.members["leader"].user,
        "organisation_id": world.school.pk,
        "side": "body",
        "name": "giay-to.zip",
        "media_type": "application/zip",
        "sha256": "0" * 64,
        "content": b"PK",
        **more,
    }
    return CasePapers.objects.create(**values)


def looked_at(_row: object) -> None:
    """Ask the database now what PostgreSQL would look at with the commit only."""
    connection.check_constraints()


def test_papers_of_one_school_never_belong_to_another(world: World) -> None:
    with scopes_disabled():
        assert str(waiting(world)) == "giay-to.zip"
        with pytest.raises(IntegrityError), transaction.atomic():
            looked_at(waiting(world, school=SchoolFactory(under=world.department)))


def test_they_are_read_in_an_opened_scope_only(world: World) -> None:
    with scopes_disabled():
        waiting(world)
    with pytest.raises(ScopeError):
        list(CasePapers.objects.all())
