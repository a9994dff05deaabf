import datetime as dt

import pytest

from minhdinh.access.scope import path_scope
from minhdinh.appraisals.enums import CrossCheckState
from minhdinh.appraisals.models import CrossCheck, CrossComment, Registration
from minhdinh.common.problems import Problem
from minhdinh.demo.loading.actors import acting, organisation
from minhdinh.demo.loading.appraisals import days_around, schedule_by_month
from minhdinh.oversight.domain.schedule_queries import published_rows, schedule_of
from minhdinh.recognition.models import Decision

STORY = dt.date(2026, 11, 20)


def test_three_schools_registered(province):
    rows = {row.school.code: row for row in Registration.objects.select_related("school")}
    assert set(rows) == {"th-sao-mai-1", "th-hoa-thuan", "mn-phu-son"}
    assert (rows["th-sao-mai-1"].wish, rows["th-sao-mai-1"].declared_level) == ("both", 1)
    assert all(row.year == "2026-2027" for row in rows.values())


def test_decisions_and_those_that_end_within_a_year(province):
    recorded = Decision.objects.filter(number__in=("2156/QĐ-UBND", "318/QĐ-SGDĐT", "127/QĐ-SGDĐT"))
    ends = dict(recorded.values_list("school__code", "valid_to"))
    soon = {code for code, day in ends.items() if day and STORY <= day <= STORY + dt.timedelta(days=365)}
    assert len(ends) == 3
    assert soon == {"thcs-sao-mai", "th-an-binh"}


def test_the_decision_agrees_with_what_the_school_says_of_itself(province):
    decision = Decision.objects.get(school__code="thcs-sao-mai", degree__isnull=False)
    assert organisation("thcs-sao-mai").profile.national_standard == "Năm 2021, mức độ 1"
    assert (decision.decided_on.year, decision.degree, decision.grade) == (2021, 1, None)
    assert decision.valid_to == dt.date(2026, 12, 14)


def test_four_schools_stand_on_the_published_schedule(province):
    schedule = schedule_of(organisation("so-gddt-an-hoa"), "2026-2027")
    assert schedule is not None
    assert schedule.version == 1
    with path_scope(schedule.office.path):
        assert sorted(row["month"] for row in published_rows(schedule)) == [
            "2027-03", "2027-03", "2027-04", "2027-05",
        ]  # fmt: skip


def test_a_schedule_does_not_take_schools_of_others(province):
    office = organisation("so-gddt-an-hoa")
    with pytest.raises(Problem, match="không thuộc cơ quan"):
        schedule_by_month(
            acting("chuyenvien", office),
            office,
            "2026-2027",
            [{"school": "tm-mn-doan-ket", "month": "2027-05"}],
        )


def test_the_cross_check_is_under_way(province):
    check = CrossCheck.objects.get()
    assert (check.reviewer.code, check.school.code) == ("th-thcs-phu-son", "th-sao-mai-1")
    assert check.state == CrossCheckState.OPEN
    sent = {person.name: person.sent_at is not None for person in check.reviewers.all()}
    assert sent == {"Lò Thị Minh Nguyệt": True, "Đàm Quang Vinh": False}
    comments = CrossComment.objects.filter(reviewer__crosscheck=check)
    assert {comment.criterion for comment in comments} == {"1.1", "2.2"}
    assert {comment.track for comment in comments} == {"tieu_hoc"}


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (dt.date(2026, 11, 22), dt.date(2026, 11, 16), dt.date(2026, 12, 31)),
        (dt.date(2026, 12, 31), dt.date(2026, 11, 16), dt.date(2026, 12, 31)),
        (dt.date(2028, 3, 31), dt.date(2028, 3, 1), dt.date(2028, 4, 30)),
        (dt.date(2026, 7, 31), dt.date(2026, 7, 1), dt.date(2026, 8, 30)),
    ],
)
def test_the_days_are_the_storys_or_around_today(today, first, last):
    assert days_around(dt.date(2026, 11, 16), dt.date(2026, 12, 31), today) == (first, last)


def test_the_checked_school_let_in_only_the_two_who_were_named(province):
    school = organisation("th-sao-mai-1")
    guests = school.memberships.filter(role="cross_reviewer", ended=False)
    assert {guest.user.username for guest in guests} == {"phohieutruong.lc", "thuky.lc"}
    check = CrossCheck.objects.get()
    assert {(guest.valid_from, guest.valid_to) for guest in guests} == {
        (check.starts_on, check.ends_on + dt.timedelta(days=1))
    }
