"""The board in the address space: who sees which schools, the numbers, the list, the workbook."""

import io

import pytest
from django.test import Client
from python_calamine import load_workbook

from minhdinh.organisations.enums import Ownership
from minhdinh.oversight.enums import Stage, StepKind
from tests.counting import queries_of
from tests.factories import SchoolFactory, World, make_world
from tests.oversight.boards import YEAR, assess, campaign, lookers, one_at_each_stage, school_at

pytestmark = pytest.mark.django_db
A, B = "thcs-an-binh", "thcs-phu-son"
OFFICES = ("bo", "so", "xa-an-binh", "xa-phu-son")
ALL = {"bo": {A, B}, "so": {A, B}, "xa-an-binh": {A}, "xa-phu-son": {B}}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


def page(office: str = "so", year: str = YEAR) -> str:
    return f"/co-quan/{office}/{year}/theo-doi/"


def book(office: str = "so", year: str = YEAR) -> str:
    return f"/co-quan/{office}/{year}/theo-doi.xlsx"


def lines(client: Client, address: str) -> list[list[object]]:
    response = client.get(address)
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


def exported(client: Client, address: str) -> list[object]:
    """Return the codes of the schools in the workbook, below its title and header."""
    return [line[0] for line in lines(client, address)[3:]]


def names(client: Client, query: str = "", office: str = "so") -> list[str]:
    table = client.get(page(office) + query).context["table"]
    return [str(row["cells"]["name"]).split("<b>")[1].split("</b>")[0] for row in table["rows"]]


def seen(client: Client, office: str) -> set[str] | int:
    response = client.get(page(office))
    if response.status_code != 200:
        return response.status_code
    text = response.content.decode()
    return {code for code in (A, B) if f"/truong/{code}/" in text}


def seen_in_book(client: Client, office: str) -> set[object] | int:
    response = client.get(book(office))
    return set(exported(client, book(office))) if response.status_code == 200 else response.status_code


MAY_SEE: dict[str, dict[str, set[str] | int]] = {
    "system": dict.fromkeys(OFFICES, 403),
    "department": {**ALL, "bo": 404},
    "leader": {**ALL, "bo": 404},
    "commune": {**dict.fromkeys(OFFICES, 404), "xa-an-binh": {A}},
    "other_commune": {**dict.fromkeys(OFFICES, 404), "xa-phu-son": {B}},
    "ministry": ALL,
    "supervisor": {**dict.fromkeys(OFFICES, 404), "xa-an-binh": {A}},
    "principal": dict.fromkeys(OFFICES, 404),
    "secretary": dict.fromkeys(OFFICES, 404),
    "viewer": dict.fromkeys(OFFICES, 404),
}


@pytest.mark.parametrize("who", MAY_SEE)
def test_each_sees_exactly_the_own_schools(world: World, who: str) -> None:
    client = Client()
    client.force_login(lookers(world)[who])
    assert {office: seen(client, office) for office in OFFICES} == MAY_SEE[who]
    assert {office: seen_in_book(client, office) for office in OFFICES} == MAY_SEE[who]


def test_the_headline_and_every_group_add_up_to_the_total(officer: Client, world: World) -> None:
    one_at_each_stage(world.commune)
    school_at(world.other_commune, "sealed", profile__school_type="tieu_hoc")
    context = officer.get(page()).context
    total = context["counts"].total
    assert total == context["table"]["page"].total == 14
    assert context["counts"].completed == 4  # approved, twice sealed, recorded
    assert context["share"] == "28,57"
    assert sum(bar["count"] for bar in context["bars"]) == total
    assert [bar["count"] for bar in context["bars"]] == [3, 1, 1, 1, 1, 1, 1, 3, 1, 1]
    for query in ("", "?group=commune"):
        shown = officer.get(page() + query).context
        assert sum(int(line["numbers"][0]["text"]) for line in shown["lines"]) == total
    by_office = officer.get(f"{page()}?group=commune").context["lines"]
    assert [(line["label"], line["numbers"][0]["text"]) for line in by_office] == [
        ("Ủy ban nhân dân xã An Bình", "12"),
        ("Ủy ban nhân dân xã Phú Sơn", "02"),
    ]
    assert [officer.get(line["url"]).status_code for line in by_office] == [200, 200]


