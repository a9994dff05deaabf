"""Another name, and the names of any day."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.access.actor import system_actor
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.closing import close_organisation
from minhdinh.organisations.domain.renaming import names_on, rename_organisation
from minhdinh.organisations.models import Organisation, SchoolProfile, Succession
from tests.factories import DepartmentFactory, MinistryFactory, World, acting
from tests.organisations.reorganising import BASIS, BEFORE, REFORM, get


def renamed(organisation: Organisation, name: str, day: dt.date = REFORM) -> Succession:
    return rename_organisation(
        actor=system_actor(), organisation=organisation, name=name, day=day, basis=BASIS
    )


def test_code_place_and_people_stay(world: World) -> None:
    before = Organisation.objects.filter(pk=world.school.pk).values("code", "path", "active").get()
    renamed(world.school, "  Trường THCS  Lê Lợi mẫu ")
    assert Organisation.objects.filter(pk=world.school.pk).values("code", "path", "active").get() == before
    assert get("thcs-an-binh").name == "Trường THCS Lê Lợi mẫu"
    assert SchoolProfile.objects.get(pk=world.school.pk).former_name == "Trường THCS An Bình"
    assert acting(world.owner, get("thcs-an-binh")).can("school.edit")
    entry = Entry.objects.get()
    assert sentence(entry.action, entry.data) == (
        "Đổi tên Trường THCS An Bình thành Trường THCS Lê Lợi mẫu từ 01/07/2025"
    )


def test_it_is_found_by_its_new_name(world: World) -> None:
    renamed(world.school, "Trường THCS Lê Lợi mẫu")
    assert Organisation.objects.filter(search_text__contains="le loi mau").get() == world.school


def test_names_on_a_day(world: World) -> None:
    renamed(world.school, "Tên hai", REFORM)
    renamed(world.school, "Tên ba", REFORM + dt.timedelta(days=30))
    for day, name in (
        (BEFORE, "Trường THCS An Bình"),
        (REFORM, "Tên hai"),
        (REFORM + dt.timedelta(days=29), "Tên hai"),
        (REFORM + dt.timedelta(days=30), "Tên ba"),
    ):
        assert names_on([get("thcs-an-binh")], day) == {world.school.pk: name}


@given(days=st.lists(st.integers(0, 300), min_size=1, max_size=5, unique=True), asked=st.integers(-5, 305))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_every_day_has_the_name_of_the_last_change_before_it(days: list[int], asked: int) -> None:
    office = MinistryFactory(name="Tên đầu")
    for number in sorted(days):
        renamed(office, f"Tên từ {number}", REFORM + dt.timedelta(days=number))
    past = [number for number in days if number <= asked]
    expected = f"Tên từ {max(past)}" if past else "Tên đầu"
    assert names_on([office], REFORM + dt.timedelta(days=asked)) == {office.pk: expected}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Trường THCS An Bình"}, "name"),
        ({"basis": ""}, "basis"),
        ({"day": timezone.localdate() + dt.timedelta(days=1)}, "day"),
    ],
)
def test_what_is_refused(world: World, values: dict[str, object], field: str) -> None:
    given_values = {"name": "Tên mới", "day": REFORM, "basis": BASIS, **values}
    with pytest.raises(Problem) as caught:
        rename_organisation(actor=system_actor(), organisation=world.school, **given_values)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_not_before_the_last_new_name(world: World) -> None:
    renamed(world.school, "Tên hai")
    for day in (REFORM, BEFORE):
        with pytest.raises(Problem, match="đổi tên từ ngày"):
            renamed(world.school, "Tên ba", day)


def test_what_has_ended_keeps_its_name(world: World) -> None:
    close_organisation(actor=system_actor(), organisation=world.school, day=REFORM)
    with pytest.raises(Problem, match="đã kết thúc"):
        renamed(world.school, "Tên hai")


def test_only_below_the_own_office(world: World) -> None:
    foreign = DepartmentFactory(under=world.ministry)
    for actor, unit in ((world.manager, foreign), (world.officer, world.school)):
        with pytest.raises(NotAllowed):
            rename_organisation(
                actor=acting(actor, world.department), organisation=unit, name="X", day=REFORM, basis=BASIS
            )
