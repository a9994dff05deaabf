"""Schedules of external evaluation: the plan of sixteen schools, moves with reasons, versions."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.oversight.domain.schedule import (
    add_schools,
    changes_between,
    place_school,
    publish_schedule,
    remove_school,
    write_note,
)
from minhdinh.oversight.domain.schedule_months import load_of
from minhdinh.oversight.domain.schedule_queries import changes_of, published_rows, rows_of, versions_of
from minhdinh.oversight.models import ScheduleChange, ScheduleRow
from tests.factories import SchoolFactory, acting, member
from tests.oversight.schedule_desk import TWO_DIGITS, YEAR, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def small() -> Desk:
    """Return a desk with two of three schools on a published schedule."""
    desk = make_desk(plan=False)
    desk.add("MN Đoàn Kết", "MN Thanh Giang", month="2017-11")
    publish_schedule(actor=desk.actor, schedule=desk.schedule)
    return desk


def test_the_plan_of_sixteen_schools_has_its_load(desk: Desk) -> None:
    desk.add_plan()
    load = load_of((row.month for row in rows_of(desk.schedule)), YEAR)
    assert [count for count in load.values() if count] == [2, 4, 4, 4, 2]
    assert [month for month, count in load.items() if count] == [
        "2017-10",
        "2017-11",
        "2017-12",
        "2018-01",
        "2018-03",
    ]


def test_rows_stand_in_the_order_of_the_plan(desk: Desk) -> None:
    desk.add_plan()
    assert [row["name"] for row in published_rows(desk.schedule)] == [name for name, _month in TWO_DIGITS]


def test_adding_twice_changes_nothing(small: Desk) -> None:
    assert small.add("MN Đoàn Kết", "MN Ngũ Hùng", month="2018-01") == 1
    assert small.row("MN Đoàn Kết").month == "2017-11"
    assert small.row("MN Ngũ Hùng").month == "2018-01"


def test_adding_none_or_a_strange_school_or_month_is_refused(desk: Desk) -> None:
    stranger = SchoolFactory()
    with pytest.raises(Problem, match="Chưa chọn"):
        desk.add()
    with pytest.raises(Problem, match="tháng 8 đến tháng 7"):
        desk.add("MN Đoàn Kết", month="2018-08")
    desk.schools["lạ"] = stranger
    with pytest.raises(Problem, match="không thuộc"):
        desk.add("MN Đoàn Kết", "lạ")
    assert ScheduleRow.objects.count() == 0


def test_only_who_manages_schedules_may_change_one(small: Desk) -> None:
    watcher = acting(member(small.office, Role.SUPERVISOR), small.office)
    row = small.row("MN Đoàn Kết")
    with pytest.raises(NotAllowed):
        add_schools(actor=watcher, office=small.office, year=YEAR, school_ids=[row.school_id])
    with pytest.raises(NotAllowed):
        place_school(actor=watcher, row=row, month="2018-01", reason="x")
    with pytest.raises(NotAllowed):
        write_note(actor=watcher, row=row, note="x")
    with pytest.raises(NotAllowed):
        remove_school(actor=watcher, row=row, reason="x")
    with pytest.raises(NotAllowed):
        publish_schedule(actor=watcher, schedule=small.schedule)


def test_an_officer_of_another_office_may_not(small: Desk) -> None:
    other = make_other_office(small)
    with pytest.raises(NotAllowed):
        place_school(actor=other.actor, row=small.row("MN Đoàn Kết"), month="2018-01", reason="x")


def make_other_office(desk: Desk) -> Desk:
    office = type(desk.office).objects.create(code="khac", name="Cơ quan khác", kind_id="commune")
    office.path = office.path_step()
    office.save()
    return Desk(office, member(office, Role.COMMUNE_OFFICER))


def test_before_publishing_schools_move_without_reason(desk: Desk) -> None:
    desk.add("TH Diên Hồng")
    row = desk.row("TH Diên Hồng")
    assert place_school(actor=desk.actor, row=row, month="2018-01")
    assert not place_school(actor=desk.actor, row=row, month="2018-01")
    assert [(one.before, one.after, one.reason) for one in changes_of(desk.schedule)] == [("", "2018-01", "")]


def test_a_published_month_changes_only_with_a_reason(small: Desk) -> None:
    row = small.row("MN Đoàn Kết")
    with pytest.raises(Problem, match="đã công bố") as refused:
        place_school(actor=small.actor, row=row, month="2018-01", reason="  ")
    assert refused.value.field == "reason"
    assert small.row("MN Đoàn Kết").month == "2017-11"
    assert place_school(actor=small.actor, row=row, month="2018-01", reason="Trường đang sửa phòng học")
    change = changes_of(small.schedule, row.school_id)[0]
    assert (change.before, change.after, change.by_name) == ("2017-11", "2018-01", "Bùi Thị Lịch")
    assert change.reason == "Trường đang sửa phòng học"


def test_a_school_added_after_publishing_moves_freely_until_it_is_published(small: Desk) -> None:
    small.add("MN Ngũ Hùng", month="2018-01")
    assert place_school(actor=small.actor, row=small.row("MN Ngũ Hùng"), month="2018-02")
    publish_schedule(actor=small.actor, schedule=small.schedule)
    with pytest.raises(Problem, match="lý do"):
        place_school(actor=small.actor, row=small.row("MN Ngũ Hùng"), month="2018-03")


def test_each_publication_is_a_version_with_what_changed(small: Desk) -> None:
    place_school(actor=small.actor, row=small.row("MN Đoàn Kết"), month="2018-01", reason="Bão")
    remove_school(actor=small.actor, row=small.row("MN Thanh Giang"), reason="Sáp nhập")
    small.add("MN Ngũ Hùng", month="2018-03")
    second = publish_schedule(actor=small.actor, schedule=small.schedule)
    assert second.number == 2
    assert [(one["name"], one["before"], one["after"]) for one in second.changes] == [
        ("MN Đoàn Kết", "2017-11", "2018-01"),
        ("MN Ngũ Hùng", "", "2018-03"),
        ("MN Thanh Giang", "2017-11", ""),
    ]
    first = versions_of(small.schedule)[-1]
    assert [(row["name"], row["month"]) for row in first.rows] == [
        ("MN Đoàn Kết", "2017-11"),
        ("MN Thanh Giang", "2017-11"),
    ]


def test_nothing_new_is_not_published_again(small: Desk) -> None:
    with pytest.raises(Problem, match="không khác lần công bố thứ 1"):
        publish_schedule(actor=small.actor, schedule=small.schedule)
    write_note(actor=small.actor, row=small.row("MN Đoàn Kết"), note=" Hai  ngày ")
    assert publish_schedule(actor=small.actor, schedule=small.schedule).changes == []
    assert small.row("MN Đoàn Kết").note == "Hai ngày"


def test_a_schedule_without_months_is_not_published(desk: Desk) -> None:
    desk.add("MN Đoàn Kết")
    with pytest.raises(Problem, match="Chưa có trường nào"):
        publish_schedule(actor=desk.actor, schedule=desk.schedule)
    assert desk.schedule.version == 0


def test_taking_off_needs_a_reason_once_published(small: Desk) -> None:
    with pytest.raises(Problem, match="lý do"):
        remove_school(actor=small.actor, row=small.row("MN Đoàn Kết"))
    remove_school(actor=small.actor, row=small.row("MN Đoàn Kết"), reason="Trường xin lùi sang năm sau")
    assert [row.school.name for row in rows_of(small.schedule)] == ["MN Thanh Giang"]
    assert ScheduleChange.objects.all()[0].after == ""


def test_a_school_without_month_is_taken_off_silently(desk: Desk) -> None:
    desk.add("MN Đoàn Kết")
    remove_school(actor=desk.actor, row=desk.row("MN Đoàn Kết"))
    assert (rows_of(desk.schedule), changes_of(desk.schedule)) == ([], [])


def test_too_long_words_are_refused(small: Desk) -> None:
    with pytest.raises(Problem, match="200"):
        write_note(actor=small.actor, row=small.row("MN Đoàn Kết"), note="x" * 201)
    with pytest.raises(Problem, match="400"):
        place_school(actor=small.actor, row=small.row("MN Đoàn Kết"), month="2018-01", reason="x" * 401)


def test_everything_is_in_the_record(small: Desk) -> None:
    place_school(actor=small.actor, row=small.row("MN Đoàn Kết"), month="", reason="Chờ văn bản")
    codes = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert codes == ["schedule.schools_added", "schedule.published", "schedule.moved"]
    assert Entry.objects.order_by("-id")[0].data == {
        "year": YEAR,
        "name": "MN Đoàn Kết",
        "before": "11/2017",
        "after": "chưa xếp tháng",
        "reason": "Chờ văn bản",
    }


def test_changes_between_versions_ignore_notes_and_order() -> None:
    before = [row(1, "2017-11"), row(2, "2017-12")]
    after = [row(2, "2017-12", note="đổi ghi chú"), row(1, "2017-11")]
    assert changes_between(before, after) == []
    assert changes_between([], after[:1]) == [{"school": 2, "name": "T2", "before": "", "after": "2017-12"}]


def row(school: int, month: str, note: str = "") -> dict[str, object]:
    return {"school": school, "name": f"T{school}", "month": month, "note": note}