def test_from_each_number_to_the_schools_behind_it(officer: Client, world: World) -> None:
    one_at_each_stage(world.commune)
    campaign(world.department)
    for query in ("", "?group=commune"):
        context = officer.get(page() + query).context
        links = [
            (number["url"], int(number["text"]))
            for line in (*context["lines"], context["total_line"])
            for number in line["numbers"]
            if number["url"]
        ] + [(bar["url"], bar["count"]) for bar in context["bars"] if bar["count"]]
        assert len(links) > 15
        for url, count in links:
            assert officer.get(page() + url).context["table"]["page"].total == count, url


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=phu+son", ["Trường THCS Phú Sơn"]),
        ("?q=PHÚ", ["Trường THCS Phú Sơn"]),
        ("?commune=xa-an-binh", ["Trường THCS An Bình"]),
        ("?commune=khong-co", []),
        ("?school_type=thcs&ownership=private", ["Trường THCS Phú Sơn"]),
        (f"?stage={Stage.WRITING.value}", ["Trường THCS An Bình"]),
        ("?stage=abc", ["Trường THCS An Bình", "Trường THCS Phú Sơn"]),
        ("?late=1", ["Trường THCS Phú Sơn"]),
        ("?idle=14", ["Trường THCS Phú Sơn"]),
        ("?idle=7", ["Trường THCS An Bình", "Trường THCS Phú Sơn"]),
        ("?done=1", []),
        ("?done=0&sort=-name", ["Trường THCS Phú Sơn", "Trường THCS An Bình"]),
        ("?sort=-stage", ["Trường THCS An Bình", "Trường THCS Phú Sơn"]),
        ("?sort=activity", ["Trường THCS Phú Sơn", "Trường THCS An Bình"]),
        ("?sort=-decided", ["Trường THCS An Bình", "Trường THCS Phú Sơn"]),
        ("?sort=nothing", ["Trường THCS An Bình", "Trường THCS Phú Sơn"]),
    ],
)
def test_filters_search_and_sorting(officer: Client, world: World, query: str, expected: list[str]) -> None:
    assess(world.school, idle=10, sheets_decided=4)
    world.other_school.placements.update(ownership=Ownership.PRIVATE)
    campaign(world.department, (StepKind.SELF_ASSESSMENT, -3), ownership=Ownership.PRIVATE)
    assert names(officer, query) == expected


def test_the_workbook_is_the_list_as_filtered_and_sorted(officer: Client, world: World) -> None:
    assess(world.school, idle=3, sheets_decided=4)
    campaign(world.department, (StepKind.SELF_ASSESSMENT, -3))
    assert exported(officer, f"{book()}?sort=-name") == [B, A]
    assert exported(officer, f"{book()}?commune=xa-an-binh") == [A]
    title, _blank, header, line = lines(officer, f"{book()}?q=an+binh")
    assert str(title[0]).startswith(f"Tiến độ tự đánh giá năm học {YEAR}, Sở Giáo dục và Đào tạo An Hòa")
    shown = dict(zip(header, line, strict=True))
    assert (shown["Mã"], shown["Trường"], shown["Tiêu chí"]) == (A, "Trường THCS An Bình", "4/15")
    assert shown["Trực thuộc"] == "Ủy ban nhân dân xã An Bình"
    assert (shown["Bước"], shown["So với hạn"]) == ("Đang đánh giá tiêu chí", "Chậm 3 ngày")
    assert (shown["Hoạt động"], shown["Mức"]) == ("3 ngày trước", "–")


def test_long_lists_come_in_pages_and_go_whole_into_the_workbook(officer: Client, world: World) -> None:
    SchoolFactory.create_batch(60, under=world.commune)
    first = officer.get(page()).context["table"]["page"]
    assert (first.shown, first.total) == (50, 62)
    second = officer.get(f"{page()}?after={first.next}").context["table"]["page"]
    assert (second.shown, second.next) == (12, None)
    assert len(exported(officer, book())) == 62


def test_as_many_queries_for_a_hundred_schools_as_for_ten(officer: Client, world: World) -> None:
    for school in SchoolFactory.create_batch(8, under=world.commune):
        assess(school, sheets_decided=2)
    campaign(world.department)
    few = {query: queries_of(officer, page() + query) for query in ("", "?group=commune", "?late=1&q=mau")}
    few_in_book = queries_of(officer, book())
    for school in SchoolFactory.create_batch(90, under=world.other_commune):
        assess(school, sheets_decided=2)
    for query, count in few.items():
        assert queries_of(officer, page() + query) == count, query
    assert queries_of(officer, book()) == few_in_book


def test_the_words_and_buttons(officer: Client, world: World) -> None:
    campaign(world.department)
    text = officer.get(page()).content.decode()
    for words in (
        "0/2 trường đã hoàn thành báo cáo (0 %)",
        "Cập nhật",
        "số liệu lúc",
        "Nhắc nhở trường đã chọn",
    ):
        assert words in text
    assert "Chậm 5 ngày" in text
    assert officer.get(page())["Cache-Control"].startswith("max-age=0")


def test_who_may_not_remind_sees_no_boxes(client: Client, world: World) -> None:
    client.force_login(lookers(world)["supervisor"])
    text = client.get(page("xa-an-binh")).content.decode()
    assert "Nhắc nhở trường" not in text
    assert "form-check-input" not in text


def test_the_board_is_the_first_entry_and_the_list_of_schools_leads_to_it(officer: Client) -> None:
    home = officer.get("/co-quan/so/")
    assert f'href="{page()}"' in home.content.decode()
    first = officer.get(page()).wsgi_request.place.nav[0]["links"][0]  # type: ignore[attr-defined]
    assert (first["url"], first["active"]) == (page(), True)


def test_a_past_year_shows_where_schools_stood_then(officer: Client, world: World) -> None:
    assess(world.school, "2024-2025", sheets_decided=15, complete=True, state="sealed", level=1)
    context = officer.get(page(year="2024-2025")).context
    assert (context["counts"].completed, context["counts"].total) == (1, 2)
