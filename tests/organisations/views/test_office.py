import io

import pytest
from django.test import Client
from python_calamine import load_workbook

from tests.counting import queries_of
from tests.factories import SchoolFactory, World

PAGE = "/co-quan/so/"


@pytest.fixture
def officer(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


def shown(client: Client, query: str = "", page: str = PAGE) -> list[str]:
    return [row["cells"]["code"] for row in client.get(f"{page}{query}").context["table"]["rows"]]


def exported(client: Client, query: str = "") -> list[list[object]]:
    response = client.get(f"{PAGE}truong.xlsx{query}")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert "attachment" in response["Content-Disposition"]
    return load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


def test_the_schools_below_with_their_parents(officer: Client) -> None:
    response = officer.get(PAGE)
    assert shown(officer) == ["thcs-an-binh", "thcs-phu-son"]
    page = response.content.decode()
    assert "Ủy ban nhân dân xã An Bình" in page
    assert 'href="/truong/thcs-an-binh/ho-so/"' in page
    assert "Nhập từ Excel" not in page


def test_who_may_not_open_a_school_is_led_to_its_place_in_the_tree(client: Client, world: World) -> None:
    client.force_login(world.system)
    page = client.get("/co-quan/bo/").content.decode()
    assert "/truong/thcs-an-binh/" not in page
    assert 'href="/co-quan/bo/don-vi/thcs-an-binh/xem/"' in page
    unit = client.get("/co-quan/bo/don-vi/thcs-an-binh/xem/")
    assert unit.status_code == 200
    assert "/truong/thcs-an-binh/" not in unit.content.decode()


def test_whoever_manages_sees_the_buttons(client: Client, world: World) -> None:
    client.force_login(world.manager)
    page = client.get(PAGE).content.decode()
    assert "/co-quan/so/truong/nhap/" in page
    assert "/co-quan/so/don-vi/moi/" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=phu+son", ["thcs-phu-son"]),
        ("?commune=xa-an-binh", ["thcs-an-binh"]),
        ("?school_type=thpt", []),
        ("?ownership=public&sort=-name", ["thcs-phu-son", "thcs-an-binh"]),
        ("?sort=-code", ["thcs-phu-son", "thcs-an-binh"]),
        ("?after=abc&q=an+binh", ["thcs-an-binh"]),
    ],
)
def test_search_filters_and_order_stand_in_the_address(
    officer: Client, query: str, expected: list[str]
) -> None:
    assert shown(officer, query) == expected


def test_an_empty_outcome_explains_itself(officer: Client) -> None:
    assert "Không có trường như vậy" in officer.get(f"{PAGE}?q=xyz").content.decode()


def test_a_commune_sees_its_own(client: Client, world: World) -> None:
    client.force_login(world.commune_officer)
    assert shown(client, page="/co-quan/xa-an-binh/") == ["thcs-an-binh"]
    assert client.get("/co-quan/xa-phu-son/").status_code == 404
    assert client.get("/co-quan/so/").status_code == 404


def test_pages_by_key(officer: Client, world: World) -> None:
    for number in range(60):
        SchoolFactory(code=f"th-{number:02d}", name=f"Trường A {number:02d}", under=world.commune)
    page = officer.get(PAGE).context["table"]["page"]
    assert (page.shown, page.total) == (50, 62)
    rest = shown(officer, f"?after={page.next}")
    assert len(rest) == 12
    assert rest[-1] == "thcs-phu-son"


def test_as_many_queries_for_many_as_for_few(officer: Client, world: World) -> None:
    few = queries_of(officer, PAGE)
    for _ in range(3):
        SchoolFactory(under=world.commune)
    assert queries_of(officer, PAGE) == few <= 12


def test_the_workbook_is_what_the_page_shows(officer: Client) -> None:
    rows = exported(officer, "?sort=-name")
    assert rows[0][0] == "Các trường thuộc Sở Giáo dục và Đào tạo An Hòa"
    assert rows[2][:3] == ["Tên trường", "Mã", "Loại trường"]
    assert [row[1] for row in rows[3:]] == ["thcs-phu-son", "thcs-an-binh"]
    assert rows[3] == [
        "Trường THCS Phú Sơn",
        "thcs-phu-son",
        "Trường THCS",
        "Công lập",
        "Ủy ban nhân dân xã Phú Sơn",
        "",
    ]
    assert [row[1] for row in exported(officer, "?q=an+binh")[3:]] == ["thcs-an-binh"]


def test_the_workbook_holds_all_pages(officer: Client, world: World) -> None:
    for _ in range(60):
        SchoolFactory(under=world.commune)
    assert len(exported(officer)) == 3 + 62


def test_a_school_without_profile_is_listed_all_the_same(officer: Client, world: World) -> None:
    SchoolFactory(code="moi", name="Trường Mới", profile=None, under=world.commune)
    assert "moi" in shown(officer)
