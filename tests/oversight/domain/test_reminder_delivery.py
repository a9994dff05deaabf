"""Handing out piece by piece: it goes on where it stopped, and a cancel leaves the rest untold."""

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.jobs.registry import JobCancelledError
from minhdinh.notifications.models import Notice
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.oversight.domain import reminder_delivery
from minhdinh.oversight.domain.reminder_delivery import deliver_reminder
from minhdinh.oversight.models import RemindedSchool, Reminder
from minhdinh.oversight.tasks import run_reminder
from tests.factories import SchoolFactory, World, make_world, member
from tests.oversight.boards import YEAR

pytestmark = pytest.mark.django_db


class Steps:
    """Progress that stops after some pieces."""

    def __init__(self, last: int = 99) -> None:
        self.last = last
        self.messages: list[str] = []
        self.count = 0

    def total(self, count: int) -> None:
        self.count = count

    def advance(self, message: str = "", steps: int = 1) -> None:
        self.messages.append(message)
        if len(self.messages) == self.last:
            raise JobCancelledError


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def reminder(world: World, monkeypatch: pytest.MonkeyPatch) -> Reminder:
    """Five schools with a principal each, handed out two by two."""
    monkeypatch.setattr(reminder_delivery, "PIECE", 2)
    made = Reminder.objects.create(
        office=world.department, year=YEAR, text="{truong}", sender_name="Lưu Thị Hằng"
    )
    for school in SchoolFactory.create_batch(5, under=world.commune):
        member(school, "principal")
        RemindedSchool.objects.create(reminder=made, school=school, day=timezone.localdate())
    return made


def waiting(reminder: Reminder) -> int:
    return RemindedSchool.objects.filter(reminder=reminder, at__isnull=True).count()


def test_all_are_told_with_progress(reminder: Reminder) -> None:
    steps = Steps()
    assert deliver_reminder(reminder.pk, steps) == 5
    assert steps.messages == ["Đã nhắc 2/5 trường", "Đã nhắc 4/5 trường", "Đã nhắc 5/5 trường"]
    assert (steps.count, waiting(reminder), Notice.objects.count()) == (5, 0, 5)
    first = Notice.objects.earliest("id")
    assert first.text.startswith("Sở Giáo dục và Đào tạo An Hòa nhắc: Trường THCS Mẫu")
    assert deliver_reminder(reminder.pk) == 0
    assert Notice.objects.count() == 5


def test_a_cancel_leaves_the_rest_untold_and_it_can_go_on(reminder: Reminder) -> None:
    with pytest.raises(JobCancelledError):
        deliver_reminder(reminder.pk, Steps(last=1))
    assert (waiting(reminder), Notice.objects.count()) == (3, 2)
    assert deliver_reminder(reminder.pk) == 3
    assert (waiting(reminder), Notice.objects.count()) == (0, 5)


def test_a_school_that_left_meanwhile_is_not_told(world: World, reminder: Reminder) -> None:
    other = type(world.department).objects.create(kind_id="department", code="so-khac", name="Sở khác")
    other.path = other.path_step()
    other.save()
    school = reminder.schools.earliest("id").school
    move_organisation(actor=system_actor(), organisation=school, parent=other, day=timezone.localdate())
    deliver_reminder(reminder.pk)
    assert RemindedSchool.objects.get(reminder=reminder, school=school).at is None
    assert Notice.objects.count() == 4


def test_the_job_says_where_its_record_is(reminder: Reminder) -> None:
    result = run_reminder(Steps(), reminder_id=reminder.pk)
    assert result["message"] == "Đã nhắc 5 trường."
    assert result["result_url"] == f"/co-quan/so/{YEAR}/nhac-nho/da-gui/{reminder.pk}/"
