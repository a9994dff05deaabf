"""The editor's picker."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.enums import Storage
from tests.evidence.factories import House, make_item, make_verified

pytestmark = pytest.mark.django_db


def ask(client: Client, house: House, query: str) -> list[dict[str, Any]]:
    response = client.get(house.url(f"tim?{query}"))
    assert response.status_code == 200
    answer: list[dict[str, Any]] = response.json()["items"]
    return answer


def test_the_answer_has_all_that_the_picker_shows(house: House, member_client: Client) -> None:
    item = make_verified(house, criterion="1.3", name="Kế hoạch giáo dục", kind="ke_hoach")
    assert ask(member_client, house, "q=giao+duc&criterion=1.3") == [
        {
            "id": item.pk,
            "code": "MC.1.3.01",
            "name": "Kế hoạch giáo dục",
            "kind": "Kế hoạch",
            "status": "Đã xác minh",
            "usable": True,
            "url": house.url(f"{item.pk}/"),
        }
    ]


def test_what_cannot_carry_a_level_is_offered_and_marked(house: House, member_client: Client) -> None:
    make_item(house, name="Kế hoạch")
    (answer,) = ask(member_client, house, "q=ke")
    assert (answer["usable"], answer["status"]) == (False, "Chưa có tệp hoặc nơi lưu")


def test_the_nearest_criterion_comes_first(house: House, member_client: Client) -> None:
    for criterion in ("1.1", "1.3"):
        make_item(house, criterion=criterion)
    assert [one["code"] for one in ask(member_client, house, "q=&criterion=1.3")] == [
        "MC.1.3.01",
        "MC.1.1.01",
    ]
    assert [one["code"] for one in ask(member_client, house, "")] == ["MC.1.1.01", "MC.1.3.01"]


@pytest.mark.parametrize(
    ("code", "count"),
    [("MC.1.3.01", 1), ("mc.1.3.1", 1), ("(MC.1.3.01)", 1), ("MC.1.3", 0), ("MC.1.3.02", 0), ("x" * 500, 0)],
)
def test_a_code_finds_exactly_its_item(house: House, member_client: Client, code: str, count: int) -> None:
    make_item(house, criterion="1.3")
    assert len(ask(member_client, house, f"code={code}")) == count


def test_sensitive_items_are_not_offered_to_who_may_not_see_them(
    house: House, member_client: Client, secretary_client: Client
) -> None:
    make_item(house, name="Hồ sơ vụ việc", kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ")
    assert ask(member_client, house, "q=ho+so") == []
    assert ask(member_client, house, "code=MC.1.1.01") == []
    assert len(ask(secretary_client, house, "q=ho+so")) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_a_fixed_number_of_queries(
    house: House, member_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(count):
        make_verified(house, criterion="1.3", name="Kế hoạch")
    ask(member_client, house, "q=ke")
    with django_assert_num_queries(7):
        assert len(ask(member_client, house, "q=ke&criterion=1.3")) == count


def test_an_item_whose_file_was_taken_out_is_no_longer_usable(house: House, member_client: Client) -> None:
    item = make_verified(house)
    with scopes_disabled():
        detach_file(actor=system_actor(house.school.pk), file=item.files.get())
    assert ask(member_client, house, "q=")[0]["usable"] is False
