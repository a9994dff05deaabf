"""A stranger writes about a school: with no cookie, no account, and not too often."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.portal.models import Feedback
from minhdinh.portal.views.feedback_sending import OF_A_VISITOR
from tests.factories import World, make_world
from tests.portal.asking import WORDS, asked, ticket_of

FORM = "/tra-cuu/truong/thcs-an-binh/gop-y/"
OTHER = "/tra-cuu/truong/thcs-phu-son/gop-y/"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a form be filled in more quickly than a person could."""
    monkeypatch.setattr("minhdinh.portal.forms.feedback.SOONEST", 0)


def kept() -> list[Feedback]:
    with scopes_disabled():
        return list(Feedback.objects.all())


def values(ticket: str) -> dict[str, str]:
    return {"topic": "conditions", "body": WORDS, "ticket": ticket, "website": ""}


@pytest.mark.usefixtures("later")
def test_a_stranger_writes_and_finds_the_answer_by_the_address_given(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    sent = client.post(FORM, values(ticket_of(client, FORM)))
    assert sent.status_code == 303
    page = client.get(sent["Location"])
    assert WORDS in page.content.decode()
    assert "Chưa có trả lời" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not client.cookies
    with scopes_disabled():
        Feedback.objects.update(state="answered", answer="Đã sửa.", answered_for=world.school)
    assert "Đã sửa." in client.get(sent["Location"]).content.decode()


@pytest.mark.usefixtures("later")
def test_sending_twice_keeps_one(world: World) -> None:
    client = Client()
    ticket = ticket_of(client, FORM)
    first, second = (client.post(FORM, values(ticket)) for _time in range(2))
    assert first["Location"] == second["Location"]
    assert len(kept()) == 1


def test_who_sends_at_once_is_asked_to_wait_and_keeps_the_words(world: World) -> None:
    client = Client()
    answer = client.post(FORM, values(ticket_of(client, FORM)))
    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert kept() == []


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "wrong",
    [
        {"website": "http://quang-cao.example"},
        {"ticket": ""},
        {"ticket": "made:up:paper"},
        {"topic": "khac"},
        {"body": "ngắn"},
        {"body": "x" * 3000},
    ],
)
def test_what_a_machine_would_send_is_refused(world: World, wrong: dict[str, str]) -> None:
    client = Client()
    answer = client.post(FORM, {**values(ticket_of(client, FORM)), **wrong})
    assert answer.status_code == 422
    assert kept() == []


@pytest.mark.usefixtures("later")
def test_a_paper_of_another_school_or_of_yesterday_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    assert client.post(FORM, values(ticket_of(client, OTHER))).status_code == 422
    ticket = ticket_of(client, FORM)
    now = timezone.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + dt.timedelta(days=1).total_seconds())
    assert client.post(FORM, values(ticket)).status_code == 422
    assert kept() == []


@pytest.mark.usefixtures("later")
def test_so_many_from_one_address_and_others_go_on(world: World) -> None:
    client = Client()
    for _time in range(OF_A_VISITOR.calls):
        assert client.post(FORM, values(ticket_of(client, FORM))).status_code == 303
    refused = client.post(FORM, values(ticket_of(client, FORM)))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert WORDS in refused.content.decode()
    other = Client(REMOTE_ADDR="10.9.8.7")
    assert other.post(FORM, values(ticket_of(other, FORM))).status_code == 303


@pytest.mark.parametrize("code", ["khong-co", "so", "%00"])
def test_there_is_no_form_where_there_is_no_school(world: World, code: str) -> None:
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/tra-cuu/truong/{code}/gop-y/").status_code == 404


def test_an_address_is_not_guessed(world: World) -> None:
    row = asked(world.school)
    assert len(row.token) >= 24
    assert Client().get("/tra-cuu/gop-y/khong-co/").status_code == 404
    assert Client().get(f"/tra-cuu/gop-y/{row.pk}/").status_code == 404


def test_only_what_an_office_lets_be_shown_stands_on_the_schools_page(world: World) -> None:
    row = asked(world.school)
    page = "/tra-cuu/truong/thcs-an-binh/"
    text = Client().get(page).content.decode()
    assert "Đã nhận 1, đã trả lời 0." in text
    assert WORDS not in text
    assert row.token not in text
    with scopes_disabled():
        Feedback.objects.update(
            state="answered", answer="Đã sửa <b>xong</b>.", answered_for=world.school, public=True,
            answered_at=timezone.now(), answered_by=world.owner,
        )  # fmt: skip
    text = Client().get(page).content.decode()
    assert WORDS in text
    assert "Đã sửa &lt;b&gt;xong&lt;/b&gt;." in text
    assert world.owner.full_name not in text


def test_the_extra_field_is_out_of_sight_and_out_of_the_order_of_tabs(world: World) -> None:
    text = Client().get(FORM).content.decode()
    field = re.search(r'<div class="feedback-extra" aria-hidden="true">.*?</div>', text, re.DOTALL)
    assert field
    assert 'tabindex="-1"' in field.group(0)
