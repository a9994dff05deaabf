import datetime as dt

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotHere
from minhdinh.improvement.models import PlanPublication
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.models import Schedule, ScheduleVersion
from minhdinh.portal.domain.published import (
    lines_of,
    plans_made_public,
    published_schedule,
    published_schedules,
)
from tests.factories import World, make_world
from tests.improvement.plans import make_action

YEAR = "2026-2027"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def publish(office: Organisation, rows: list[dict[str, object]], number: int = 1, year: str = YEAR) -> None:
    schedule, _new = Schedule.objects.update_or_create(office=office, year=year, defaults={"version": number})
    ScheduleVersion.objects.create(
        schedule=schedule, number=number, rows=rows, published_by_name="Lưu Thị Hằng"
    )


def row(school: Organisation, month: str = "2026-12", note: str = "") -> dict[str, object]:
    return {"school": school.pk, "name": school.name, "month": month, "note": note}


def test_only_what_was_published_last_is_shown(world: World) -> None:
    publish(world.department, [row(world.school)], 1)
    publish(world.department, [row(world.other_school, "2027-01")], 2)
    version = published_schedule("so", YEAR)
    assert [(one.name, one.month, one.code) for one in lines_of(version)] == [
        ("Trường THCS Phú Sơn", "01/2027", "thcs-phu-son")
    ]
    assert [one.number for one in published_schedules()] == [2]


def test_a_schedule_that_was_never_published_is_none(world: World) -> None:
    Schedule.objects.create(office=world.department, year=YEAR)
    assert published_schedules() == []
    with pytest.raises(NotHere):
        published_schedule("so", YEAR)


def test_the_newest_years_stand_first_and_old_ones_go(world: World) -> None:
    for first in range(2018, 2027):
        publish(world.department, [], year=f"{first}-{first + 1}")
    assert [one.schedule.year for one in published_schedules()][::4] == ["2026-2027", "2022-2023"]


def test_an_offices_notes_stay_inside(world: World) -> None:
    publish(world.department, [row(world.school, note="Gọi thầy Bảy 0000 111 222")])
    assert "0000" not in repr(lines_of(published_schedule("so", YEAR)))


def test_a_plan_is_public_from_when_the_school_says_where(world: World) -> None:
    with scopes_disabled():
        plan = make_action(world.school).issue.plan
        assert plans_made_public(world.school) == []
        PlanPublication.objects.create(
            school=world.school, plan=plan, place="Bảng tin của trường", day=dt.date(2026, 10, 1)
        )
    assert [one.place for one in plans_made_public(world.school)] == ["Bảng tin của trường"]
    assert plans_made_public(world.other_school) == []
