"""Reminding: who would get what, once a day, the record, the job for many schools."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.oversight.domain import reminders
from minhdinh.oversight.domain.board import BoardFilter
from minhdinh.oversight.domain.reminders import (
    preview,
    reminder_of,
    reminders_of,
    reminders_to,
    schools_to_remind,
    send_reminder,
)
from minhdinh.oversight.models import RemindedSchool, Reminder
from tests.factories import SchoolFactory, World, acting, make_world, member
from tests.oversight.boards import YEAR, assess, lookers

pytestmark = pytest.mark.django_db
TEXT = "{co_quan} nhắc {truong}: {buoc}."


@pytest.fixture
def world() -> World:
    return make_world()


def send(world: World, *codes: str, office: Organisation | None = None, again: bool = False) -> Reminder:
    at = office or world.department
    rows = schools_to_remind(at, YEAR, codes or ["thcs-an-binh"], None)
    user = world.officer if at == world.department else world.commune_officer
    return send_reminder(actor=acting(user, at), office=at, year=YEAR, rows=rows, text=TEXT, again=again)


def told(reminder: Reminder) -> list[str]:
    rows = RemindedSchool.objects.filter(reminder=reminder, at__isnull=False)
    return sorted(rows.values_list("school__code", flat=True))


def test_only_schools_of_the_office_can_be_named(world: World) -> None:
    codes = ["thcs-an-binh", "thcs-phu-son", "khong-co"]
    assert schools_to_remind(world.commune, YEAR, codes, None).count() == 1
    assert schools_to_remind(world.department, YEAR, codes, None).count() == 2
    assert schools_to_remind(world.department, YEAR, [], None).count() == 0
    assert schools_to_remind(world.department, YEAR, [], BoardFilter(q="phu son")).count() == 1


def test_the_preview_says_who_gets_what_and_writes_nothing(world: World) -> None:
    Membership.objects.filter(user=world.stranger).delete()
    rows = schools_to_remind(world.department, YEAR, [], BoardFilter())
    shown = preview(office=world.department, year=YEAR, rows=rows, text=TEXT)
    assert (shown.total, shown.nobody, shown.reminded_today) == (2, 1, 0)
    assert [(line.text, [one.name for one in line.people]) for line in shown.lines] == [
        ("Sở Giáo dục và Đào tạo An Hòa nhắc Trường THCS An Bình: Chưa mở năm học.", ["Phạm Quang Minh"]),
        ("Sở Giáo dục và Đào tạo An Hòa nhắc Trường THCS Phú Sơn: Chưa mở năm học.", []),
    ]
    assert not Reminder.objects.exists()
    assert not Notice.objects.exists()


def test_the_preview_costs_the_same_for_many_schools(world: World, django_assert_max_num_queries) -> None:
    SchoolFactory.create_batch(60, under=world.commune)
    rows = schools_to_remind(world.department, YEAR, [], BoardFilter())
    with django_assert_max_num_queries(8):
        shown = preview(office=world.department, year=YEAR, rows=rows, text=TEXT)
    assert (shown.total, len(shown.lines)) == (62, 50)


def test_a_reminder_reaches_the_people_and_is_on_record(world: World) -> None:
    secretary = member(world.school, Role.SECRETARY, full_name="Trần Thị An")
    reminder = send(world)
    notices = list(Notice.objects.order_by("person__sort_key"))
    assert [notice.person for notice in notices] == [secretary, world.owner]
    words = "Sở Giáo dục và Đào tạo An Hòa nhắc Trường THCS An Bình: Chưa mở năm học."
    assert {notice.text for notice in notices} == {words}  # the words name the office already
    assert {notice.url for notice in notices} == {f"/truong/thcs-an-binh/{YEAR}/"}
    row = RemindedSchool.objects.get(reminder=reminder)
    assert (row.text, len(row.people), row.day) == (words, 2, timezone.localdate())
    assert (reminder.sender_name, reminder.job_id) == ("Lưu Thị Hằng", None)
    entry = Entry.objects.get(action="reminder.sent")
    assert (entry.data["count"], entry.organisation_id) == (1, world.department.pk)


def test_a_school_without_people_is_on_record_too(world: World) -> None:
    Membership.objects.filter(organisation=world.school).delete()
    reminder = send(world)
    assert told(reminder) == ["thcs-an-binh"]
    assert RemindedSchool.objects.get(reminder=reminder).people == []
    assert not Notice.objects.exists()


def test_once_a_day_unless_confirmed(world: World) -> None:
    send(world)
    with pytest.raises(Problem, match="đã được nhắc hôm nay"):
        send(world)
    mixed = send(world, "thcs-an-binh", "thcs-phu-son")
    assert told(mixed) == ["thcs-phu-son"]
    again = send(world, "thcs-an-binh", "thcs-phu-son", again=True)
    assert told(again) == ["thcs-an-binh", "thcs-phu-son"]
    RemindedSchool.objects.update(day=timezone.localdate() - dt.timedelta(days=1))
    assert told(send(world)) == ["thcs-an-binh"]


def test_another_office_reminds_on_its_own(world: World) -> None:
    send(world)
    assert told(send(world, office=world.commune)) == ["thcs-an-binh"]


@pytest.mark.parametrize("who", ["supervisor", "ministry", "system"])
def test_who_may_not_remind(world: World, who: str) -> None:
    office = world.commune if who == "supervisor" else world.ministry
    rows = schools_to_remind(office, YEAR, ["thcs-an-binh"], None)
    with pytest.raises(NotAllowed):
        send_reminder(
            actor=acting(lookers(world)[who], office), office=office, year=YEAR, rows=rows, text=TEXT
        )
    assert not Reminder.objects.exists()


def test_the_verb_acts_upon_the_own_office_only(world: World) -> None:
    rows = schools_to_remind(world.other_commune, YEAR, ["thcs-phu-son"], None)
    actor = acting(world.commune_officer, world.commune)
    with pytest.raises(NotAllowed):
        send_reminder(actor=actor, office=world.other_commune, year=YEAR, rows=rows, text=TEXT)


@pytest.mark.parametrize(
    ("codes", "text"), [(["khong-co"], TEXT), (["thcs-an-binh"], " "), (["thcs-an-binh"], "{x}")]
)
def test_nothing_is_left_of_a_refused_reminder(world: World, codes: list[str], text: str) -> None:
    rows = schools_to_remind(world.department, YEAR, codes, None)
    actor = acting(world.officer, world.department)
    with pytest.raises(Problem):
        send_reminder(actor=actor, office=world.department, year=YEAR, rows=rows, text=text)
    assert not Reminder.objects.exists()


def test_many_schools_are_told_by_a_job(
    world: World, django_capture_on_commit_callbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "INLINE", 1)
    with django_capture_on_commit_callbacks():
        reminder = send(world, "thcs-an-binh", "thcs-phu-son")
    job = Job.objects.get(pk=reminder.job_id)
    assert (job.status, job.params) == (JobStatus.QUEUED, {"reminder_id": reminder.pk})
    assert told(reminder) == []
    with pytest.raises(Problem, match="đã được nhắc hôm nay"):
        send(world)  # its turn is still to come
    Job.objects.update(status=JobStatus.CANCELLED)
    assert told(send(world)) == ["thcs-an-binh"]


def test_what_was_sent_and_what_a_school_got(world: World) -> None:
    first = send(world, "thcs-an-binh", "thcs-phu-son")
    second = send(world, office=world.commune)
    (shown,) = reminders_of(world.department, YEAR)
    assert (shown, shown.named, shown.told) == (first, 2, 2)
    assert list(reminders_of(world.department, "2020-2021")) == []
    assert reminder_of(world.commune, first.pk) is None
    assert [row.reminder for row in reminders_to(world.school, YEAR)] == [second, first]
    assert [row.reminder for row in reminders_to(world.school, YEAR, world.department)] == [first]


def test_lateness_and_progress_stand_in_the_words(world: World) -> None:
    assess(world.school, sheets_decided=7)
    rows = schools_to_remind(world.department, YEAR, ["thcs-an-binh"], None)
    shown = preview(office=world.department, year=YEAR, rows=rows, text="{tieu_chi}")
    assert shown.lines[0].text == "7/15"
