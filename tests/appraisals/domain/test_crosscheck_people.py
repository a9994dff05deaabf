"""Naming who checks: a way in that is exactly as long as the check."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import P, Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.crosscheck import close_check
from minhdinh.appraisals.domain.crosscheck_people import drop_reviewer, name_reviewer
from minhdinh.appraisals.models import CrossReviewer
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.notifications.models import Notice
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.models import Membership
from tests.appraisals.desk import Desk
from tests.factories import MembershipFactory, acting, member

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def fresh(reviewer: CrossReviewer) -> CrossReviewer:
    with scopes_disabled():
        return CrossReviewer.objects.select_related("crosscheck").get(pk=reviewer.pk)


def test_the_way_in_opens_one_permission_for_the_days_of_the_check(desk: Desk) -> None:
    reviewer = desk.named()
    held = Membership.objects.get(user=desk.teacher, organisation=desk.school)
    assert (held.role, held.source) == (Role.CROSS_REVIEWER, "cross-check")
    assert (held.valid_from, held.valid_to) == (TODAY, TODAY + 15 * DAY)
    assert desk.reviewer_actor.permissions == {P.CROSSCHECK_REVIEW}
    assert reviewer.name == "Lê Thị Chéo"
    assert Notice.objects.get(person=desk.teacher).url == desk.review_url()


@pytest.mark.parametrize(("starts", "ends", "inside"), [(0, 0, True), (1, 5, False), (-5, 0, True)])
def test_the_first_and_the_last_day_count(desk: Desk, starts: int, ends: int, inside: bool) -> None:
    desk.named(desk.pair(starts=starts, ends=ends))
    assert (actor_for(desk.teacher, desk.school) is not None) is inside


def test_the_leader_of_the_reviewing_school_names_too(desk: Desk) -> None:
    crosscheck = desk.pair()
    leader = acting(desk.principal, desk.reviewing)
    name_reviewer(actor=leader, crosscheck=crosscheck, user=desk.teacher)
    name_reviewer(actor=leader, crosscheck=crosscheck, user=desk.principal)
    with scopes_disabled():
        assert crosscheck.reviewers.count() == 2


def test_nobody_else_names(desk: Desk) -> None:
    crosscheck = desk.pair()
    for actor in (
        acting(desk.teacher, desk.reviewing),
        acting(member(desk.school, Role.PRINCIPAL), desk.school),
        acting(member(desk.office, Role.SUPERVISOR), desk.office),
    ):
        with pytest.raises(NotAllowed):
            name_reviewer(actor=actor, crosscheck=crosscheck, user=desk.teacher)


def test_only_people_of_the_reviewing_school_and_not_of_the_checked_one(desk: Desk) -> None:
    crosscheck = desk.pair()
    stranger = member(desk.school, Role.MEMBER)
    with pytest.raises(Problem, match="không phải người của"):
        name_reviewer(actor=desk.office_actor, crosscheck=crosscheck, user=stranger)
    MembershipFactory(user=desk.teacher, organisation=desk.school, role=Role.CONTRIBUTOR)
    with pytest.raises(Problem, match="trường được kiểm tra"):
        name_reviewer(actor=desk.office_actor, crosscheck=crosscheck, user=desk.teacher)


def test_nobody_is_named_twice_or_for_two_checks_of_one_school(desk: Desk) -> None:
    reviewer = desk.named()
    with pytest.raises(Problem, match="đã được cử"):
        desk.named(reviewer.crosscheck)
    with pytest.raises(Problem, match="phân công khác"):
        desk.named(desk.pair(year="2027-2028"))


def test_an_old_way_in_that_nobody_closed_stops_no_new_one(desk: Desk) -> None:
    old = desk.named(desk.pair(year="2025-2026"))
    Membership.objects.filter(pk=old.membership_id).update(valid_from=TODAY - 9 * DAY, valid_to=TODAY)
    new = desk.named()
    assert Membership.objects.get(pk=old.membership_id).ended
    assert not Membership.objects.get(pk=new.membership_id).ended


def test_a_check_whose_days_are_over_takes_no_more_people(desk: Desk) -> None:
    with pytest.raises(Problem, match="quá hạn"):
        desk.named(desk.pair(starts=-9, ends=-1))


def test_who_is_dropped_is_a_stranger_again(desk: Desk) -> None:
    reviewer = desk.named()
    drop_reviewer(actor=desk.office_actor, reviewer=reviewer)
    assert actor_for(desk.teacher, desk.school) is None
    assert actor_for(desk.teacher, desk.reviewing) is not None
    assert fresh(reviewer).dropped_at is not None
    again = desk.named(fresh(reviewer).crosscheck)
    assert again.pk != reviewer.pk
    assert actor_for(desk.teacher, desk.school) is not None


def test_who_has_sent_stays_named(desk: Desk) -> None:
    reviewer = desk.named()
    desk.sent(reviewer)
    with pytest.raises(Problem, match="đã gửi góp ý"):
        drop_reviewer(actor=desk.office_actor, reviewer=fresh(reviewer))


def test_closing_leaves_other_roles_alone(desk: Desk) -> None:
    reviewer = desk.named()
    close_check(actor=desk.office_actor, crosscheck=reviewer.crosscheck)
    assert actor_for(desk.teacher, desk.school) is None
    assert acting(desk.teacher, desk.reviewing).roles == {Role.MEMBER}
