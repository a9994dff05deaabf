"""Pairing by rule and by hand, days, closing: who may, what is refused, what is recorded."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.crosscheck import (
    change_days,
    close_check,
    pair_by_hand,
    pair_by_rule,
    propose_pairs,
    remove_check,
)
from minhdinh.appraisals.domain.crosscheck_people import name_reviewer
from minhdinh.appraisals.enums import CrossCheckState
from minhdinh.appraisals.models import CrossCheck
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Membership
from tests.appraisals.desk import YEAR, Desk, make_desk
from tests.assessments.cases import together
from tests.factories import CommuneFactory, SchoolFactory, acting, member

TODAY = timezone.localdate()
DAYS = {"starts_on": TODAY, "ends_on": TODAY + dt.timedelta(days=14)}


def fresh(crosscheck: CrossCheck) -> CrossCheck:
    with scopes_disabled():
        return CrossCheck.objects.get(pk=crosscheck.pk)


def add_schools(desk: Desk, count: int) -> None:
    desk.others = [SchoolFactory(name=f"THCS {number}", under=desk.office) for number in range(count)]


def proposed(desk: Desk, **wanted: object) -> list[tuple[str, str]]:
    proposal = propose_pairs(actor=desk.office_actor, office=desk.office, year=YEAR, **wanted)  # type: ignore[arg-type]
    return [(reviewer.name, school.name) for reviewer, school in proposal.pairs]


def test_an_odd_number_of_schools_is_paired_in_a_ring(desk: Desk) -> None:
    add_schools(desk, 3)
    pairs = proposed(desk)
    assert len(pairs) == 5
    assert len({reviewer for reviewer, _school in pairs}) == len({school for _reviewer, school in pairs}) == 5
    assert not any((school, reviewer) in pairs for reviewer, school in pairs)


def test_only_schools_of_the_same_kind_below_the_office(desk: Desk) -> None:
    SchoolFactory(name="MN Hoa Mai", under=desk.office, profile__school_type="mam_non")
    SchoolFactory(name="THCS nơi khác", under=CommuneFactory())
    proposal = propose_pairs(actor=desk.office_actor, office=desk.office, year=YEAR)
    names = {one.name for pair in proposal.pairs for one in pair}
    assert names == {"Trường THCS An Bình", "Trường THCS Phú Sơn"}
    assert [one.name for one in proposal.unchecked] == ["MN Hoa Mai"]
    assert proposed(desk, school_type="mam_non") == []


def test_what_was_shown_is_written(desk: Desk) -> None:
    add_schools(desk, 1)
    proposal = propose_pairs(actor=desk.office_actor, office=desk.office, year=YEAR)
    made = pair_by_rule(actor=desk.office_actor, office=desk.office, year=YEAR, mark=proposal.mark, **DAYS)
    assert [(one.reviewer, one.school) for one in made] == proposal.pairs
    assert proposed(desk) == []
    with pytest.raises(Problem, match="Không còn cặp"):
        pair_by_rule(actor=desk.office_actor, office=desk.office, year=YEAR, mark=proposal.mark, **DAYS)


def test_a_school_that_came_meanwhile_is_shown_first(desk: Desk) -> None:
    mark = propose_pairs(actor=desk.office_actor, office=desk.office, year=YEAR).mark
    add_schools(desk, 1)
    with pytest.raises(Problem, match="vừa thay đổi"):
        pair_by_rule(actor=desk.office_actor, office=desk.office, year=YEAR, mark=mark, **DAYS)
    with scopes_disabled():
        assert not CrossCheck.objects.exists()


def test_pairs_of_earlier_years_do_not_come_again(desk: Desk) -> None:
    desk.pair(year="2025-2026")
    assert proposed(desk) == [("Trường THCS An Bình", "Trường THCS Phú Sơn")]
    add_schools(desk, 1)
    assert ("Trường THCS Phú Sơn", "Trường THCS An Bình") not in proposed(desk)


@pytest.mark.parametrize("times", [0, 4])
def test_how_often_has_its_limits(desk: Desk, times: int) -> None:
    with pytest.raises(Problem, match="từ 1 đến 3"):
        propose_pairs(actor=desk.office_actor, office=desk.office, year=YEAR, times=times)


def test_by_hand_schools_must_differ_and_stand_below_the_office(desk: Desk) -> None:
    stranger = SchoolFactory()
    for pair, words in (
        ((desk.school, desk.school), "không tự kiểm tra"),
        ((stranger, desk.school), "phải thuộc cơ quan này"),
        ((desk.school, stranger), "phải thuộc cơ quan này"),
    ):
        with pytest.raises(Problem, match=words):
            pair_by_hand(actor=desk.office_actor, office=desk.office, year=YEAR, pairs=[pair], **DAYS)


def test_a_pair_comes_once_a_year(desk: Desk) -> None:
    desk.pair()
    with pytest.raises(Problem, match="đã được phân công"):
        desk.pair()
    assert desk.pair(year="2027-2028").year == "2027-2028"


def test_the_database_itself_refuses_a_school_that_checks_itself(desk: Desk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), school_scope(desk.school.pk):
        CrossCheck.objects.create(
            school=desk.school, reviewer=desk.school, office=desk.office, year=YEAR, **DAYS
        )


@pytest.mark.parametrize(("starts", "ends", "words"), [(0, -1, "Ngày cuối"), (0, 121, "120 ngày")])
def test_days_in_order_and_not_too_many(desk: Desk, starts: int, ends: int, words: str) -> None:
    with pytest.raises(Problem, match=words):
        desk.pair(starts=starts, ends=ends)


def test_both_schools_are_told(desk: Desk) -> None:
    checked = member(desk.school, Role.PRINCIPAL)
    desk.pair()
    texts = dict(Notice.objects.values_list("person__username", "text"))
    assert set(texts) == {checked.username, desk.principal.username}
    assert "Trường THCS Phú Sơn sẽ kiểm tra chéo" in texts[checked.username]
    assert "phân công kiểm tra chéo Trường THCS An Bình" in texts[desk.principal.username]


def strangers(desk: Desk) -> list[Actor]:
    other = CommuneFactory()
    return [
        acting(member(desk.office, Role.SUPERVISOR), desk.office),
        acting(member(other, Role.COMMUNE_OFFICER), other),
        acting(desk.principal, desk.reviewing),
        acting(member(desk.school, Role.PRINCIPAL), desk.school),
    ]


def test_only_the_office_pairs_moves_and_closes(desk: Desk) -> None:
    crosscheck = desk.pair()
    for actor in strangers(desk):
        with pytest.raises(NotAllowed):
            propose_pairs(actor=actor, office=desk.office, year=YEAR)
        with pytest.raises(NotAllowed):
            change_days(actor=actor, crosscheck=crosscheck, **DAYS)
        with pytest.raises(NotAllowed):
            close_check(actor=actor, crosscheck=crosscheck)
        with pytest.raises(NotAllowed):
            remove_check(actor=actor, crosscheck=crosscheck)
    assert fresh(crosscheck).state == CrossCheckState.OPEN


def test_moving_the_days_moves_the_way_in(desk: Desk) -> None:
    reviewer = desk.named()
    change_days(
        actor=desk.office_actor,
        crosscheck=reviewer.crosscheck,
        starts_on=TODAY,
        ends_on=TODAY + dt.timedelta(days=30),
    )
    membership = Membership.objects.get(pk=reviewer.membership_id)
    assert (membership.valid_from, membership.valid_to) == (TODAY, TODAY + dt.timedelta(days=31))


def test_closing_ends_the_way_in_at_once_and_only_once(desk: Desk) -> None:
    reviewer = desk.named()
    close_check(actor=desk.office_actor, crosscheck=reviewer.crosscheck)
    close_check(actor=desk.office_actor, crosscheck=reviewer.crosscheck)
    assert fresh(reviewer.crosscheck).state == CrossCheckState.CLOSED
    assert Membership.objects.get(pk=reviewer.membership_id).ended
    with pytest.raises(Problem, match="đã kết thúc"):
        change_days(actor=desk.office_actor, crosscheck=reviewer.crosscheck, **DAYS)
    with pytest.raises(Problem, match="đã kết thúc"):
        name_reviewer(actor=desk.office_actor, crosscheck=fresh(reviewer.crosscheck), user=desk.principal)
    assert Entry.objects.filter(action="crosscheck.closed").count() == 1


def test_a_pair_without_people_can_be_taken_back(desk: Desk) -> None:
    crosscheck = desk.pair()
    remove_check(actor=desk.office_actor, crosscheck=crosscheck)
    with scopes_disabled():
        assert not CrossCheck.objects.exists()
    reviewer = desk.named()
    with pytest.raises(Problem, match="Đã cử người"):
        remove_check(actor=desk.office_actor, crosscheck=reviewer.crosscheck)


def test_everything_is_in_the_record(desk: Desk) -> None:
    reviewer = desk.named()
    change_days(actor=desk.office_actor, crosscheck=reviewer.crosscheck, **DAYS)
    close_check(actor=desk.office_actor, crosscheck=reviewer.crosscheck)
    rows = Entry.objects.filter(action__startswith="crosscheck.").order_by("id")
    assert list(rows.values_list("action", flat=True)) == [
        "crosscheck.paired",
        "crosscheck.person_named",
        "crosscheck.days",
        "crosscheck.closed",
    ]
    assert rows[0].data["reviewer"] == "Trường THCS Phú Sơn"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_officers_who_confirm_an_odd_number_at_once_pair_it_once(transactional_db: None) -> None:
    desk = make_desk()
    add_schools(desk, 3)
    other = acting(member(desk.office, Role.COMMUNE_OFFICER), desk.office)
    mark = propose_pairs(actor=other, office=desk.office, year=YEAR).mark

    def confirm(actor: Actor) -> list[CrossCheck]:
        return pair_by_rule(actor=actor, office=desk.office, year=YEAR, mark=mark, **DAYS)

    first = desk.office_actor
    answers = together(lambda: confirm(first), lambda: confirm(other))
    made = [one for one in answers if isinstance(one, list)]
    refused = [one for one in answers if isinstance(one, Problem)]
    assert (len(made), len(refused)) == (1, 1)
    assert "Không còn cặp" in refused[0].message
    with scopes_disabled():
        rows = list(CrossCheck.objects.values_list("reviewer_id", "school_id"))
    assert len(rows) == len({reviewer for reviewer, _school in rows}) == 5
    assert len({school for _reviewer, school in rows}) == 5
