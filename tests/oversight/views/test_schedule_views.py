"""The pages of the schedule of external evaluation."""

import io

import pytest
from django.test import Client
from python_calamine import load_workbook

from minhdinh.access.permissions import Role
from minhdinh.oversight.domain.schedule import publish_schedule
from minhdinh.oversight.domain.schedule_queries import HEADER, rows_of, schedule_of
from tests.counting import queries_of
from tests.factories import CommuneFactory, SchoolFactory, member
from tests.oversight.schedule_desk import TWO_DIGITS, YEAR, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def small() -> Desk:
    desk = make_desk(plan=False)
    desk.add("MN Đoàn Kết", "MN Thanh Giang", month="2017-11")
    return desk


def signed_in(desk: Desk, role: str = "") -> Client:
    client = Client()
    client.force_login(member(desk.office, role) if role else desk.officer)
    return client


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_an_empty_schedule_invites_to_add(desk: Desk) -> None:
    assert "Chưa có trường nào trong lịch" in body(signed_in(desk), desk.url())
    assert "Thêm trường" not in body(signed_in(desk, Role.SUPERVISOR), desk.url())


def test_the_board_shows_every_month_and_its_load(desk: Desk) -> None:
    desk.add_plan()
    page = body(signed_in(desk), desk.url())
    assert page.count('data-months-target="month"') == 12
    assert page.count('data-months-target="school"') == 16
    assert page.count("4 trường") == 3
    assert page.count('<rect class="wait" x="0%" width="50%"') == 2


def test_who_may_only_look_moves_nothing(small: Desk) -> None:
    page = body(signed_in(small, Role.SUPERVISOR), small.url())
    assert "MN Đoàn Kết" in page
    assert 'name="month"' not in page
    assert "cong-bo" not in page
    row = small.row("MN Đoàn Kết")
    client = signed_in(small, Role.SUPERVISOR)
    assert client.post(small.url(f"{row.pk}/thang/"), {"month": "2018-01"}).status_code == 403
    assert client.get(small.url(f"{row.pk}/")).status_code == 403


def test_schools_are_added_from_the_list(desk: Desk) -> None:
    client = signed_in(desk)
    page = body(client, desk.url("them/"))
    assert page.count('name="schools"') == 16
    chosen = [desk.schools["MN Đoàn Kết"].pk, desk.schools["TH Diên Hồng"].pk]
    response = client.post(desk.url("them/"), {"schools": chosen, "month": "2018-01"})
    assert response.status_code == 302
    assert {row.month for row in rows_of(desk.schedule)} == {"2018-01"}
    assert body(client, desk.url("them/")).count('name="schools"') == 14


