"""What an office does with a registration: steps, a number, a moved day; what is written is kept."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import CaseStep
from minhdinh.lib.text import vn_date
from tests.appraisals.registered import World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import member

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return make_registered()


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_commune_forwards_with_its_opinion(world: World) -> None:
    world.put("checking")
    client = world.client(world.officer())
    here = world.office_url(office=world.commune)
    done = client.post(f"{here}viec/forward/", {"version": 0, "note": "Xã nhất trí.\n<b>Đề nghị</b> Sở xem."})
    assert done["Location"] == here
    assert (world.fresh().stage, world.fresh().version) == ("receiving", 1)
    body = page(client, here)
    assert "Xã nhất trí." in body
    assert "&lt;b&gt;Đề nghị" in body
    assert world.commune is not None
    assert world.commune.name in body


def test_giving_back_proposes_what_is_missing_and_needs_it(world: World) -> None:
    world.put("checking")
    client = world.client(world.officer())
    here = world.office_url(office=world.commune)
    body = page(client, here)
    for words in ("- Chưa ghi số, ngày công văn đăng ký.", "- Chưa khai điều kiện a:"):
        assert words in body
    refused = client.post(f"{here}viec/give_back/", {"version": 0, "note": " "})
    assert refused.status_code == 422
    assert world.fresh().stage == "checking"
    assert client.post(f"{here}viec/give_back/", {"version": 0, "note": "Thiếu công văn."}).status_code == 302
    assert world.fresh().stage == "returned"


def test_what_was_written_is_kept_where_the_registration_moved(world: World) -> None:
    world.put("checking")
    client = world.client(world.officer())
    here = world.office_url(office=world.commune)
    client.post(f"{here}viec/give_back/", {"version": 0, "note": "Thiếu công văn."})
    world.put("checking")
    stale = client.post(f"{here}viec/forward/", {"version": 0, "note": "Ý kiến dài của xã"})
    assert stale.status_code == 409
    body = stale.content.decode()
    assert "vừa được người khác xử lý" in body
    assert body.count("Ý kiến dài của xã") == 2, "in the note and in the form"
    assert 'name="version" value="1"' in body
    assert world.fresh().stage == "checking"


def test_hostile_input_changes_nothing(world: World) -> None:
    world.put("checking")
    client = world.client(world.officer())
    here = world.office_url(office=world.commune)
    for sent in (
        {},
        {"version": "x"},
        {"version": -1},
        {"version": 0, "note": "a\0b"},
        {"version": 0, "note": "x" * 4001},
    ):
        assert client.post(f"{here}viec/forward/", sent).status_code == 422, sent
    for act in ("form", "decide", "refuse", "accept", "send", "khong-co"):
        assert client.post(f"{here}viec/{act}/", {"version": 0, "note": "x"}).status_code == 404, act
    assert client.post(f"{here}viec/stop/", {"version": 0, "note": "x"}).status_code == 422
    assert client.post(f"{here}tiep-nhan/", {"version": 0, "received_on": "01/01/2026"}).status_code == 403
    assert world.fresh().stage == "checking"
    world.put("receiving")
    assert client.post(f"{here}viec/give_back/", {"version": 0, "note": "x"}).status_code == 403
    reader = signed_in(member(world.department, Role.SUPERVISOR))
    assert reader.post(world.office_url("viec/give_back/"), {"version": 0, "note": "x"}).status_code == 403
    assert CaseStep._base_manager.count() == 0


def test_the_department_accepts_under_the_number_proposed(world: World) -> None:
    world.put("receiving")
    client, here = world.client(world.specialist()), world.office_url()
    number = f"0001/{TODAY.year}"
    assert f'value="{number}"' in page(client, here)
    wrong = client.post(f"{here}tiep-nhan/", {"version": 0, "number": "9/ĐK", "received_on": "31/02/2026"})
    assert wrong.status_code == 422
    assert "9/ĐK" in wrong.content.decode()
    sent = {"version": 0, "number": number, "received_on": vn_date(TODAY), "note": ""}
    assert client.post(f"{here}tiep-nhan/", sent)["Location"] == here
    body = page(client, here)
    assert number in body
    assert "Thành lập hội đồng thẩm định" in body


def test_a_number_that_is_taken_is_named_beside_its_field(world: World) -> None:
    world.put("receiving")
    with scopes_disabled():
        other = make_registered(stage="accepted").registered
        type(other).objects.filter(pk=other.pk).update(department=world.department, number="5/ĐK")
    client, here = world.client(world.specialist()), world.office_url()
    refused = client.post(
        f"{here}tiep-nhan/", {"version": 0, "number": "5/ĐK", "received_on": vn_date(TODAY)}
    )
    assert refused.status_code == 422
    assert "đã dùng cho hồ sơ khác" in refused.content.decode()


def test_a_day_is_moved_with_its_reason(world: World) -> None:
    world.put("accepted")
    client, here = world.client(world.specialist()), world.office_url()
    sent = {"version": 0, "was": "", "due_on": vn_date(TODAY + 9 * DAY), "reason": "Nghỉ Tết"}
    assert client.post(f"{here}han/", sent | {"reason": ""}).status_code == 422
    assert client.post(f"{here}han/", sent)["Location"] == here
    assert world.fresh().due_on == TODAY + 9 * DAY
    assert client.post(f"{here}han/", sent | {"due_on": vn_date(TODAY)}).status_code == 409
    assert world.client(world.officer()).post(
        f"{world.office_url(office=world.commune)}han/", sent
    ).status_code == 403  # fmt: skip
