"""The pages of merging and splitting: preview, confirmation, and exactly what was shown."""

import html
import re

import pytest
from django.test import Client

from minhdinh.organisations.models import Organisation, Succession
from tests.counting import queries_of
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory, World
from tests.organisations.reorganising import BASIS, BEFORE, REFORM, codes_under, get

MERGE = "/co-quan/so/sap-nhap/"
SPLIT = "/co-quan/so/don-vi/xa-an-binh/tach/"
MERGER = {
    "units": "xa-an-binh, xa-phu-son",
    "target_code": "xa-moi",
    "target_name": "Ủy ban nhân dân xã Mới",
    "kind": "commune",
    "parent": "so",
    "day": "01/07/2025",
    "basis": BASIS,
    "people": "pass",
}
PARTS = {
    "parts": "xa-a; Xã A\nxa-b; Xã B",
    "kind": "commune",
    "parent": "so",
    "day": "01/07/2025",
    "basis": BASIS,
    "people": "pass",
}


@pytest.fixture
def manager(client: Client, world: World) -> Client:
    client.force_login(world.manager)
    return client


def shown(response: object) -> str:
    return html.unescape(response.content.decode())  # type: ignore[attr-defined]


def posted_again(page: str) -> dict[str, str]:
    """Return the hidden fields of the confirmation."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_the_form_knows_what_was_picked_in_the_tree(manager: Client) -> None:
    page = shown(manager.get(f"{MERGE}?unit=xa-an-binh&unit=xa-phu-son"))
    assert "xa-an-binh, xa-phu-son" in page
    assert "Trường hợp sáp nhập trường" not in page
    assert "Trường hợp sáp nhập trường" in shown(manager.get(f"{MERGE}?unit=thcs-an-binh"))
    assert 'name="unit" value="xa-an-binh"' in shown(manager.get("/co-quan/so/cay/"))


def test_a_preview_shows_everything_and_writes_nothing(manager: Client) -> None:
    response = manager.post(MERGE, MERGER)
    page = shown(response)
    assert response.status_code == 200
    for words in ("Ủy ban nhân dân xã Mới", "lập mới", "Trường THCS An Bình", "Nguyễn Tấn Tài", "giữ nguyên"):
        assert words in page
    assert not Organisation.objects.filter(code="xa-moi").exists()


def test_the_preview_is_carried_out(manager: Client, world: World) -> None:
    again = posted_again(shown(manager.post(MERGE, MERGER)))
    assert again.keys() >= MERGER.keys()
    response = manager.post(MERGE, again, follow=True)
    assert response.redirect_chain == [("/co-quan/so/don-vi/xa-moi/xem/", 302)]
    page = shown(response)
    assert "Tiền thân: " in page
    assert BASIS in page
    assert codes_under(get("xa-moi"), REFORM) == {"thcs-an-binh", "thcs-phu-son"}
    assert codes_under(world.commune, BEFORE) == {"thcs-an-binh"}


def test_without_preview_nothing_is_done(manager: Client) -> None:
    response = manager.post(MERGE, {**MERGER, "fingerprint": "0" * 32})
    assert response.status_code == 422
    assert "xem lại" in shown(response)
    assert not Succession.objects.exists()


def test_what_changed_meanwhile_is_shown_anew(manager: Client, world: World) -> None:
    again = posted_again(shown(manager.post(MERGE, MERGER)))
    SchoolFactory(name="Trường đến muộn", under=world.commune)
    page = shown(manager.post(MERGE, again))
    assert "Trường đến muộn" in page
    assert not Succession.objects.exists()
    manager.post(MERGE, posted_again(page))
    assert Succession.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"day": "01/01/2999"}, "chưa đến"),
        ({"units": "xa-an-binh, khong-co"}, "Không có ở dưới: khong-co"),
        ({"units": "so"}, "Không có ở dưới: so"),
        ({"target_code": "xa-an-binh"}, "đồng thời là đơn vị cũ"),
        ({"target_code": "a/b"}, "không chứa dấu /"),
        ({"target_code": "bo"}, "đã dùng"),
        ({"parent": ""}, "phạm vi quản lý"),
    ],
)
def test_what_is_wrong_is_said(manager: Client, values: dict[str, str], words: str) -> None:
    response = manager.post(MERGE, {**MERGER, **values})
    assert response.status_code == 422
    assert words in shown(response)
    assert "Thực hiện đúng như trên" not in shown(response)


def test_units_of_another_department_are_not_to_be_had(manager: Client, world: World) -> None:
    CommuneFactory(code="la", under=DepartmentFactory(under=world.ministry))
    assert "Không có ở dưới: la" in shown(manager.post(MERGE, {**MERGER, "units": "xa-an-binh, la"}))
    assert "đã dùng" in shown(manager.post(MERGE, {**MERGER, "target_code": "la"}))


def test_schools_ask_for_what_recognition_needs(manager: Client) -> None:
    values = {
        **MERGER,
        "units": "thcs-an-binh thcs-phu-son",
        "target_code": "thcs-moi",
        "kind": "school",
        "parent": "xa-an-binh",
    }
    assert "Chưa chọn trường hợp" in shown(manager.post(MERGE, values))
    chosen = {**values, "merger_form": "all_certified", "cohort_completed": "yes"}
    manager.post(MERGE, posted_again(shown(manager.post(MERGE, chosen))))
    rows = Succession.objects.values_list("merger_form", "cohort_completed")
    assert set(rows) == {("all_certified", True)}


def test_a_split_lets_each_child_be_assigned(manager: Client, world: World) -> None:
    SchoolFactory(code="hai", name="Trường Hai", under=world.commune)
    assert manager.get(SPLIT).status_code == 200
    page = shown(manager.post(SPLIT, PARTS))
    assert 'name="giao-hai"' in page
    chosen = shown(manager.post(SPLIT, {**PARTS, "giao-hai": "xa-b", "giao-thcs-an-binh": "xa-a"}))
    manager.post(SPLIT, posted_again(chosen))
    assert codes_under(get("xa-a"), REFORM) == {"thcs-an-binh"}
    assert codes_under(get("xa-b"), REFORM) == {"hai"}
    assert not get("xa-an-binh").active


def test_another_assignment_than_the_one_shown_is_shown_first(manager: Client, world: World) -> None:
    again = posted_again(shown(manager.post(SPLIT, PARTS)))
    response = manager.post(SPLIT, {**again, "giao-thcs-an-binh": "xa-b"})
    assert response.status_code == 422
    assert get("xa-an-binh").active


def test_a_part_may_leave_and_the_rest_stay(manager: Client, world: World) -> None:
    SchoolFactory(code="hai", under=world.commune)
    values = {**PARTS, "parts": "xa-tach; Xã Tách", "keep": "on", "giao-hai": "xa-tach"}
    page = shown(manager.post(SPLIT, values))
    assert "tiếp tục hoạt động" in page
    manager.post(SPLIT, posted_again(page))
    assert codes_under(get("xa-tach"), REFORM) == {"hai"}
    assert get("xa-an-binh").active


@pytest.mark.parametrize(
    ("parts", "words"),
    [("", "Trường này"), ("; Tên không mã", "mã và tên"), ("a/b; C", "dấu /"), ("xa-a; Xã A", "ít nhất hai")],
)
def test_parts_that_are_none(manager: Client, parts: str, words: str) -> None:
    response = manager.post(SPLIT, {**PARTS, "parts": parts})
    assert response.status_code == 422
    assert words in shown(response)


def test_an_office_does_not_split_itself_or_what_is_not_below(manager: Client) -> None:
    for code in ("so", "bo", "khong-co"):
        assert manager.get(f"/co-quan/so/don-vi/{code}/tach/").status_code == 404


@pytest.mark.parametrize("person", ["officer", "commune_officer"])
def test_only_who_manages_organisations(client: Client, world: World, person: str) -> None:
    client.force_login(getattr(world, person))
    place = "so" if person == "officer" else "xa-an-binh"
    assert client.get(f"/co-quan/{place}/sap-nhap/").status_code == 403
    assert client.post(f"/co-quan/{place}/sap-nhap/", MERGER).status_code == 403
    assert 'name="unit"' not in client.get(f"/co-quan/{place}/cay/").content.decode()


def test_as_many_queries_for_many_as_for_few(manager: Client, world: World) -> None:
    address = f"{MERGE}?unit=xa-an-binh&unit=xa-phu-son"
    few = queries_of(manager, address)
    for _ in range(3):
        SchoolFactory(under=world.commune)
        CommuneFactory(under=world.department)
    assert queries_of(manager, address) == few <= 12