def test_adding_none_says_so_and_keeps_the_month(desk: Desk) -> None:
    response = signed_in(desk).post(desk.url("them/"), {"month": "2018-01"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Chưa chọn trường nào" in page
    assert '<option value="2018-01" selected>' in page


def test_a_school_of_another_office_cannot_be_posted(desk: Desk) -> None:
    stranger = SchoolFactory(under=CommuneFactory())
    response = signed_in(desk).post(desk.url("them/"), {"schools": [stranger.pk]})
    assert response.status_code == 422
    assert schedule_of(desk.office, YEAR) is None


def test_a_month_is_chosen_on_the_board(small: Desk) -> None:
    row = small.row("MN Đoàn Kết")
    response = signed_in(small).post(small.url(f"{row.pk}/thang/"), {"month": "2018-01"})
    assert response["Location"] == small.url(f"#truong-{row.pk}")
    assert small.row("MN Đoàn Kết").month == "2018-01"


def test_moving_a_published_school_asks_for_the_reason(small: Desk) -> None:
    publish_schedule(actor=small.actor, schedule=small.schedule)
    client, row = signed_in(small), small.row("MN Đoàn Kết")
    response = client.post(small.url(f"{row.pk}/thang/"), {"month": "2018-01"})
    assert response["Location"] == small.url(f"{row.pk}/?thang=2018-01")
    page = body(client, response["Location"])
    assert '<option value="2018-01" selected>' in page
    assert "ghi lý do" in page
    refused = client.post(small.url(f"{row.pk}/"), {"month": "2018-01", "note": "", "reason": ""})
    assert refused.status_code == 422
    assert "hãy ghi lý do" in refused.content.decode()
    done = client.post(
        small.url(f"{row.pk}/"), {"month": "2018-01", "note": "2 ngày", "reason": "Sửa phòng học"}
    )
    assert done.status_code == 302
    kept = small.row("MN Đoàn Kết")
    assert (kept.month, kept.note) == ("2018-01", "2 ngày")
    history = body(client, small.url(f"{row.pk}/"))
    assert all(word in history for word in ("11/2017", "01/2018", "Sửa phòng học", "Bùi Thị Lịch"))
    assert "Có thay đổi chưa công bố" in body(client, small.url())


def test_versions_are_listed_with_what_changed(small: Desk) -> None:
    client = signed_in(small)
    assert client.post(small.url("cong-bo/")).status_code == 302
    small.add("MN Ngũ Hùng", month="2018-01")
    client.post(small.url("cong-bo/"))
    page = body(client, small.url("lich-su/"))
    assert "Lần 2" in page
    assert "MN Ngũ Hùng: chưa có → 01/2018" in page
    first = body(client, small.url("bang/?lan=1"))
    assert "MN Ngũ Hùng" not in first
    assert "MN Ngũ Hùng" in body(client, small.url("bang/"))
    assert client.get(small.url("bang/?lan=3")).status_code == 404


def test_a_school_is_taken_off(small: Desk) -> None:
    row = small.row("MN Đoàn Kết")
    assert signed_in(small).post(small.url(f"{row.pk}/bo/"), {"bo-reason": ""}).status_code == 302
    assert [one.school.name for one in rows_of(small.schedule)] == ["MN Thanh Giang"]


def test_the_printed_page_has_the_four_columns(desk: Desk) -> None:
    desk.add_plan()
    table = body(signed_in(desk), desk.url("bang/")).split('id="bang-lich"')[1].split("</table>")[0]
    assert [label in table for label in HEADER] == [True] * 4
    position = 0
    for number, (name, month) in enumerate(TWO_DIGITS, start=1):
        line = f"<tr><td>{number}</td><td>{name}</td><td>{month}</td><td></td></tr>"
        assert line in table
        assert table.index(line) > position
        position = table.index(line)


def test_the_workbook_is_the_printed_table(desk: Desk) -> None:
    desk.add_plan()
    response = signed_in(desk).get(desk.url("excel/"))
    rows = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()[2:]
    assert rows[0] == list(HEADER)
    assert [tuple(row[1:3]) for row in rows[1:]] == TWO_DIGITS


def test_an_empty_year_prints_an_empty_table(desk: Desk) -> None:
    client = signed_in(desk)
    assert "Chưa có trường nào được xếp tháng" in body(client, desk.url("bang/"))
    assert "Chưa công bố lần nào" in body(client, desk.url("lich-su/"))
    assert client.post(desk.url("cong-bo/")).status_code == 404


def test_a_school_reads_its_own_month(small: Desk) -> None:
    school = small.schools["MN Đoàn Kết"]
    client = Client()
    client.force_login(member(school, Role.PRINCIPAL))
    address = f"/truong/{school.code}/{YEAR}/lich-danh-gia-ngoai/"
    assert "chưa có trong lịch nào" in body(client, address)
    publish_schedule(actor=small.actor, schedule=small.schedule)
    page = body(client, address)
    assert "<strong>11/2017</strong>" in page
    assert "MN Thanh Giang" not in page


def test_another_offices_schedule_is_not_found(small: Desk) -> None:
    other = CommuneFactory()
    row = small.row("MN Đoàn Kết")
    client = Client()
    client.force_login(member(other, Role.COMMUNE_OFFICER))
    assert client.get(small.url()).status_code == 404
    assert client.get(small.url().replace(small.office.code, other.code)).status_code == 200
    assert client.get(f"/co-quan/{other.code}/{YEAR}/lich-danh-gia-ngoai/{row.pk}/").status_code == 404


def test_the_board_needs_as_many_queries_for_sixteen_schools_as_for_one(desk: Desk) -> None:
    desk.add("MN Đoàn Kết", month="2017-11")
    client = signed_in(desk)
    few = queries_of(client, desk.url())
    adding = queries_of(client, desk.url("them/"))
    desk.add_plan()
    assert queries_of(client, desk.url()) == few
    assert queries_of(client, desk.url("them/")) == adding
