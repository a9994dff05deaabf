"""Collecting is asked for, changed, withdrawn: by whom, of whom, with what words and days."""

import datetime as dt
from typing import Any

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.collecting.asking import (
    ask_to_collect,
    change_collecting,
    target_of_collecting,
    withdraw_collecting,
)
from minhdinh.evidence.collecting.queries import collectings_for
from minhdinh.evidence.domain.items import remove_item, target_of
from minhdinh.evidence.models import Collecting
from tests.evidence.collecting.factories import asked_of, make_collecting
from tests.evidence.factories import House, day, make_actor, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def test_what_is_asked_is_kept_and_recorded(house: House, secretary: Actor, contributor: Actor) -> None:
    row = make_collecting(
        house,
        secretary,
        contributor,
        what="  Sổ  họp ",
        keeper_id=secretary.user_id,
        due_on=day("2026-12-20"),
        requirement="1.3.1a",
    )
    again = Collecting.objects.get(pk=row.pk)
    assert (again.what, again.collector_id, again.keeper_id) == (
        "Sổ họp",
        contributor.user_id,
        secretary.user_id,
    )
    assert (again.state, again.version, again.item_id) == ("collecting", 1, None)
    assert entries_of_target(target_of_collecting(row))[0].action == "evidence.collecting_asked"


def test_for_an_item_the_record_stands_with_the_item(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    item = make_item(house)
    make_collecting(house, secretary, contributor, item_id=item.pk)
    assert entries_of_target(target_of(item))[0].action == "evidence.collecting_asked"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"what": " \x00 "}, "cần thu thập gì"),
        ({"what": "x" * 301}, "dài quá"),
        ({"note": "x" * 501}, "dài quá"),
        ({"starts_on": dt.date(2026, 12, 2), "due_on": dt.date(2026, 12, 1)}, "đứng trước"),
        ({"due_on": dt.date(9999, 1, 1)}, "xem lại ngày"),
        ({"keeper_id": 999_999}, "người lưu giữ"),
        ({"item_id": 999_999}, "Không có minh chứng"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    house: House, secretary: Actor, contributor: Actor, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(Problem, match=words):
        make_collecting(house, secretary, contributor, **values)
    assert not Collecting.objects.exists()


def test_only_people_of_the_school_who_may_send_are_asked(house: House, secretary: Actor) -> None:
    stranger = make_actor(make_house(), Role.CONTRIBUTOR)
    reader = make_actor(house, Role.VIEWER)
    for person in (stranger, reader):
        with pytest.raises(Problem, match="người thu thập"):
            make_collecting(house, secretary, person)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_does_not_manage_evidence_asks_nobody(
    house: House, secretary: Actor, contributor: Actor, role: str
) -> None:
    actor = make_actor(house, role)
    with pytest.raises(NotAllowed):
        make_collecting(house, actor, contributor)
    row = make_collecting(house, secretary, contributor)
    with pytest.raises(NotAllowed):
        withdraw_collecting(actor=actor, row=row, version=1)
    with pytest.raises(NotAllowed):
        change_collecting(
            actor=actor, school=house.school, row=row, version=1, asked=asked_of(contributor.user_id)
        )


def test_a_closed_year_asks_for_nothing_more(house: House, secretary: Actor, contributor: Actor) -> None:
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.SUBMITTED, complete=True)
    with pytest.raises(Problem, match="đã khép"):
        make_collecting(house, secretary, contributor)


def test_a_change_starts_from_the_version_that_was_read(
    house: House, secretary: Actor, member: Actor, contributor: Actor
) -> None:
    row = make_collecting(house, secretary, contributor)
    wanted = asked_of(member.user_id, what="Sổ khác", criterion="1.4")
    change_collecting(actor=secretary, school=house.school, row=row, version=1, asked=wanted)
    again = Collecting.objects.get(pk=row.pk)
    assert (again.what, again.collector_id, again.criterion, again.version) == (
        "Sổ khác",
        member.user_id,
        "1.4",
        2,
    )
    with pytest.raises(Stale):
        change_collecting(actor=secretary, school=house.school, row=row, version=1, asked=wanted)


def test_the_rest_of_a_row_is_changed_also_when_its_item_was_taken_away(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    item, other = make_item(house), make_item(house)
    row = make_collecting(house, secretary, contributor, item_id=item.pk)
    for gone in (item, other):
        remove_item(actor=secretary, item=gone)
    wanted = asked_of(contributor.user_id, what="Sổ khác", item_id=item.pk)
    change_collecting(actor=secretary, school=house.school, row=row, version=1, asked=wanted)
    again = Collecting.objects.get(pk=row.pk)
    assert (again.what, again.item_id) == ("Sổ khác", item.pk)
    wanted = asked_of(contributor.user_id, item_id=other.pk)
    with pytest.raises(Problem, match="Không có minh chứng"):
        change_collecting(actor=secretary, school=house.school, row=row, version=2, asked=wanted)


def test_what_is_withdrawn_is_no_longer_listed_and_not_touched(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    row = make_collecting(house, secretary, contributor)
    withdraw_collecting(actor=secretary, row=row, version=1)
    assert not collectings_for(secretary, house.school.pk, house.assessment.pk).exists()
    assert Collecting.objects.filter(pk=row.pk).exists(), "it stays as a record"
    with pytest.raises(Problem, match="đã được rút"):
        withdraw_collecting(actor=secretary, row=row, version=2)


def test_another_school_asks_nothing_here(house: House, contributor: Actor) -> None:
    stranger = make_actor(make_house(), Role.SECRETARY)
    with pytest.raises(NotAllowed):
        ask_to_collect(
            actor=stranger,
            school=house.school,
            assessment_id=house.assessment.pk,
            asked=asked_of(contributor.user_id),
        )
