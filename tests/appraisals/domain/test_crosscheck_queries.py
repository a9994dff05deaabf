"""Reads: who sees which pairs, whose check is open, what is counted."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import ScopeError, path_scope, school_scope
from minhdinh.appraisals.domain.crosscheck import close_check
from minhdinh.appraisals.domain.crosscheck_comments import answer_comment
from minhdinh.appraisals.domain.crosscheck_people import drop_reviewer
from minhdinh.appraisals.domain.crosscheck_queries import (
    Counts,
    belongs_to,
    check_by_id,
    check_by_school,
    checks_below,
    checks_by_school,
    comment_by_id,
    comments_of_reviewer,
    counts_below,
    own_check,
    pairs_known,
    people_to_name,
    person_named,
    schools_below,
    sent_comments,
)
from minhdinh.organisations.models import Membership
from tests.appraisals.desk import DAY, YEAR, Desk
from tests.factories import CommuneFactory, SchoolFactory, member


def own(desk: Desk, year: str = "") -> int | None:
    with school_scope(desk.school.pk):
        found = own_check(desk.school.pk, desk.teacher.pk, year)
    return found.pk if found else None


def test_schools_below_with_what_they_stand_under(desk: Desk) -> None:
    SchoolFactory(under=CommuneFactory())
    SchoolFactory(name="Trường đã đóng", under=desk.office, active=False)
    rows = schools_below(desk.office, YEAR)
    assert [one.school.name for one in rows] == ["Trường THCS An Bình", "Trường THCS Phú Sơn"]
    assert {one.parent_step for one in rows} == {f"{desk.office.pk:07d}"}
    assert schools_below(desk.office, YEAR, "mam_non") == []


def test_pairs_of_all_years_and_offices_are_known(desk: Desk) -> None:
    desk.pair()
    desk.pair(year="2025-2026")
    assert pairs_known([desk.school.pk]) == {(desk.reviewing.pk, desk.school.pk): {YEAR, "2025-2026"}}
    assert pairs_known([desk.reviewing.pk]) == {}


def test_an_office_sees_the_checks_of_its_schools_only(desk: Desk) -> None:
    crosscheck, other = desk.pair(), CommuneFactory()
    with path_scope(desk.office.path):
        assert list(checks_below(YEAR)) == [crosscheck]
        assert list(checks_below("2025-2026")) == []
        assert check_by_id(YEAR, crosscheck.pk) == crosscheck
    with path_scope(other.path):
        assert list(checks_below(YEAR)) == []
        assert check_by_id(YEAR, crosscheck.pk) is None


def test_checks_need_a_scope(desk: Desk) -> None:
    desk.pair()
    with pytest.raises(ScopeError):
        list(checks_below(YEAR))


def test_figures_of_all_pairs(desk: Desk) -> None:
    reviewer = desk.named()
    comment = desk.sent(reviewer)
    with school_scope(desk.school.pk):
        answer_comment(actor=desk.case.actor(Role.SECRETARY), comment=comment, answer="Đã sửa.")
    with path_scope(desk.office.path):
        assert counts_below(YEAR) == Counts(1, 0, 0, 1, 0, 1, 1)
    close_check(actor=desk.office_actor, crosscheck=reviewer.crosscheck)
    with path_scope(desk.office.path):
        assert counts_below(YEAR) == Counts(1, 0, 0, 0, 1, 1, 1)
    with path_scope(CommuneFactory().path):
        assert counts_below(YEAR) == Counts(0, 0, 0, 0, 0, 0, 0)


def test_drafts_are_not_counted(desk: Desk) -> None:
    desk.comment(desk.named())
    with path_scope(desk.office.path):
        assert counts_below(YEAR) == Counts(1, 0, 1, 0, 0, 0, 0)


def test_the_reviewing_school_finds_its_own_errands_only(desk: Desk) -> None:
    reviewer = desk.named()
    crosscheck = reviewer.crosscheck
    with school_scope(desk.reviewing.pk):
        assert checks_by_school(desk.reviewing, YEAR) == [crosscheck]
        assert check_by_school(desk.reviewing, crosscheck.pk) == crosscheck
        assert checks_by_school(desk.school, YEAR) == []
        assert check_by_school(desk.school, crosscheck.pk) is None
        assert person_named(crosscheck, reviewer.pk) == reviewer
        assert person_named(crosscheck, reviewer.pk + 1) is None


def test_people_of_today_who_are_not_named_may_be_named(desk: Desk) -> None:
    gone = member(desk.reviewing, Role.MEMBER)
    Membership.objects.filter(user=gone).update(ended=True)
    crosscheck = desk.pair()
    assert set(people_to_name(crosscheck)) == {desk.principal, desk.teacher}
    reviewer = desk.named(crosscheck)
    assert people_to_name(crosscheck) == [desk.principal]
    drop_reviewer(actor=desk.office_actor, reviewer=reviewer)
    assert set(people_to_name(crosscheck)) == {desk.principal, desk.teacher}


def test_a_way_in_makes_nobody_a_person_of_the_school(desk: Desk) -> None:
    desk.named()
    assert belongs_to(desk.teacher.pk, desk.reviewing.pk)
    assert not belongs_to(desk.teacher.pk, desk.school.pk)


def test_the_own_check_is_open_inside_its_days(desk: Desk) -> None:
    assert own(desk) is None
    reviewer = desk.named()
    assert own(desk) == own(desk, YEAR) == reviewer.pk
    assert own(desk, "2025-2026") is None
    with school_scope(desk.school.pk):
        assert own_check(desk.school.pk, desk.principal.pk) is None
        assert own_check(desk.school.pk, None) is None


@pytest.mark.parametrize(("starts", "ends"), [(1, 3), (-3, -1)])
def test_before_and_after_its_days_there_is_none(desk: Desk, starts: int, ends: int) -> None:
    reviewer = desk.named()
    today = timezone.localdate()
    with school_scope(desk.school.pk):
        crosscheck = reviewer.crosscheck
        crosscheck.starts_on, crosscheck.ends_on = today + starts * DAY, today + ends * DAY
        crosscheck.save()
    assert own(desk) is None


def test_who_leaves_the_reviewing_school_loses_the_check(desk: Desk) -> None:
    desk.named()
    Membership.objects.filter(user=desk.teacher, organisation=desk.reviewing).update(ended=True)
    assert own(desk) is None


def test_closing_and_dropping_end_it(desk: Desk) -> None:
    reviewer = desk.named()
    drop_reviewer(actor=desk.office_actor, reviewer=reviewer)
    assert own(desk) is None
    again = desk.named(reviewer.crosscheck)
    assert own(desk) == again.pk
    close_check(actor=desk.office_actor, crosscheck=again.crosscheck)
    assert own(desk) is None


def test_comments_are_in_the_order_of_the_criteria(desk: Desk) -> None:
    reviewer = desk.named()
    for criterion in ("2.3", "1.3", "1.1"):
        desk.comment(reviewer, criterion)
    with school_scope(desk.school.pk):
        assert set(comments_of_reviewer(reviewer)) == {("thcs", one) for one in ("1.1", "1.3", "2.3")}
    sent = desk.sent(reviewer)
    with school_scope(desk.school.pk):
        rows = sent_comments([reviewer.crosscheck_id])
        assert [one.criterion for one in rows] == ["1.1", "1.3", "2.3"]
        assert comment_by_id(desk.school.pk, YEAR, sent.pk) == sent
        assert comment_by_id(desk.school.pk, "2025-2026", sent.pk) is None
    with school_scope(desk.reviewing.pk):
        assert comment_by_id(desk.reviewing.pk, YEAR, sent.pk) is None
