"""The page that forms a team or council: it keeps everything in its form and writes once."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Body
from minhdinh.lib.text import vn_date
from tests.appraisals.forming import DAY, ROLES, Office, make_office
from tests.factories import DepartmentFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def client(office: Office) -> Client:
    return office.world.client(office.world.specialist())


def whole(office: Office, **changes: Any) -> dict[str, Any]:
    """Return the page's form filled in."""
    today = timezone.localdate()
    ids = [one.pk for one in office.experts]
    sent: dict[str, Any] = {
        "version": office.world.fresh().version,
        "decision_number": "15/QĐ-SGDĐT",
        "decision_date": vn_date(today),
        "starts_on": vn_date(today),
        "ends_on": vn_date(today + 60 * DAY),
        "member": ids,
        **{f"role-{one}": role for one, role in zip(ids, ROLES, strict=True)},
        **{f"c-{one}": list(office.criteria) for one in ids},
    }
    return sent | changes


def test_an_empty_page_offers_the_trained(office: Office) -> None:
    page = client(office).get(office.world.office_url("doan/lap/"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Bùi Thị An" in text
    assert "Chưa có ai" in text


def test_people_are_found_without_diacritics(office: Office) -> None:
    office.expert(trained=False, full_name="Trịnh Đình Vượng")
    page = client(office).post(office.world.office_url("doan/lap/"), {"q": "dinh vuong", "look": "1"})
    assert "Trịnh Đình Vượng" in page.content.decode()
    none = client(office).post(office.world.office_url("doan/lap/"), {"q": "khong co ai"})
    assert "Không tìm thấy ai" in none.content.decode()


def test_adding_proposes_a_role_and_keeps_what_was_typed(office: Office) -> None:
    first, second = office.experts[:2]
    sent = {"add": first.pk, "decision_number": "77/QĐ", "ends_on": "sai"}
    page = client(office).post(office.world.office_url("doan/lap/"), sent)
    assert page.status_code == 200
    assert [one["named"].role for one in page.context["members"]] == [BodyRole.LEADER]
    assert "77/QĐ" in page.content.decode()
    sent = {"member": first.pk, f"role-{first.pk}": "leader", "add": second.pk}
    page = client(office).post(office.world.office_url("doan/lap/"), sent)
    assert [one["named"].role for one in page.context["members"]] == [BodyRole.LEADER, BodyRole.SECRETARY]
    page = client(office).post(office.world.office_url("doan/lap/"), sent | {"add": "", "remove": first.pk})
    assert page.context["members"] == []


def test_dividing_evenly_is_a_proposal(office: Office) -> None:
    ids = [one.pk for one in office.experts[:2]]
    page = client(office).post(office.world.office_url("doan/lap/"), {"member": ids, "divide": "1"})
    assert [len(one.criteria) for one in page.context["draft"].members] == [2, 1]
    with scopes_disabled():
        assert not Body.objects.exists()


def test_forming(office: Office) -> None:
    page = client(office).post(office.world.office_url("doan/lap/"), whole(office, form="1"))
    assert page.status_code == 302
    assert page["Location"] == office.world.office_url("doan/")
    shown = client(office).get(page["Location"])
    assert "15/QĐ-SGDĐT" in shown.content.decode()
    assert "Chưa cam kết" in shown.content.decode()
    again = client(office).get(office.world.office_url("doan/lap/"))
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decision_number": ""}, "id_decision_number_error"),
        ({"starts_on": "31/02/2026"}, "không có thật"),
        ({"version": "99"}, "vừa được người khác"),
        ({"version": "<b>"}, "vừa được người khác"),
    ],
)
def test_what_cannot_be_stays_on_the_page(office: Office, changes: dict[str, Any], words: str) -> None:
    page = client(office).post(office.world.office_url("doan/lap/"), whole(office, form="1", **changes))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert len(page.context["members"]) == 5
    with scopes_disabled():
        assert not Body.objects.exists()


def test_a_doubt_has_to_be_ticked(office: Office) -> None:
    four = whole(office, form="1", member=[one.pk for one in office.experts[:4]])
    page = client(office).post(office.world.office_url("doan/lap/"), four)
    assert page.status_code == 422
    assert {one.key for one, _on in page.context["doubts"]} == {"small", "odd"}
    page = client(office).post(office.world.office_url("doan/lap/"), four | {"ack": ["small", "odd"]})
    assert page.status_code == 302


def test_what_is_hostile_does_nothing(office: Office) -> None:
    nasty = {
        "member": ["1' OR 1=1", "-4", "9" * 40, "²", str(office.world.specialist().user_id), "777777"],
        "add": ["<script>alert(1)</script>", "888888"],
        "q": "%' OR <script>\x00",
        "ack": ["<b>"] * 50,
    }
    page = client(office).post(office.world.office_url("doan/lap/"), nasty)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert len(page.context["members"]) <= 1


def test_a_conflict_shows_its_reason_and_asks_for_a_paper(office: Office) -> None:
    own = office.expert(office.world.school, full_name="Hồ Thị Trong")
    sent = whole(office, add=own.pk)
    page = client(office).post(office.world.office_url("doan/lap/"), sent)
    text = page.content.decode()
    assert "đang làm việc tại" in text
    assert f'name="paper-{own.pk}"' in text


def test_only_the_department_of_the_registration(office: Office) -> None:
    world = office.world
    address = world.office_url("doan/lap/")
    assert world.commune is not None
    assert world.client(world.officer()).get(address).status_code == 404
    assert world.client(world.officer()).get(world.office_url("doan/lap/", world.commune)).status_code == 403
    assert world.client(world.principal()).get(address).status_code == 404
    other = DepartmentFactory()
    stranger = Client()
    stranger.force_login(member(other, "department_specialist"))
    assert stranger.get(address).status_code == 404
    assert stranger.get(world.office_url("doan/lap/", other)).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_page_costs_the_same_with_more_people(office: Office) -> None:
    address, sent = office.world.office_url("doan/lap/"), whole(office, q="nguyen van mau")
    office.expert()
    client(office).post(address, sent)
    with CaptureQueriesContext(connection) as few:
        client(office).post(address, sent)
    for _ in range(8):
        office.expert()
    with CaptureQueriesContext(connection) as many:
        page = client(office).post(address, sent)
    assert len(page.context["found"]) >= 8
    assert len(many) == len(few)


@pytest.mark.parametrize("version", ["9" * 5000, "²", "-1", ""])
def test_a_hostile_version_is_only_stale(office: Office, version: str) -> None:
    address = office.world.office_url("doan/lap/")
    assert client(office).post(address, whole(office, form="1", version=version)).status_code in {409, 422}
    with scopes_disabled():
        assert not Body.objects.exists()
