"""One action: written, reported on, asked for and answered on its pages; what is refused, how much it costs."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.improvement.domain.queries import actions_of
from minhdinh.improvement.enums import ActionState
from minhdinh.improvement.models import Action
from minhdinh.lib.text import vn_date
from tests.counting import queries_of
from tests.improvement.plans import Desk

TODAY = vn_date(timezone.localdate())
VIEWS = ("bang", "cot", "thoi-gian", "lạ", "")


def test_an_action_with_a_time_that_makes_no_sense_is_told_beside_its_field(desk: Desk) -> None:
    given = {"content": "Bổ sung sách", "time_text": "11/2026 - 5/20271"}
    response = desk.client().post(desk.url("viec/moi/"), given)
    assert response.status_code == 422
    assert "năm cần đủ bốn chữ số" in response.content.decode()
    assert "Bổ sung sách" in response.content.decode()
    assert actions_of(desk.plan) == []


def test_an_action_is_added_changed_and_removed(desk: Desk) -> None:
    client = desk.client()
    given = {"content": "Bổ sung sách", "time_text": "cả năm học", "target_value": "62,5", "target_unit": "%"}
    assert client.post(desk.url("viec/moi/"), {**given, "more": "1"}).url.endswith("viec/moi/")
    [action] = actions_of(desk.plan)
    place = desk.url(f"viec/{action.pk}/")
    page = client.get(f"{place}sua/").content.decode()
    assert "62,5" in page
    assert client.post(f"{place}sua/", {**given, "owner": "Thư viện", "version": "1"}).status_code == 302
    assert client.post(f"{place}sua/", {**given, "owner": "Khác", "version": "1"}).status_code == 409
    assert desk.fresh(action).owner == "Thư viện"
    assert client.post(f"{place}bo/").status_code == 302
    assert client.get(place).status_code == 404


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tháng 10/2026", "từ 01/10/2026 đến hết 31/10/2026"),
        ("từ 9/2026", "không ghi ngày kết thúc"),
        ("trước 15/6/2027", "đến hết 15/06/2027"),
        ("khi có mở lớp", "Giữ nguyên lời ghi"),
        ("13/2026", "không có tháng 13"),
        ("", ""),
    ],
)
def test_how_a_time_is_understood(desk: Desk, words: str, said: str) -> None:
    response = desk.client().get(desk.url("viec/thoi-gian/"), {"time_text": words})
    assert said in response.content.decode()


def test_one_action_with_its_history(desk: Desk) -> None:
    action = desk.action(owner_user_id=desk.case.user(Role.MEMBER).pk)
    place = desk.url(f"viec/{action.pk}/")
    assert "Tiến độ ghi được sau khi" in desk.client().get(place).content.decode()
    desk.approve()
    given = {"state": "done", "day": TODAY}
    refused = desk.client(Role.MEMBER).post(f"{place}tien-do/", given)
    assert refused.status_code == 422
    assert "cần kết quả" in refused.content.decode()
    figures = {
        "value_before": "40",
        "on_before": "01/09/2026",
        "value_after": "62,5",
        "on_after": TODAY,
        "unit": "%",
    }
    assert desk.client(Role.MEMBER).post(f"{place}tien-do/", {**given, **figures}).status_code == 302
    page = desk.client(Role.VIEWER).get(place).content.decode()
    assert "62,5 %" in page
    assert "22,5" in page
    assert "Ghi tiến độ “Bổ sung sách cho thư viện”: Đã hoàn thành" in page


def test_an_action_costs_the_same_with_a_long_history(desk: Desk) -> None:
    action = desk.action()
    desk.approve()
    desk.report(action, ActionState.DOING, note="Một")
    client, place = desk.client(), desk.url(f"viec/{action.pk}/")
    few = queries_of(client, place)
    for number in range(5):
        desk.report(action, ActionState.DOING, note=f"Lần {number}")
    assert queries_of(client, place) == few


def test_the_office_is_asked_and_answers(desk: Desk) -> None:
    desk.officer()
    action = desk.action("Vận động tài trợ", needs_outside=True)
    place = desk.url(f"viec/{action.pk}/")
    given = {"office": desk.commune.pk, "request": "Kính trình kế hoạch vận động tài trợ."}
    assert desk.client().post(f"{place}trinh/", {**given, "office": "999"}).status_code == 422
    assert desk.client().post(f"{place}trinh/", given).status_code == 302
    page = desk.office_client().get(place).content.decode()
    assert "Kính trình kế hoạch" in page
    answer = {"granted": "0", "on": TODAY}
    assert desk.office_client().post(f"{place}tra-loi/", answer).status_code == 422
    assert desk.office_client().post(f"{place}tra-loi/", {**answer, "granted": "1"}).status_code == 302
    assert Action.objects.get(pk=action.pk).outside_state == "granted"
    assert desk.client(Role.PRINCIPAL).post(f"{place}tra-loi/", answer).status_code == 403
