"""What the database itself refuses of successions and delegations."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.models import Delegation, Succession
from tests.factories import World
from tests.organisations.reorganising import BASIS, REFORM

DAY = dt.timedelta(days=1)


def succession(world: World, form: str, *, itself: bool) -> Succession:
    return Succession.objects.create(
        predecessor=world.commune,
        successor=world.commune if itself else world.other_commune,
        day=REFORM,
        form=form,
        former_name=world.commune.name,
        basis=BASIS,
    )


@pytest.mark.parametrize("form", sorted(SuccessionForm))
def test_only_a_change_of_name_or_place_succeeds_itself(world: World, form: str) -> None:
    itself = form in {SuccessionForm.RENAME, SuccessionForm.REPARENT}
    assert str(succession(world, form, itself=itself)).endswith("2025-07-01")
    with pytest.raises(IntegrityError, match="succession_form_fits"), transaction.atomic():
        succession(world, form, itself=not itself)


def test_the_same_is_not_written_twice(world: World) -> None:
    succession(world, SuccessionForm.MERGE, itself=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        succession(world, SuccessionForm.MERGE, itself=False)
    succession(world, SuccessionForm.SPLIT, itself=False)


def test_an_organisation_with_a_past_is_not_deleted(world: World) -> None:
    row = succession(world, SuccessionForm.MERGE, itself=False)
    assert row.predecessor.successions.get() == row.successor.precessions.get() == row
    for organisation in (world.commune, world.other_commune):
        with pytest.raises(ProtectedError):
            organisation.delete()


@pytest.mark.parametrize(
    ("until", "holds"), [(None, True), (REFORM, True), (REFORM + DAY, True), (REFORM - DAY, False)]
)
def test_days_of_a_delegation_stand_in_order(world: World, until: dt.date | None, holds: bool) -> None:
    row = Delegation(
        office=world.commune, acting=world.other_commune, valid_from=REFORM, valid_to=until, basis=BASIS
    )
    if holds:
        row.save()
        assert str(row) == f"{world.other_commune.pk} ⇒ {world.commune.pk}"
        return
    with pytest.raises(IntegrityError, match="delegation_days_in_order"), transaction.atomic():
        row.save()


def test_nobody_acts_for_itself(world: World) -> None:
    with pytest.raises(IntegrityError, match="delegation_not_self"), transaction.atomic():
        Delegation.objects.create(office=world.commune, acting=world.commune, valid_from=REFORM, basis=BASIS)
