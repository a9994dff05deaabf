"""One organisation's page: its past, another name, who acts for it."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.organisations.domain.delegations import delegate
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.models import Delegation, Succession
from tests.factories import DepartmentFactory, World, member
from tests.organisations.reorganising import BASIS, REFORM, carry_out, get, merger, new, there

UNIT = "/co-quan/so/don-vi/xa-an-binh/"
RENAME = {"name": "Ủy ban nhân dân phường An Bình", "day": "01/07/2025", "basis": BASIS}
DELEGATE = {"acting": "xa-phu-son", "day": "01/07/2025", "until": "", "basis": BASIS}


@pytest.fixture
def manager(client: Client, world: World) -> Client:
    client.force_login(world.manager)
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_new_name_and_the_former_one_on_its_days(manager: Client) -> None:
    page = manager.post(f"{UNIT}doi-ten/", RENAME, follow=True).content.decode()
    assert "Tên trước 01/07/2025: Ủy ban nhân dân xã An Bình" in page
    assert get("xa-an-binh").name == RENAME["name"]
    assert "xã An Bình" in text(manager, "/co-quan/so/cay/?day=30/06/2025")
    assert "phường An Bình" in text(manager, "/co-quan/so/cay/?day=01/07/2025")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": ""}, "name"), ({"day": "01/01/2999"}, "day"), ({"basis": ""}, "basis")],
)
def test_a_wrong_name_shows_at_its_field(manager: Client, values: dict[str, str], field: str) -> None:
    response = manager.post(f"{UNIT}doi-ten/", {**RENAME, **values})
    assert response.status_code == 422
    assert list(response.context["rename_form"].errors) == [field]
    assert not Succession.objects.exists()


def test_a_move_keeps_its_legal_basis(manager: Client, world: World) -> None:
    values = {"parent": "xa-phu-son", "day": "01/07/2025", "basis": BASIS}
    page = manager.post("/co-quan/so/don-vi/thcs-an-binh/chuyen/", values, follow=True).content.decode()
    assert "Chuyển cơ quan quản lý" in page
    assert BASIS in page


def test_acting_for_one_another_is_shown_on_both_pages(manager: Client, client: Client, world: World) -> None:
    neighbour = member(world.other_commune, Role.COMMUNE_OFFICER)
    manager.post(f"{UNIT}lam-thay/", DELEGATE)
    assert "Ủy ban nhân dân xã Phú Sơn làm thay" in text(manager, f"{UNIT}xem/")
    assert "đang làm thay" in text(manager, "/co-quan/so/don-vi/xa-phu-son/xem/")
    client.force_login(neighbour)
    assert "/vao/xa-an-binh/" in text(client, "/co-quan/xa-phu-son/")
    assert "thcs-an-binh" in text(client, "/co-quan/xa-an-binh/")


def test_acting_ends_today(manager: Client, world: World) -> None:
    manager.post(f"{UNIT}lam-thay/", DELEGATE)
    row = Delegation.objects.get()
    page = manager.post(f"/co-quan/so/lam-thay/{row.pk}/thoi/", {"unit": "xa-an-binh"}, follow=True)
    assert "đã kết thúc" in page.content.decode()
    row.refresh_from_db()
    assert row.valid_to == timezone.localdate()
    again = manager.post(f"/co-quan/so/lam-thay/{row.pk}/thoi/", {"unit": "xa-an-binh"}, follow=True)
    assert "đã kết thúc từ ngày" in again.content.decode()


def test_one_that_begins_later_says_so(manager: Client, world: World) -> None:
    delegate(
        actor=system_actor(),
        office=world.commune,
        acting=world.other_commune,
        day=timezone.localdate() + dt.timedelta(days=5),
        basis=BASIS,
    )
    assert "chưa bắt đầu" in text(manager, f"{UNIT}xem/")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"acting": "xa-an-binh"}, "acting"),
        ({"acting": "bo"}, "acting"),
        ({"until": "01/07/2025"}, "until"),
        ({"basis": " "}, "basis"),
    ],
)
def test_a_wrong_delegation_shows_at_its_field(manager: Client, values: dict[str, str], field: str) -> None:
    response = manager.post(f"{UNIT}lam-thay/", {**DELEGATE, **values})
    assert response.status_code == 422
    assert list(response.context["delegation_form"].errors) == [field]


def test_delegations_of_others_are_not_to_be_ended(manager: Client, world: World) -> None:
    foreign = [DepartmentFactory(under=world.ministry) for _ in range(2)]
    row = delegate(actor=system_actor(), office=foreign[0], acting=foreign[1], day=REFORM, basis=BASIS)
    for unit in ("", "xa-an-binh", foreign[0].code):
        assert manager.post(f"/co-quan/so/lam-thay/{row.pk}/thoi/", {"unit": unit}).status_code == 404
    row.refresh_from_db()
    assert row.valid_to is None


def test_what_has_ended_is_looked_at_only(manager: Client, world: World) -> None:
    carry_out(merger(world.commune, into=there(world.other_commune)))
    page = text(manager, f"{UNIT}xem/")
    assert "Kết thúc hoạt động từ 01/07/2025" in page
    assert "Kế tục" in page
    assert "Đổi tên" not in page


def test_the_successors_officer_opens_the_predecessor(client: Client, world: World) -> None:
    carry_out(merger(world.commune, world.other_commune, into=new("xa-moi", world.department)))
    client.force_login(world.commune_officer)
    assert "/vao/xa-phu-son/" in text(client, "/co-quan/xa-moi/")
    page = client.get("/vao/xa-phu-son/", follow=True)
    assert page.redirect_chain[-1][0] == "/co-quan/xa-phu-son/"
    assert "thcs-phu-son" in text(client, "/co-quan/xa-phu-son/cay/"), "its last day is shown first"


def test_the_successors_people_open_a_schools_pages(client: Client, world: World) -> None:
    carry_out(merger(world.school, into=there(world.other_school)))
    client.force_login(world.stranger)
    assert "Trường THCS An Bình" in text(client, "/truong/thcs-phu-son/ho-so/")
    page = text(client, "/truong/thcs-an-binh/ho-so/")
    assert "Kế tục" in page
    assert "Sửa hồ sơ" not in page
    assert client.get("/truong/thcs-an-binh/ho-so/sua/").status_code == 403


def test_on_a_past_day_an_office_sees_what_was_its_own(client: Client, world: World) -> None:
    other = DepartmentFactory(code="so-khac", under=world.ministry)
    carry_out(merger(world.commune, into=new("xa-moi", other)))
    client.force_login(world.manager)
    past = "/co-quan/so/cay/?day=30/06/2025"
    assert "thcs-an-binh" in text(client, f"{past}&below=xa-an-binh")
    assert client.get(f"{past}&below=xa-moi").status_code == 404
    assert client.get("/co-quan/so/cay/?below=xa-moi").status_code == 404
    move_organisation(actor=system_actor(), organisation=world.other_commune, parent=other, day=REFORM)
    client.force_login(member(other, Role.DEPARTMENT_ADMIN))
    assert client.get("/co-quan/so-khac/cay/?day=30/06/2025&below=xa-phu-son").status_code == 404
    assert "thcs-phu-son" in text(client, "/co-quan/so-khac/cay/?below=xa-phu-son")
    assert "thcs-an-binh" in text(client, "/co-quan/so-khac/cay/?below=xa-moi")
