import datetime as dt
from typing import Any

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.recognition.domain.decisions import (
    DECISION,
    check_decision,
    record_decision,
    remove_decision,
    revoke_decision,
)
from minhdinh.recognition.models import Decision
from tests.factories import World, acting, make_world, member

YEAR = "2014-2015"
DAY = dt.date(2015, 6, 1)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(world.officer, world.department)


def decide(world: World, actor: Actor, **values: Any) -> Decision:
    given = {"year": YEAR, "number": "12/QĐ-SGDĐT", "decided_on": DAY, "grade": 1, **values}
    return record_decision(actor=actor, school=world.school, **given)


def all_decisions(world: World) -> list[Decision]:
    return [row for rows in DECISION.existing([world.school.pk]).values() for row in rows]


def test_the_same_number_is_mended_another_stands_beside(world: World, officer: Actor) -> None:
    first = decide(world, officer, issuer=" Sở  GDĐT ", signer="Nguyễn Văn Mẫu")
    mended = decide(world, officer, grade=2, valid_to=dt.date(2020, 6, 1))
    other = decide(world, officer, number="13/QĐ-UBND", grade=None, degree=1)
    assert (first.pk, first.issuer) == (mended.pk, "Sở GDĐT")
    assert (mended.grade, mended.valid_to) == (2, dt.date(2020, 6, 1))
    assert other.pk != first.pk
    assert len(all_decisions(world)) == 2
    assert [entry.action for entry in Entry.objects.order_by("id")] == [
        "fact.recorded",
        "fact.changed",
        "fact.recorded",
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": "  "}, "number"),
        ({"grade": None}, "grade"),
        ({"grade": 5}, "grade"),
        ({"degree": 3}, "degree"),
        ({"decided_on": dt.date(2999, 1, 1)}, "decided_on"),
        ({"valid_to": dt.date(2015, 5, 31)}, "valid_to"),
        ({"year": "2014"}, "year"),
    ],
)
def test_wrong_decisions(world: World, officer: Actor, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as caught:
        decide(world, officer, **values)
    assert caught.value.field == field
    assert all_decisions(world) == []


def test_a_decision_without_days_is_a_fact_too() -> None:
    check_decision(grade=None, degree=None, decided_on=None, valid_to=dt.date(2030, 1, 1))


def test_revoking_keeps_the_decision_and_its_record(world: World, officer: Actor) -> None:
    decision = decide(world, officer)
    revoked = revoke_decision(
        actor=officer,
        school=world.school,
        decision_id=decision.pk,
        day=dt.date(2016, 1, 5),
        reason="không còn  giữ chuẩn",
    )
    assert revoked.revoked_on == dt.date(2016, 1, 5)
    entry = Entry.objects.order_by("id").last()
    assert entry is not None
    assert (entry.organisation_id, entry.home_id) == (world.school.pk, world.department.pk)
    assert sentence(entry.action, entry.data) == (
        "Ghi thu hồi quyết định 12/QĐ-SGDĐT từ ngày 05/01/2016: không còn giữ chuẩn"
    )
    with pytest.raises(Problem, match="đã thu hồi ngày 05/01/2016"):
        revoke_decision(
            actor=officer, school=world.school, decision_id=decision.pk, day=dt.date(2016, 2, 1), reason="x"
        )


@pytest.mark.parametrize(
    ("day", "reason", "words"),
    [
        (dt.date(2015, 5, 1), "x", "đứng trước ngày quyết định"),
        (dt.date(2999, 5, 1), "x", "chưa đến"),
        (dt.date(2016, 5, 1), "  ", "lý do"),
    ],
)
def test_wrong_revocations(world: World, officer: Actor, day: dt.date, reason: str, words: str) -> None:
    decision = decide(world, officer)
    with pytest.raises(Problem, match=words):
        revoke_decision(actor=officer, school=world.school, decision_id=decision.pk, day=day, reason=reason)
    assert all_decisions(world)[0].revoked_on is None


def test_a_decision_of_another_school_is_not_found(world: World, officer: Actor) -> None:
    decision = decide(world, officer)
    with pytest.raises(NotHere):
        revoke_decision(
            actor=officer, school=world.other_school, decision_id=decision.pk, day=DAY, reason="x"
        )
    with pytest.raises(NotHere):
        remove_decision(actor=officer, school=world.other_school, decision_id=decision.pk)


def test_a_mistake_is_taken_back(world: World, officer: Actor) -> None:
    remove_decision(actor=officer, school=world.school, decision_id=decide(world, officer).pk)
    assert all_decisions(world) == []
    entry = Entry.objects.order_by("id").last()
    assert entry is not None
    assert "12/QĐ-SGDĐT" in sentence(entry.action, entry.data)


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.SUPERVISOR])
def test_a_commune_records_no_recognition(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        decide(world, acting(member(world.commune, role), world.commune))
