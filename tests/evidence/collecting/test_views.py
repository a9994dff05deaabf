"""The pages of collecting: asked on a form, listed, said, found by its people only, shown where the work is."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.evidence.collecting.states import say_lost
from minhdinh.evidence.context import year_context
from minhdinh.evidence.models import Collecting
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import (
    YEAR,
    House,
    make_actor,
    make_file,
    make_house,
    make_item,
    signed_in,
)
from tests.factories import member as new_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary_client(house: House) -> Client:
    return signed_in(new_member(house.school, Role.SECRETARY, full_name="Nguyễn Thu Hà"))


def person(house: House, role: str = Role.CONTRIBUTOR) -> tuple[Client, Actor]:
    """Return the browser of somebody and what the same person may do."""
    actor = make_actor(house, role)
    return signed_in(actor_user(actor)), actor


def actor_user(actor: Actor) -> Any:

    return User.objects.get(pk=actor.user_id)


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_collecting_is_asked_for_and_stands_in_the_person_s_work(
    house: House, secretary_client: Client
) -> None:
    client, actor = person(house)
    sent = {
        "what": "Sổ họp tổ <b>Toán</b>",
        "criterion": "1.3",
        "requirement": "1.3.1a",
        "collector": actor.user_id,
        "keeper": "",
        "due_on": "20/12/2026",
    }
    answer = secretary_client.post(house.url("thu-thap/giao/"), sent, follow=True)
    assert "Đã giao" in answer.content.decode()
    text = text_of(secretary_client, house.url("thu-thap/"))
    assert "Sổ họp tổ &lt;b&gt;Toán&lt;/b&gt;" in text
    assert "1.3.1a" in text
    mine = text_of(client, "/viec-cua-toi/")
    assert "Thu thập: Sổ họp tổ &lt;b&gt;Toán&lt;/b&gt;" in mine
    assert "20/12/2026" in mine


@pytest.mark.parametrize(
    "more",
    [
        {"requirement": "1.4.1a"},
        {"collector": "abc"},
        {"collector": "99999999999999999999"},
        {"due_on": "31/02/2026"},
        {"what": "a\x00b"},
        {"criterion": "9.9"},
    ],
)
def test_hostile_words_are_told_beside_the_field(
    house: House, secretary_client: Client, more: dict[str, str]
) -> None:
    _client, actor = person(house)
    sent = {"what": "Sổ", "criterion": "1.3", "collector": actor.user_id, **more}
    assert secretary_client.post(house.url("thu-thap/giao/"), sent).status_code == 422
    with scopes_disabled():
        assert not Collecting.objects.exists()


def test_a_contributor_finds_the_own_work_only(house: House, secretary: Actor) -> None:
    client, actor = person(house)
    own = make_collecting(house, secretary, actor, what="Việc của tôi đây")
    other = make_collecting(house, secretary, make_actor(house, Role.MEMBER), what="Việc người khác")
    text = text_of(client, house.url("thu-thap/"))
    assert "Việc của tôi đây" in text
    assert "Việc người khác" not in text
    assert "Ghi tình trạng" in text_of(client, house.url(f"thu-thap/{own.pk}/"))
    text_of(client, house.url(f"thu-thap/{other.pk}/"), 404)
    assert client.post(house.url(f"thu-thap/{other.pk}/ghi"), {"state": "lost"}).status_code == 404


def test_the_state_is_said_on_the_page(house: House, secretary: Actor, secretary_client: Client) -> None:
    client, actor = person(house)
    row = make_collecting(house, secretary, actor)
    url = house.url(f"thu-thap/{row.pk}/ghi")
    nothing = client.post(url, {"state": "have", "version": 1, "code": "MC.9.9.99"}, follow=True)
    assert "Kho không có minh chứng mã" in nothing.content.decode()
    item = make_item(house, actor=actor)
    make_file(item)
    told = client.post(url, {"state": "have", "version": 1, "code": item.code.lower()}, follow=True)
    if "Đã ghi: Đã có" not in told.content.decode():
        told = client.post(url, {"state": "have", "version": 1, "code": item.code}, follow=True)
    assert "Đã ghi: Đã có" in told.content.decode()
    stale = client.post(url, {"state": "lost", "version": 1, "reason": "x"}, follow=True)
    assert "vừa được người khác sửa" in stale.content.decode()
    wrong = client.post(url, {"state": "\x00", "version": 2}, follow=True)
    assert "Hãy chọn" in wrong.content.decode()


def test_what_is_lost_shows_in_health_and_can_be_withdrawn(
    house: House, secretary: Actor, secretary_client: Client
) -> None:
    row = make_collecting(house, secretary, secretary, what="Quyết định cũ")
    with scopes_disabled():
        say_lost(actor=secretary, row=row, version=1, reason="Mất khi chuyển phòng")
    text = text_of(secretary_client, house.url("suc-khoe/?check=lost"))
    assert "Mất khi chuyển phòng" in text
    assert house.url(f"thu-thap/{row.pk}/") in text
    secretary_client.post(house.url(f"thu-thap/{row.pk}/rut"), {"version": 2})
    assert "Mất khi chuyển phòng" not in text_of(secretary_client, house.url("suc-khoe/?check=lost"))


def test_the_criterion_the_item_and_the_list_of_evidence_show_it(
    house: House, secretary: Actor, secretary_client: Client
) -> None:
    item = make_item(house, name="Kế hoạch tổ")
    make_item(house, name="Bản khác")
    make_collecting(house, secretary, secretary, what="Kế hoạch tổ Văn", item_id=item.pk)
    sheet = text_of(secretary_client, f"/truong/{house.school.code}/2026-2027/tieu-chi/{house.track}/1.3/")
    assert "Kế hoạch tổ Văn" in sheet
    assert "Thu thập, lưu giữ" in text_of(secretary_client, house.url(f"{item.pk}/"))
    listed = text_of(secretary_client, house.url("?collecting=collecting"))
    assert "Kế hoạch tổ" in listed
    assert "Bản khác" not in listed


def test_a_change_on_a_stale_form_changes_nothing(
    house: House, secretary: Actor, secretary_client: Client
) -> None:
    row = make_collecting(house, secretary, secretary)
    url, sent = (
        house.url(f"thu-thap/{row.pk}/sua/"),
        {
            "what": "Sổ mới",
            "criterion": "1.3",
            "collector": secretary.user_id,
            "version": "1",
        },
    )
    assert "Sổ họp tổ Toán" in text_of(secretary_client, url)
    assert secretary_client.post(url, sent).status_code == 302
    secretary_client.post(url, {**sent, "what": "Sổ khác nữa"})
    with scopes_disabled():
        assert Collecting.objects.get(pk=row.pk).what == "Sổ mới"


def test_every_requirement_of_the_set_is_offered_and_that_of_the_row_stays(
    house: House, secretary: Actor, secretary_client: Client
) -> None:
    with scopes_disabled():
        context = year_context(house.school.pk, YEAR)
    assert context is not None
    every = [one for criterion in context.criteria for one in criterion.requirements]
    text = text_of(secretary_client, house.url("thu-thap/giao/"))
    offered = re.findall(r'<option value="([^"]+)"', text.partition('name="requirement"')[2])
    assert offered[: len(every)] == every
    sent = {"what": "Sổ", "collector": secretary.user_id, "version": "1"}
    criterion = "1.3"
    for requirement in ("1.3.1a", "1.3.9z"):
        row = make_collecting(house, secretary, secretary, criterion=criterion, requirement=requirement)
        given = {**sent, "criterion": criterion, "requirement": requirement}
        assert secretary_client.post(house.url(f"thu-thap/{row.pk}/sua/"), given).status_code == 302
        with scopes_disabled():
            again = Collecting.objects.get(pk=row.pk)
        assert (again.requirement, again.version) == (requirement, 2)


def test_a_requirement_of_the_address_alone_is_not_taken(house: House, secretary_client: Client) -> None:
    _client, actor = person(house)
    sent = {"what": "Sổ", "criterion": "1.3", "collector": actor.user_id, "requirement": "1.3.9z"}
    url = house.url("thu-thap/giao/?requirement=1.3.9z")
    assert secretary_client.post(url, sent).status_code == 422


def test_strangers_find_nothing(house: House, secretary: Actor) -> None:
    row = make_collecting(house, secretary, secretary)
    stranger = signed_in(new_member(make_house().school, Role.SECRETARY))
    for rest in ("", "giao/", f"{row.pk}/", f"{row.pk}/sua/"):
        text_of(stranger, house.url(f"thu-thap/{rest}"), 404)
    for rest in ("ghi", "rut"):
        assert stranger.post(house.url(f"thu-thap/{row.pk}/{rest}")).status_code == 404
    own, _actor = person(house)
    assert own.get(house.url("thu-thap/giao/")).status_code in {403, 404}


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_takes_a_fixed_number_of_queries(
    house: House,
    secretary: Actor,
    secretary_client: Client,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        item = make_item(house)
        make_collecting(house, secretary, secretary, what=f"Việc {number}", item_id=item.pk)
    secretary_client.get(house.url("thu-thap/"))
    with django_assert_num_queries(14):
        secretary_client.get(house.url("thu-thap/"))
