import pytest
from django.test import Client

from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.portal.models import Feedback
from tests.counting import queries_of
from tests.factories import World, make_world
from tests.portal.asking import WORDS, asked

SCHOOL, OFFICE = "/truong/thcs-an-binh/gop-y/", "/co-quan/so/gop-y/"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(client: Client, row: Feedback, **values: str) -> int:
    with scopes_disabled():
        version = Feedback.objects.get(pk=row.pk).version
    answer = client.post(f"{SCHOOL}{row.pk}/xu-ly/", {"version": str(version), **values})
    return answer.status_code


def test_school_and_office_see_what_was_written_and_how_much(world: World) -> None:
    asked(world.school)
    asked(world.other_school, "mau-2", body="Nội dung về trường khác, đủ dài.")
    mine = of(world.owner).get(SCHOOL).content.decode()
    assert WORDS in mine
    assert "trường khác" not in mine
    assert "Chờ trả lời: 1" in mine
    all_below = of(world.officer).get(OFFICE).content.decode()
    assert WORDS in all_below
    assert "Chờ trả lời: 2" in all_below
    commune = of(world.commune_officer).get("/co-quan/xa-an-binh/gop-y/").content.decode()
    assert "trường khác" not in commune


def test_the_list_is_narrowed_by_state(world: World) -> None:
    asked(world.school)
    client = of(world.owner)
    assert WORDS in client.get(SCHOOL, {"state": "new"}).content.decode()
    for state in ("answered", "bogus"):
        assert WORDS not in client.get(SCHOOL, {"state": state}).content.decode()


def test_an_answer_is_written_and_shown_by_the_office(world: World) -> None:
    row = asked(world.school)
    assert act(of(world.owner), row, act="answer", answer="Đã sửa.") == 302
    assert act(of(world.owner), row, act="show") == 403
    assert act(of(world.officer), row, act="show") == 302
    assert "Đã sửa." in Client().get("/tra-cuu/truong/thcs-an-binh/").content.decode()
    assert act(of(world.officer), row, act="hide") == 302
    assert "Đã sửa." not in Client().get("/tra-cuu/truong/thcs-an-binh/").content.decode()


def test_only_an_office_is_offered_to_show_it(world: World) -> None:
    row = asked(world.school)
    act(of(world.owner), row, act="answer", answer="Đã sửa.")
    page = f"{SCHOOL}{row.pk}/"
    assert 'value="show"' not in of(world.owner).get(page).content.decode()
    assert 'value="show"' in of(world.officer).get(page).content.decode()


def test_a_refusal_keeps_what_was_typed(world: World) -> None:
    row = asked(world.school)
    client = of(world.owner)
    answer = client.post(
        f"{SCHOOL}{row.pk}/xu-ly/", {"act": "answer", "answer": "Câu của tôi", "version": "99"}
    )
    assert answer.status_code == 409
    assert "Câu của tôi" in answer.content.decode()
    for values in ({"act": "x"}, {"act": "close", "reason": ""}, {"act": "answer", "answer": ""}):
        assert act(client, row, **values) == 422
    assert client.post(f"{SCHOOL}{row.pk}/xu-ly/", {"act": "answer", "version": "-1"}).status_code == 422
    assert act(client, row, act="close", reason="Không đúng chỗ") == 302


def test_another_schools_words_are_not_here(world: World) -> None:
    row = asked(world.other_school)
    assert of(world.owner).get(f"{SCHOOL}{row.pk}/").status_code == 404
    assert act(of(world.owner), row, act="answer", answer="x") == 404


def test_lists_need_as_many_queries_for_many_rows(world: World) -> None:
    asked(world.school)
    clients = {SCHOOL: of(world.owner), OFFICE: of(world.officer)}
    once = {address: queries_of(client, address) for address, client in clients.items()}
    for number in range(5):
        asked(world.school, f"nua-{number}")
    many = {address: queries_of(client, address) for address, client in clients.items()}
    # Each of those told has more notices now; the bell counts them in the same query.
    assert many == once
