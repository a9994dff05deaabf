import datetime as dt

import pytest
from django.db import IntegrityError

from minhdinh.oversight.models import RemindedSchool, Reminder
from tests.factories import World, make_world
from tests.oversight.boards import YEAR


@pytest.mark.django_db
def test_a_school_stands_once_in_a_reminder() -> None:
    world: World = make_world()
    reminder = Reminder.objects.create(
        office=world.commune, year=YEAR, text="Nhắc {truong}", sender_name="Nguyễn Tấn Tài"
    )
    row = RemindedSchool.objects.create(reminder=reminder, school=world.school, day=dt.date(2026, 11, 20))
    assert (row.at, row.people) == (None, [])
    assert str(row) == f"{world.school.pk} 2026-11-20"
    assert str(reminder).startswith("Nguyễn Tấn Tài ")
    with pytest.raises(IntegrityError):
        RemindedSchool.objects.create(reminder=reminder, school=world.school, day=dt.date(2026, 11, 21))
