"""Reminding people of their work: once a day, shown to both sides, recorded."""

import datetime as dt

import pytest
from django.urls import reverse

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.work_reminders import (
    last_reminders,
    remind_people,
    reminder_text,
    reminders_to_person,
)
from minhdinh.assessments.models import WorkReminder
from minhdinh.assessments.presenters.work_board import build_work_board
from minhdinh.assessments.work import WorkItem
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.notifications.models import Notice
from tests.assessments.carrying.years import NEXT, opened
from tests.assessments.cases import Case, make_case, signed_in, small_set, together
from tests.assessments.working.staff import Staff, make_staff, on_day, plan_until
from tests.factories import acting, member

pytestmark = pytest.mark.django_db
MAY = dt.date(2027, 5, 15)


@pytest.fixture
def staff(small: Case) -> Staff:
    return make_staff(small)


def remind(staff: Staff, *people: int, words: str = "", who: str = "secretary"):
    actor = acting(getattr(staff, who), staff.case.school)
    return remind_people(actor=actor, assessment=staff.case.assessment, people=people, words=words)


def test_a_person_is_told_by_whom_and_of_what(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = staff.teachers[0]
    plan_until(staff.case, MAY)
    on_day(monkeypatch, MAY + dt.timedelta(days=1))
    done = remind(staff, teacher.pk, words="Cô gửi trước thứ Sáu giúp.")
    assert done.told == [teacher.full_name]
    notice = Notice.objects.get(person=teacher)
    assert notice.text.startswith(f"{staff.secretary.full_name} nhắc: còn 06 việc, trong đó 03 việc quá hạn;")
    assert "(hạn 15/05/2027)" in notice.text
    assert notice.text.endswith("Cô gửi trước thứ Sáu giúp.")
    assert (notice.kind, notice.url) == ("reminder", reverse("assessments:my-work"))


def test_once_a_day_whoever_presses(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = staff.teachers[0]
    on_day(monkeypatch, MAY)
    assert remind(staff, teacher.pk).told == [teacher.full_name]
    again = remind(staff, teacher.pk, who="chair")
    assert (again.told, again.told_before) == ([], [teacher.full_name])
    assert Notice.objects.filter(person=teacher).count() == 1
    on_day(monkeypatch, MAY + dt.timedelta(days=1))
    assert remind(staff, teacher.pk, who="chair").told == [teacher.full_name]
    assert WorkReminder.objects.filter(person=teacher).count() == 2


def test_two_open_years_of_a_school_remind_once_together(staff: Staff) -> None:
    teacher = staff.teachers[0]
    remind(staff, teacher.pk)
    later = opened(staff.case, NEXT, small_set().id)
    done = remind_people(
        actor=acting(staff.secretary, staff.case.school), assessment=later.assessment, people=[teacher.pk]
    )
    assert (done.told, done.told_before) == ([], [teacher.full_name])
    assert WorkReminder.objects.count() == 1


def test_who_has_nothing_left_is_not_bothered(staff: Staff) -> None:
    done = remind(staff, staff.chair.pk)
    assert (done.told, done.without_work) == ([], [staff.chair.full_name])
    assert not Notice.objects.exists()
    assert not Entry.objects.filter(action="assessment.work_reminded").exists()


def test_it_is_recorded_with_names(staff: Staff) -> None:
    remind(staff, *(one.pk for one in staff.teachers))
    entry = Entry.objects.get(action="assessment.work_reminded")
    assert entry.data["count"] == 2
    assert staff.teachers[0].full_name in entry.data["names"]


def test_members_remind_nobody(staff: Staff) -> None:
    actor = acting(staff.teachers[0], staff.case.school)
    with pytest.raises(NotAllowed):
        remind_people(actor=actor, assessment=staff.case.assessment, people=[staff.teachers[1].pk])


def test_a_stranger_cannot_be_reminded(staff: Staff) -> None:
    stranger = member(make_case().school, Role.MEMBER)
    with pytest.raises(NotHere):
        remind(staff, staff.teachers[0].pk, stranger.pk)
    assert not WorkReminder.objects.exists()


@pytest.mark.parametrize(("people", "words"), [((), ""), ((1,), "x" * 501)])
def test_nobody_named_and_too_many_words_are_refused(
    staff: Staff, people: tuple[int, ...], words: str
) -> None:
    chosen = [staff.teachers[0].pk for _ in people]
    with pytest.raises(Problem):
        remind(staff, *chosen, words=words)


def test_both_sides_see_it(staff: Staff) -> None:
    teacher = staff.teachers[0]
    remind(staff, teacher.pk)
    text = signed_in(teacher).get(reverse("assessments:my-work")).content.decode()
    assert f"{staff.secretary.full_name} nhắc:" in text
    row = next(one for one in build_work_board(staff.case.fresh()).rows if one.person_id == teacher.pk)
    assert row.reminded_today
    assert row.reminder is not None
    assert row.reminder.sender_name == staff.secretary.full_name
    assert last_reminders(staff.case.assessment)[teacher.pk].pk == row.reminder.pk


def test_after_a_fortnight_the_page_forgets(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = staff.teachers[0]
    on_day(monkeypatch, MAY)
    remind(staff, teacher.pk)
    assert len(reminders_to_person(teacher.pk, MAY + dt.timedelta(days=13))) == 1
    assert reminders_to_person(teacher.pk, MAY + dt.timedelta(days=14)) == []


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([WorkItem("write", "Viết 1.3", "/")], "còn 01 việc; việc đầu tiên: Viết 1.3."),
        (
            [WorkItem("write", "Viết 1.3", "/", MAY), WorkItem("write", "Viết 1.4", "/")],
            "còn 02 việc; việc đầu tiên: Viết 1.3 (hạn 15/05/2027).",
        ),
    ],
)
def test_the_words(items: list[WorkItem], expected: str) -> None:
    assert reminder_text(items, "", MAY) == expected


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_press_at_once_remind_once(small: Case) -> None:
    staff = make_staff(small)
    teacher = staff.teachers[0].pk
    found = together(lambda: remind(staff, teacher), lambda: remind(staff, teacher, who="chair"))
    assert sorted(len(one.told) for one in found) == [0, 1]
    assert WorkReminder.objects.filter(person=teacher).count() == 1
