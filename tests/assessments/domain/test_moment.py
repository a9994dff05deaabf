import pytest
from django.db import connection, transaction

from minhdinh.assessments.domain.moment import one_moment
from minhdinh.organisations.models import OrganisationKind
from tests.assessments.cases import together


def names() -> set[str]:
    return set(OrganisationKind.objects.values_list("name", flat=True))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_every_query_inside_sees_the_first_ones_state() -> None:
    """On PostgreSQL a change committed meanwhile is not seen; on SQLite nobody can commit one meanwhile."""
    before = names()
    with one_moment():
        assert names() == before
        if connection.vendor == "postgresql":
            together(lambda: OrganisationKind.objects.create(pk="khac", name="Loại khác", rank=90))
        assert names() == before
    assert (connection.vendor == "postgresql") == ("Loại khác" in names())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_next_transaction_is_an_ordinary_one() -> None:
    with one_moment():
        names()
    with transaction.atomic():
        OrganisationKind.objects.create(pk="sau", name="Loại sau", rank=91)
    assert "Loại sau" in names()


@pytest.mark.django_db
def test_inside_another_transaction_it_asks_for_nothing() -> None:
    with one_moment():
        OrganisationKind.objects.create(pk="trong", name="Loại trong", rank=92)
    assert "Loại trong" in names()
