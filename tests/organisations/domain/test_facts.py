import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import ScopeError
from minhdinh.assessments.domain.recorded import RECORDED
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.facts import (
    Planned,
    check_between,
    check_not_later,
    checked_year,
    described,
    in_batches,
    only,
    require_above,
    write_facts,
)
from tests.factories import SchoolFactory, World, acting

YEAR = "2013-2014"


def write(world: World, **values: object) -> int:
    known = only(RECORDED.existing([world.school.pk]), world.school.pk, YEAR)
    planned = Planned(world.school.pk, YEAR, known, dict(values))
    return write_facts(actor=system_actor(world.department.pk), kind=RECORDED, planned=[planned])


def said() -> list[str]:
    return [sentence(entry.action, entry.data) for entry in Entry.objects.order_by("id")]


def test_a_new_fact_and_its_record_at_the_school(world: World) -> None:
    assert write(world, completed=True, level=2, source="Tệp a.xlsx") == 1
    (entry,) = Entry.objects.all()
    assert (entry.organisation_id, entry.home_id) == (world.school.pk, world.department.pk)
    assert said() == [
        "Ghi nhận kết quả tự đánh giá năm học 2013-2014: hoàn thành báo cáo tự đánh giá: có; mức tự đánh giá: 2"
    ]
    assert entry.data["source"] == "Tệp a.xlsx"


def test_the_same_again_writes_nothing_even_from_another_file(world: World) -> None:
    write(world, completed=True, level=2, source="Tệp a.xlsx")
    assert write(world, completed=True, level=2, source="Tệp b.xlsx") == 0
    assert Entry.objects.count() == 1
    assert RECORDED.existing([world.school.pk])[world.school.pk, YEAR][0].source == "Tệp a.xlsx"


def test_a_change_says_what_was_and_what_is(world: World) -> None:
    write(world, completed=True, level=None)
    assert write(world, completed=True, level=3) == 1
    assert said()[-1] == "Sửa kết quả tự đánh giá năm học 2013-2014: mức tự đánh giá: không ghi → 3"
    assert only(RECORDED.existing([world.school.pk]), world.school.pk, YEAR).level == 3


def test_what_is_taken_back_is_told_in_the_record(world: World) -> None:
    write(world, completed=True, level=1)
    known = only(RECORDED.existing([world.school.pk]), world.school.pk, YEAR)
    planned = Planned(world.school.pk, YEAR, known, {"completed": None, "level": None}, remove=True)
    assert write_facts(actor=system_actor(world.department.pk), kind=RECORDED, planned=[planned]) == 1
    assert said()[-1].startswith("Bỏ kết quả tự đánh giá năm học 2013-2014: hoàn thành")
    assert RECORDED.existing([world.school.pk]) == {}


def test_removing_what_is_not_there_does_nothing(world: World) -> None:
    planned = Planned(world.school.pk, YEAR, None, remove=True)
    assert not planned.does_something
    assert write_facts(actor=system_actor(), kind=RECORDED, planned=[planned]) == 0


def test_reading_opens_only_the_asked_schools_and_leaves_no_scope_open(world: World) -> None:
    write(world, completed=True, level=1)
    assert RECORDED.existing([world.other_school.pk]) == {}
    with pytest.raises(ScopeError):
        RecordedAssessment.objects.count()


def test_a_thousand_facts_cost_few_statements(world: World, django_assert_max_num_queries) -> None:
    schools = [SchoolFactory(under=world.commune) for _ in range(3)]
    plans = [
        Planned(school.pk, f"{year}-{year + 1}", None, {"completed": True, "level": 1})
        for school in schools
        for year in range(1600, 1934)
    ]
    with django_assert_max_num_queries(30):
        assert write_facts(actor=system_actor(world.department.pk), kind=RECORDED, planned=plans) == 1002
    assert Entry.objects.count() == 1002


def test_words_of_values() -> None:
    row = RecordedAssessment(completed=False, level=0)
    planned = Planned(1, YEAR, row, {"completed": True, "level": None})
    assert described(RECORDED, planned) == (
        "hoàn thành báo cáo tự đánh giá: không → có; mức tự đánh giá: 0 → không ghi"
    )


@pytest.mark.parametrize(
    ("person", "place", "school", "allowed"),
    [
        ("officer", "department", "school", True),
        ("officer", "commune", "school", True),
        ("officer", "school", "school", True),
        ("officer", "commune", "other_school", False),
        ("officer", "school", "other_school", False),
        ("owner", "school", "school", False),
        ("colleague", "school", "school", False),
    ],
)
def test_only_an_office_above_may_record(
    world: World, person: str, place: str, school: str, *, allowed: bool
) -> None:
    actor = acting(getattr(world, person), getattr(world, place))
    if place == "commune":  # an officer standing at the commune acts for the commune
        actor = acting(world.officer, world.commune)
    try:
        require_above(actor, Permission.HISTORY_IMPORT, getattr(world, school))
    except NotAllowed:
        assert not allowed
    else:
        assert allowed


def test_the_small_checks() -> None:
    assert checked_year("2013-2014") == "2013-2014"
    with pytest.raises(Problem, match="2026-2027"):
        checked_year("2013")
    check_not_later(timezone.localdate(), "day", "Ngày")
    check_not_later(None, "day", "Ngày")
    with pytest.raises(Problem, match=r"Ngày ký .* chưa đến"):
        check_not_later(timezone.localdate() + dt.timedelta(days=1), "day", "Ngày ký")
    check_between(None, 1, 4, "level", "Mức")
    with pytest.raises(Problem, match="Mức phải từ 1 đến 4, không phải 5") as caught:
        check_between(5, 1, 4, "level", "Mức")
    assert caught.value.field == "level"


def test_runs_of_a_size() -> None:
    assert [list(run) for run in in_batches([1, 2, 3, 4, 5], 2)] == [[1, 2], [3, 4], [5]]
    assert list(in_batches([])) == []
