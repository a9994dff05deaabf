"""A dismissal stands once for an item and its bytes, inside one school."""

import pytest
from django.db import IntegrityError, connection, transaction

from minhdinh.evidence.models import ProposalDismissal
from tests.evidence.factories import House, make_file, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def test_once_for_an_item_and_its_bytes(house: House) -> None:
    item = make_item(house)
    given = {"school_id": house.school.pk, "item": item, "blob": make_file(item).blob}
    assert str(ProposalDismissal.objects.create(**given)).startswith(str(item.pk))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalDismissal.objects.create(**given)


def dismiss_across(house: House) -> None:
    """Dismiss another school's item in this school; PostgreSQL looks at the link when the transaction ends."""
    item = make_item(make_house("khac"))
    blob = make_file(make_item(house), b"%PDF-1.4 x").blob
    with transaction.atomic():
        ProposalDismissal.objects.create(school_id=house.school.pk, item=item, blob=blob)
        connection.check_constraints()


def test_never_across_schools(house: House) -> None:
    with pytest.raises(IntegrityError, match="same_school"):
        dismiss_across(house)
