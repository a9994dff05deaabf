import datetime as dt

import pytest
from django.test import Client

from minhdinh.access.actor import system_actor
from minhdinh.organisations.domain.tree import move_organisation, parent_on
from minhdinh.organisations.models import Organisation
from tests.counting import queries_of
from tests.factories import CommuneFactory, DepartmentFactory, World

DAY = dt.date(2025, 7, 1)
UNIT = "/co-quan/so/don-vi/thcs-an-binh/"
SCHOOL = {
    "kind": "school",
    "code": "th-moi",
    "name": "Trường TH Mới",
    "parent": "xa-an-binh",
    "school_type": "tieu_hoc",
}


@pytest.fixture
def manager(client: Client, world: World) -> Client:
    client.force_login(world.manager)
    return client


def children(client: Client, query: str = "") -> list[str]:
    return [child.code for child, _count in client.get(f"/co-quan/so/cay/{query}").context["children"]]


def test_one_step_of_the_tree_at_a_time(manager: Client) -> None:
    assert children(manager) == ["xa-an-binh", "xa-phu-son"]
    assert children(manager, "?below=xa-an-binh") == ["thcs-an-binh"]
    page = manager.get("/co-quan/so/cay/?below=xa-an-binh").content.decode()
    assert 'href="/co-quan/so/cay/?below=so"' in page
    assert UNIT in page


def test_nothing_above_or_beside_is_shown(manager: Client, world: World) -> None:
    DepartmentFactory(code="so-khac", under=world.ministry)
    for code in ("bo", "so-khac", "khong-co"):
        assert manager.get(f"/co-quan/so/cay/?below={code}").status_code == 404


def test_the_tree_of_another_day(manager: Client, world: World) -> None:
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=DAY)
    assert children(manager, "?below=xa-an-binh") == []
    assert children(manager, "?below=xa-an-binh&day=2025-06-30") == ["thcs-an-binh"]
    assert "Về hôm nay" in manager.get("/co-quan/so/cay/?day=2025-06-30").content.decode()
    assert children(manager, "?day=hom-qua") == ["xa-an-binh", "xa-phu-son"]


def test_as_many_queries_for_many_as_for_few(manager: Client, world: World) -> None:
    few = queries_of(manager, "/co-quan/so/cay/")
    for _ in range(3):
        CommuneFactory(under=world.department)
    assert queries_of(manager, "/co-quan/so/cay/") == few <= 10


def test_a_unit_with_its_history(manager: Client, world: World) -> None:
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=DAY)
    page = manager.get(f"{UNIT}xem/").content.decode()
    assert "đến trước 01/07/2025" in page
    assert "từ 01/07/2025" in page
    assert "Chuyển cơ quan quản lý" in page


def test_a_specialist_looks_but_moves_nothing(client: Client, world: World) -> None:
    client.force_login(world.officer)
    assert "Chuyển cơ quan quản lý" not in client.get(f"{UNIT}xem/").content.decode()
    assert client.post(f"{UNIT}chuyen/", {"parent": "xa-phu-son", "day": "2025-07-01"}).status_code == 403


def test_moving(manager: Client, world: World) -> None:
    response = manager.post(f"{UNIT}chuyen/", {"parent": "xa-phu-son", "day": "2025-07-01"}, follow=True)
    assert "Đã chuyển Trường THCS An Bình về Ủy ban nhân dân xã Phú Sơn" in response.content.decode()
    assert parent_on(world.school, DAY) == world.other_commune


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"parent": "xa-phu-son", "day": "2999-01-01"}, "day"),
        ({"parent": "xa-phu-son", "day": ""}, "day"),
        ({"parent": "bo", "day": "2025-07-01"}, "parent"),
        ({"parent": "thcs-phu-son", "day": "2025-07-01"}, "parent"),
    ],
)
def test_a_wrong_move_shows_at_its_field(
    manager: Client, world: World, values: dict[str, str], field: str
) -> None:
    response = manager.post(f"{UNIT}chuyen/", values)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert parent_on(world.school, DAY) == world.commune


def test_an_office_is_not_offered_what_lies_below_itself(manager: Client) -> None:
    form = manager.get("/co-quan/so/don-vi/xa-an-binh/xem/").context["form"]
    assert [code for code, _name in form.fields["parent"].choices] == ["", "so", "xa-phu-son"]


def test_the_own_office_cannot_be_moved_by_itself(manager: Client) -> None:
    assert manager.get("/co-quan/so/don-vi/so/xem/").context["form"] is None


def test_adding_a_school(manager: Client, world: World) -> None:
    assert manager.get("/co-quan/so/don-vi/moi/").status_code == 200
    response = manager.post("/co-quan/so/don-vi/moi/", SCHOOL, follow=True)
    assert "Đã thêm Trường TH Mới" in response.content.decode()
    school = Organisation.objects.get(code="th-moi")
    assert school.path.startswith(world.commune.path)
    assert school.profile.education_levels == ["tieu_hoc"]


def test_adding_again_says_so(manager: Client) -> None:
    values = {**SCHOOL, "code": "thcs-an-binh"}
    assert "Mã này đã có" in manager.post("/co-quan/so/don-vi/moi/", values, follow=True).content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "a/b"}, "code"),
        ({"code": "so"}, "code"),
        ({"kind": "ministry"}, "kind"),
        ({"kind": "commune"}, "school_type"),
        ({"school_type": "nhieu_cap"}, "education_levels"),
        ({"parent": "bo"}, "parent"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_shows_at_its_field(manager: Client, values: dict[str, str], field: str) -> None:
    response = manager.post("/co-quan/so/don-vi/moi/", {**SCHOOL, **values})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Organisation.objects.filter(code="th-moi").exists()
