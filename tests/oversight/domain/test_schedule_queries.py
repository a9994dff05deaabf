import pytest

from minhdinh.access.scope import path_scope, school_scope
from minhdinh.appraisals.models import Registration
from minhdinh.common.problems import NotHere
from minhdinh.oversight.domain.schedule import place_school, publish_schedule
from minhdinh.oversight.domain.schedule_queries import (
    HEADER,
    candidates,
    chosen_rows,
    is_published,
    printed,
    published_rows,
    registered_among,
    row_by_id,
    rows_of,
    schedule_of,
    schedules_of_school,
    version_of,
)
from tests.factories import SchoolFactory
from tests.oversight.schedule_desk import TWO_DIGITS, YEAR, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def found(desk: Desk, **wanted: str) -> list[str]:
    with path_scope(desk.office.path):
        rows = candidates(desk.office, YEAR, schedule_of(desk.office, YEAR), **wanted)
    assert rows.total == len(rows.shown)
    return [one.name for one in rows.shown]


def test_the_printed_table_is_the_plans(desk: Desk) -> None:
    desk.add_plan()
    assert HEADER == ("STT", "Tên trường", "Đề nghị đánh giá ngoài vào tháng/năm", "Ghi chú")
    assert printed(published_rows(desk.schedule)) == [
        [str(number), name, month, ""] for number, (name, month) in enumerate(TWO_DIGITS, start=1)
    ]


def test_schools_without_month_are_not_printed(desk: Desk) -> None:
    desk.add("MN Đoàn Kết")
    assert published_rows(desk.schedule) == []
    assert [row.school.name for row in rows_of(desk.schedule)] == ["MN Đoàn Kết"]


def test_registered_schools_are_proposed_first(desk: Desk) -> None:
    school = desk.schools["THCS Lê Hồng"]
    with school_scope(school.pk):
        Registration.objects.create(school=school, year=YEAR)
        Registration.objects.create(school=school, year="2018-2019")
    names = found(desk)
    assert names[0] == "THCS Lê Hồng"
    assert len(names) == 16
    assert set(names) == set(desk.schools)
    with path_scope(desk.office.path):
        ids = [one.pk for one in desk.schools.values()]
        assert registered_among(YEAR, ids) == {school.pk}
        assert registered_among("2016-2017", ids) == set()


def test_candidates_are_searched_without_diacritics_and_by_kind(desk: Desk) -> None:
    assert sorted(found(desk, words="thanh giang")) == ["MN Thanh Giang", "TH Thanh Giang"]
    assert found(desk, words="thanh giang", school_type="mam_non") == ["MN Thanh Giang"]
    assert found(desk, words="không có") == []


def test_who_is_on_the_schedule_or_elsewhere_is_no_candidate(desk: Desk) -> None:
    SchoolFactory(name="Trường nơi khác")
    desk.add("MN Đoàn Kết")
    names = found(desk)
    assert "MN Đoàn Kết" not in names
    assert "Trường nơi khác" not in names
    assert len(names) == 15


def test_a_school_sees_its_month_only_once_it_is_published(desk: Desk) -> None:
    school = desk.schools["MN Đoàn Kết"]
    desk.add("MN Đoàn Kết", month="2017-11")
    assert schedules_of_school(school.pk, YEAR) == []
    publish_schedule(actor=desk.actor, schedule=desk.schedule)
    assert [row.month for row in schedules_of_school(school.pk, YEAR)] == ["2017-11"]
    assert is_published(desk.schedule, school.pk)
    desk.add("MN Thanh Giang", month="2017-11")
    assert schedules_of_school(desk.schools["MN Thanh Giang"].pk, YEAR) == []
    place_school(actor=desk.actor, row=desk.row("MN Đoàn Kết"), month="", reason="Chờ")
    assert schedules_of_school(school.pk, YEAR) == []


def test_rows_and_versions_of_other_schedules_are_not_found(desk: Desk) -> None:
    desk.add("MN Đoàn Kết")
    row = desk.row("MN Đoàn Kết")
    assert row_by_id(desk.schedule, row.pk) == row
    assert row_by_id(None, row.pk) is None
    assert row_by_id(desk.schedule, row.pk + 1) is None
    assert version_of(desk.schedule, 1) is None


def test_rows_of_now_or_of_a_version_are_chosen(desk: Desk) -> None:
    assert chosen_rows(None, "1") == (0, [])
    desk.add("MN Đoàn Kết", month="2017-11")
    publish_schedule(actor=desk.actor, schedule=desk.schedule)
    desk.add("MN Thanh Giang", month="2017-11")
    number, rows = chosen_rows(desk.schedule, "1")
    assert (number, [row["name"] for row in rows]) == (1, ["MN Đoàn Kết"])
    for now in ("", "0", "abc"):
        number, rows = chosen_rows(desk.schedule, now)
        assert (number, len(rows)) == (0, 2)
    with pytest.raises(NotHere):
        chosen_rows(desk.schedule, "2")
