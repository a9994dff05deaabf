"""What the database itself refuses of marks, reminders and people of steps."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from minhdinh.assessments.models import DutyMark, Milestone, PlanStep, StepPerson, WorkReminder
from tests.assessments.cases import YEAR, Case, make_case
from tests.assessments.working.staff import make_staff
from tests.factories import DepartmentFactory, UserFactory

DAY = dt.date(2027, 1, 31)
pytestmark = pytest.mark.django_db


def refused(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_duty_is_marked_once(case: Case) -> None:
    values = {"school": case.school, "assessment": case.assessment, "key": "monitoring_1", "done_on": DAY}
    assert str(DutyMark.objects.create(**values)) == "monitoring_1 2027-01-31"
    refused(lambda: DutyMark.objects.create(**values))


def test_a_person_is_reminded_once_a_day(case: Case) -> None:
    person = UserFactory()
    values = {"school": case.school, "assessment": case.assessment, "person": person, "text": "Nhắc"}
    assert str(WorkReminder.objects.create(**values, day=DAY)) == f"{person.pk} 2027-01-31"
    refused(lambda: WorkReminder.objects.create(**values, day=DAY))
    WorkReminder.objects.create(**values, day=DAY + dt.timedelta(days=1))


def test_a_person_stands_once_in_a_step(small: Case) -> None:
    staff = make_staff(small)
    step = PlanStep.objects.create(school=small.school, assessment=small.assessment, content="Một")
    values = {"school": small.school, "step": step, "member": staff.seat(staff.chair)}
    assert str(StepPerson.objects.create(**values)).startswith(f"{step.pk} → ")
    refused(lambda: StepPerson.objects.create(**values))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_rows_never_point_into_another_school(case: Case) -> None:
    other = make_case()
    refused(
        lambda: DutyMark.objects.create(school=other.school, assessment=case.assessment, key="x", done_on=DAY)
    )
    refused(
        lambda: WorkReminder.objects.create(
            school=other.school, assessment=case.assessment, person=UserFactory(), day=DAY, text="x"
        )
    )
    step = PlanStep.objects.create(school=case.school, assessment=case.assessment, content="Một")
    staff = make_staff(other)
    refused(lambda: StepPerson.objects.create(school=case.school, step=step, member=staff.seat(staff.chair)))


@pytest.mark.parametrize(("day", "month"), [(0, 1), (32, 1), (1, 0), (1, 13)])
def test_a_milestone_has_a_day_and_a_month(day: int, month: int) -> None:
    row = Milestone(
        office=DepartmentFactory(), title="Mốc", day=day, month=month, legal_reference="CV", from_year=YEAR,
        made_by_name="Mẫu",
    )  # fmt: skip
    with pytest.raises(ValidationError):
        row.full_clean()
