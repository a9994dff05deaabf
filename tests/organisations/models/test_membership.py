import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from minhdinh.access.permissions import Role
from tests.factories import MembershipFactory, World


def test_a_role_is_held_once_at_a_time(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=world.owner, organisation=world.school, role=Role.PRINCIPAL)
    MembershipFactory(user=world.owner, organisation=world.school, role=Role.PRINCIPAL, ended=True)
    MembershipFactory(user=world.owner, organisation=world.school, role=Role.PRINCIPAL, ended=True)


def test_neither_a_person_nor_an_organisation_disappears(world: World) -> None:
    with pytest.raises(ProtectedError):
        world.owner.delete()
    with pytest.raises(ProtectedError):
        world.commune.delete()


def test_in_words(world: World) -> None:
    assert str(world.owner.memberships.get()) == "Phạm Quang Minh · Hiệu trưởng"
