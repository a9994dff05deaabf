"""How private schools take part: standing on a day, what is refused, who sees whom."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.organisations.enums import Ownership
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.participation import (
    NEAR,
    counts_of,
    narrowed,
    participations_of,
    private_schools,
    record_participation,
    remove_participation,
)
from minhdinh.oversight.enums import Standing
from minhdinh.oversight.models import Participation
from tests.factories import SchoolFactory, World, acting, make_world, member

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def private(world: World) -> Organisation:
    return SchoolFactory(name="Mầm non Hoa Mai", under=world.commune, profile__ownership=Ownership.PRIVATE)


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(world.officer, world.department)


def record(world: World, actor: Actor, school: Organisation, **values: Any) -> Participation:
    given = {
        "basis": "contract",
        "number": "05/HĐ-PM",
        "valid_from": dt.date(2025, 9, 1),
        "valid_to": dt.date(2026, 8, 31),
        "note": "",
        **values,
    }
    return record_participation(actor=actor, office=world.department, school=school, values=given)


def standing(office: Organisation, day: dt.date = TODAY) -> dict[str, str]:
    rows = private_schools(office, day).values_list("school__name", "standing")
    return dict(rows)


@pytest.mark.parametrize(
    ("valid_to", "expected"),
    [
        (TODAY - dt.timedelta(days=1), Standing.EXPIRED),
        (TODAY, Standing.EXPIRING),
        (TODAY + NEAR, Standing.EXPIRING),
        (TODAY + NEAR + dt.timedelta(days=1), Standing.HOLDING),
        (None, Standing.HOLDING),
    ],
)
def test_standing_on_a_day(
    world: World, private: Organisation, valid_to: dt.date | None, expected: Standing
) -> None:
    assert standing(world.department) == {private.name: Standing.MISSING}
    Participation.objects.create(
        office=world.department,
        school=private,
        basis="contract",
        valid_from=dt.date(2025, 9, 1),
        valid_to=valid_to,
    )
    assert standing(world.department) == {private.name: expected}


def test_a_renewal_that_is_signed_already_is_no_worry(
    world: World, private: Organisation, officer: Actor
) -> None:
    record(world, officer, private, valid_to=TODAY)
    assert standing(world.department)[private.name] == Standing.EXPIRING
    record(world, officer, private, valid_from=TODAY + dt.timedelta(days=1), valid_to=dt.date(2027, 8, 31))
    assert standing(world.department)[private.name] == Standing.HOLDING
    only = private_schools(world.department, TODAY).get()
    assert vars(only)["until"] == TODAY


def test_the_same_day_again_corrects_the_row(world: World, private: Organisation, officer: Actor) -> None:
    record(world, officer, private)
    record(world, officer, private, number="06/HĐ-PM")
    assert [one.number for one in participations_of(private)] == ["06/HĐ-PM"]
    assert Entry.objects.filter(action="participation.recorded").count() == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": " "}, "number"),
        ({"valid_to": None}, "valid_to"),
        ({"valid_to": dt.date(2025, 8, 1)}, "valid_to"),
    ],
)
def test_what_a_contract_needs(
    world: World, private: Organisation, officer: Actor, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Problem) as caught:
        record(world, officer, private, **values)
    assert caught.value.field == field


def test_a_directive_needs_neither_number_nor_end(
    world: World, private: Organisation, officer: Actor
) -> None:
    row = record(world, officer, private, basis="directive", number="", valid_to=None)
    assert row.get_basis_display() == "Theo văn bản chỉ đạo"


def test_public_schools_and_strangers_have_no_row(world: World, officer: Actor) -> None:
    with pytest.raises(Problem, match="ngoài công lập"):
        record(world, officer, world.school)
    foreign = SchoolFactory(profile__ownership=Ownership.PRIVATE)
    with pytest.raises(Problem, match="trực thuộc"):
        record(world, officer, foreign)
    assert not Participation.objects.exists()


def test_days_out_of_order_do_not_reach_the_database(world: World, private: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(
            office=world.department,
            school=private,
            basis="contract",
            valid_from=TODAY,
            valid_to=TODAY - dt.timedelta(days=1),
        )


def test_who_may_not(world: World, private: Organisation, officer: Actor) -> None:
    row = record(world, officer, private)
    reader = acting(member(world.department, Role.SUPERVISOR), world.department)
    with pytest.raises(NotAllowed):
        record(world, reader, private)
    with pytest.raises(NotAllowed):
        remove_participation(actor=reader, office=world.department, school=private, row_id=row.pk)
    other_officer = member(world.other_commune, Role.COMMUNE_OFFICER)
    other = acting(other_officer, world.other_commune)
    with pytest.raises(NotHere):
        remove_participation(actor=other, office=world.other_commune, school=private, row_id=row.pk)
    remove_participation(actor=officer, office=world.department, school=private, row_id=row.pk)
    assert not Participation.objects.exists()


def test_each_office_sees_its_own_schools(world: World, private: Organisation) -> None:
    elsewhere = SchoolFactory(under=world.other_commune, profile__ownership=Ownership.PRIVATE)
    assert set(standing(world.commune)) == {private.name}
    assert set(standing(world.other_commune)) == {elsewhere.name}
    assert set(standing(world.department)) == {private.name, elsewhere.name}


def test_words_and_standing_narrow(world: World, private: Organisation) -> None:
    rows = private_schools(world.department, timezone.localdate())
    assert narrowed(rows, words="hoa mai").get().school == private
    assert not narrowed(rows, words="hoa cúc")
    assert narrowed(rows, standing=Standing.MISSING).count() == 1
    assert not narrowed(rows, standing=Standing.HOLDING)


def test_public_schools_are_counted_as_by_directive(
    world: World, private: Organisation, officer: Actor
) -> None:
    record(world, officer, private)
    SchoolFactory(under=world.commune, profile__ownership=Ownership.PRIVATE)
    with CaptureQueriesContext(connection) as captured:
        counts = counts_of(world.department, TODAY)
    assert (counts.public, counts.private) == (2, 2)
    assert counts.standings == {"missing": 1, "expired": 0, "expiring": 0, "holding": 1}
    assert len(captured) <= 4
