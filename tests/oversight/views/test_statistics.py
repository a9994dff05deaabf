"""The pages of statistics: the seed's table as text, its files, the schools behind a number, who sees what."""

import datetime as dt
import html
import io
import re
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics.workbook import HEADER_ROW
from tests.factories import OrganisationFactory, SchoolFactory, World, make_world, member
from tests.oversight.seed import HEADER, OFFICE, ROWS, YEAR, District

ID = "self-assessment-by-level"
NOW = "2026-2027"
TAG = re.compile(r"<[^>]+>")


def client_of(office: Organisation, role: str = Role.DISTRICT_OFFICER) -> Client:
    client = Client()
    client.force_login(member(office, role))
    return client


def address(rest: str = "", code: str = OFFICE, year: str = YEAR) -> str:
    return f"/co-quan/{code}/{year}/thong-ke/{rest}"


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def table_rows(page: str) -> list[list[str]]:
    """Return the text of every cell of the page's table."""
    body = page.split('<table class="md', 1)[1].split("</table>", 1)[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, flags=re.DOTALL)
    return [
        [
            html.unescape(TAG.sub("", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def sheet_of(content: bytes) -> list[list[Any]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )


def names_behind(client: Client, query: str, **place: str) -> list[str]:
    return [row[0] for row in table_rows(page_of(client, address(f"truong/?{query}", **place)))[1:]]


def test_the_seeds_table_on_the_screen(district: District) -> None:
    page = page_of(client_of(district.office), address(f"{ID}/"))
    assert table_rows(page) == [HEADER, *ROWS]
    assert "<h1>Thống kê</h1>" in page
    assert re.search(r"<button[^>]*>.*?Cập nhật</button>", page)
    assert re.search(r"Số liệu lúc \d\d/\d\d/\d{4} \d\d:\d\d", page)
    assert "số liệu đến ngày 31/05/2014" in page


def test_the_seeds_table_as_workbook(district: District) -> None:
    answer = client_of(district.office).get(address(f"{ID}/excel"))
    assert answer["Content-Disposition"] == f'attachment; filename="{ID}-{YEAR}.xlsx"'
    rows = sheet_of(answer.content)
    assert rows[0][0] == "PHÒNG GD&ĐT AN MINH"
    assert rows[3][0] == "TÌNH HÌNH TỰ ĐÁNH GIÁ, ĐÁNH GIÁ NGOÀI THEO CẤP HỌC"
    assert rows[HEADER_ROW : HEADER_ROW + 6] == [HEADER, *ROWS]
    assert [text for text in rows[-1] if text] == ["NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN"]


def test_the_list_and_the_menu(district: District) -> None:
    page = page_of(client_of(district.office), address())
    assert f'href="{address(f"{ID}/")}"' in page
    assert f'href="{address()}"' in page


def test_each_number_leads_to_its_schools(district: District) -> None:
    client = client_of(district.office)
    page = page_of(client, address(f"{ID}/"))
    assert html.unescape(page).count(address("truong/?type=mam_non&completed=1")) == 1
    assert names_behind(client, "type=mam_non&completed=1") == [
        "mam_non 1",
        "Mầm non Đông Hòa",
        "Mầm non Thị trấn",
    ]
    assert len(names_behind(client, "completed=1")) == 31
    assert "evaluated=1" not in page  # nothing to see behind a zero


def test_the_six_schools_that_the_report_calls_five(district: District) -> None:
    found = names_behind(client_of(district.office), "registered=1")
    assert sorted(found) == sorted(
        name
        for name in district.schools
        if not name[-1].isdigit() or name in {"TH Thị trấn 1", "TH Đông Hưng 1", "THCS Thị trấn Thứ 11"}
    )
    assert len(found) == 6


def test_schools_behind_a_number_page_by_page_and_as_a_workbook(district: District) -> None:
    for _ in range(10):
        SchoolFactory(under=district.office)
    client = client_of(district.office)
    first = client.get(address("truong/"))
    assert len(first.context["table"]["rows"]) == 50
    assert first.context["table"]["page"].total == 58
    rest = client.get(address(f"truong/?after={first.context['table']['page'].next}"))
    assert len(rest.context["table"]["rows"]) == 8
    sheet = sheet_of(client.get(address("truong/excel?type=thcs&completed=1")).content)
    assert sheet[0][0] == "Các trường, năm học 2013-2014: Trường THCS; đã hoàn thành báo cáo tự đánh giá"
    assert len(sheet[3:]) == 12


@pytest.mark.parametrize(
    "query", ["type=dai_hoc", "khong-co=1", "level=9", "office=khong-co", "completed=maybe"]
)
def test_a_filter_that_means_nothing_is_not_found(district: District, query: str) -> None:
    assert client_of(district.office).get(address(f"truong/?{query}")).status_code == 404


def test_an_unknown_table_or_year_is_not_found(district: District) -> None:
    client = client_of(district.office)
    for rest in ("khong-co/", "khong-co/excel"):
        assert client.get(address(rest)).status_code == 404
    assert client.get(address(f"{ID}/", year="2013")).status_code == 404


def test_a_wrong_day_is_said_and_the_years_own_counts(district: District) -> None:
    page = page_of(client_of(district.office), address(f"{ID}/?day=31/02/2014"))
    assert "tháng 2 năm 2014 chỉ có các ngày từ 1 đến 28" in page
    assert "số liệu đến ngày 31/05/2014" in page


@pytest.fixture
def world(db: None) -> World:
    return make_world()


VISIBLE = {
    "ministry": {"Trường THCS An Bình", "Trường THCS Phú Sơn"},
    "department": {"Trường THCS An Bình", "Trường THCS Phú Sơn"},
    "commune": {"Trường THCS An Bình"},
    "other_commune": {"Trường THCS Phú Sơn"},
}
OFFICERS = [
    ("ministry", Role.MINISTRY_OFFICER),
    ("ministry", Role.SYSTEM_ADMIN),
    ("department", Role.DEPARTMENT_SPECIALIST),
    ("department", Role.DEPARTMENT_LEADER),
    ("department", Role.DEPARTMENT_ADMIN),
    ("department", Role.SUPERVISOR),
    ("commune", Role.COMMUNE_OFFICER),
    ("commune", Role.SUPERVISOR),
    ("other_commune", Role.COMMUNE_OFFICER),
]


@pytest.mark.parametrize(("home", "role"), OFFICERS)
def test_each_office_sees_its_own_schools_and_no_other(world: World, home: str, role: str) -> None:
    client = client_of(getattr(world, home), role)
    for name, schools in VISIBLE.items():
        office: Organisation = getattr(world, name)
        inside = office.path.startswith(getattr(world, home).path)
        allowed = inside or role == Role.SYSTEM_ADMIN
        url = address("truong/", office.code, NOW)
        assert client.get(url).status_code == (200 if allowed else 404)
        if allowed:
            assert set(names_behind(client, "", code=office.code, year=NOW)) == schools
            total = table_rows(page_of(client, address(f"{ID}/", office.code, NOW)))[-1]
            assert total[1] == f"{len(schools):02d}"


def test_a_code_of_another_office_opens_none_of_its_schools(world: World) -> None:
    client = client_of(world.commune, Role.COMMUNE_OFFICER)
    place = {"code": world.commune.code, "year": NOW}
    assert "Phú Sơn" not in page_of(client, address(f"truong/?office={world.other_commune.code}", **place))


def test_people_of_schools_do_not_get_in(world: World) -> None:
    client = Client()
    client.force_login(world.owner)
    for rest in ("", f"{ID}/", f"{ID}/excel", "truong/", "truong/excel"):
        assert client.get(address(rest, world.commune.code, NOW)).status_code == 404


def test_a_past_day_shows_the_tree_of_that_day(world: World) -> None:
    day = dt.date(2026, 7, 1)
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=day)
    before, after = ("day=30/06/2026", "day=01/07/2026")
    old, new = (
        client_of(world.commune, Role.COMMUNE_OFFICER),
        client_of(world.other_commune, Role.COMMUNE_OFFICER),
    )
    assert names_behind(old, before, code=world.commune.code, year=NOW) == ["Trường THCS An Bình"]
    assert "Trường THCS An Bình" not in page_of(old, address(f"truong/?{after}", world.commune.code, NOW))
    assert names_behind(new, before, code=world.other_commune.code, year=NOW) == ["Trường THCS Phú Sơn"]
    assert len(names_behind(new, after, code=world.other_commune.code, year=NOW)) == 2
    page = page_of(old, address(f"truong/?{before}", world.commune.code, NOW))
    assert "/truong/thcs-an-binh" not in page  # it is another commune's today: named, not opened


@pytest.mark.parametrize("more", [0, 40])
def test_the_number_of_queries_is_constant(
    district: District, django_assert_max_num_queries: Any, more: int
) -> None:
    commune = OrganisationFactory(kind_id="commune", under=district.office)
    for _ in range(more):
        SchoolFactory(under=commune)
    client = client_of(district.office)
    with django_assert_max_num_queries(6):  # session, person, memberships, office, edges, figures
        client.get(address(f"{ID}/excel"))
    with django_assert_max_num_queries(11):  # and the page, its total, the parents' names, the menu
        client.get(address("truong/?completed=0"))
