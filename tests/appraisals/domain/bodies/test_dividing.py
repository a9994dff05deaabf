"""Dividing anew: whole or refused, never over what somebody else has just written."""

from typing import Any

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.changing import dissolve_body, withdraw_member
from minhdinh.appraisals.domain.bodies.dividing import divide_criteria, mark_of
from minhdinh.appraisals.models import BodyMember
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Stale
from tests.appraisals.forming import Office, make_office
from tests.assessments.cases import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def test_the_mark_tells_divisions_apart() -> None:
    one = BodyMember(pk=1, criteria=["a:1.1"])
    other = BodyMember(pk=2, criteria=[])
    assert mark_of([one, other]) == mark_of([other, one])
    before = mark_of([one, other])
    other.criteria = ["a:1.1"]
    assert mark_of([one, other]) != before
    assert mark_of([one]) != mark_of([other])


def test_who_is_not_named_gets_none(office: Office) -> None:
    body, members, criteria = office.form(), office.members(), office.criteria
    divide_criteria(
        actor=office.world.specialist(),
        body=body,
        division={members[1].pk: criteria[:2], members[2].pk: criteria[1:]},
        mark=mark_of(members),
    )
    assert [one.criteria for one in office.members()] == [[], list(criteria[:2]), list(criteria[1:]), [], []]
    assert Entry.objects.filter(action="body.divided").count() == 1


def test_who_left_gets_none(office: Office) -> None:
    body, members = office.form(), office.members()
    withdraw_member(actor=office.world.specialist(), member=members[4], reason="Ốm.")
    kept = office.members()
    with pytest.raises(Problem):
        divide_criteria(
            actor=office.world.specialist(),
            body=body,
            division={members[4].pk: office.criteria},
            mark=mark_of(kept),
        )
    assert [one.criteria for one in office.members()] == [list(office.criteria)] * 5


def test_a_page_from_before_somebody_left_is_old(office: Office) -> None:
    body, members = office.form(), office.members()
    withdraw_member(actor=office.world.specialist(), member=members[4], reason="Ốm.")
    with pytest.raises(Stale):
        divide_criteria(
            actor=office.world.specialist(),
            body=body,
            division={members[0].pk: office.criteria},
            mark=mark_of(members),
        )


def test_a_dissolved_body_divides_nothing(office: Office) -> None:
    body, members = office.form(), office.members()
    dissolve_body(actor=office.world.specialist(), body=body, reason="Thu hồi.")
    given: dict[str, Any] = {
        "body": body,
        "division": {members[0].pk: office.criteria},
        "mark": mark_of(members),
    }
    with pytest.raises(Stale):
        divide_criteria(actor=office.world.specialist(), **given)
    with pytest.raises(NotAllowed):
        divide_criteria(actor=office.world.principal(), **given)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_divisions_at_once_keep_one(office: Office) -> None:
    body, members, criteria = office.form(), office.members(), office.criteria
    actor, mark = office.world.specialist(), mark_of(members)
    done = together(
        *(
            lambda pk=pk: divide_criteria(actor=actor, body=body, division={pk: criteria}, mark=mark)
            for pk in (members[0].pk, members[1].pk)
        )
    )
    assert sorted(type(one).__name__ for one in done) == ["Stale", "list"]
    with scopes_disabled():
        held = [one for one in BodyMember.objects.all() if one.criteria]
    assert len(held) == 1
