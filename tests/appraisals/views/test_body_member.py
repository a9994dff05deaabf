"""A member's own pages: the schools he or she examines, the declaration."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.bodies.changing import dissolve_body, withdraw_member
from tests.appraisals.forming import Office, make_office
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MINE = "/ho-so-toi-danh-gia/"


@pytest.fixture
def office() -> Office:
    return make_office()


def signed(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_nobody_sees_more_than_the_own(office: Office) -> None:
    office.form()
    stranger = signed(UserFactory()).get(MINE)
    assert stranger.status_code == 200
    assert office.world.school.name not in stranger.content.decode()
    assert Client().get(MINE).status_code == 302


def test_now_coming_and_past(office: Office) -> None:
    person = office.experts[0]
    body = office.form(decision=office.decision(starts=3, ends=9))
    page = signed(person).get(MINE)
    assert [len(page.context[key]) for key in ("open", "coming", "past")] == [0, 1, 0]
    assert page.context["coming"][0]["url"] == ""
    dissolve_body(actor=office.world.specialist(), body=body, reason="Thu hồi.")
    office.form()
    page = signed(person).get(MINE)
    assert [len(page.context[key]) for key in ("open", "coming", "past")] == [1, 0, 1]
    assert page.context["open"][0]["url"] == office.world.url("cam-ket/", room="danh-gia")
    withdraw_member(actor=office.world.specialist(), member=office.members()[5], reason="Ốm.")
    page = signed(person).get(MINE)
    assert [len(page.context[key]) for key in ("open", "coming", "past")] == [0, 0, 2]


def test_declaring_opens_the_room(office: Office) -> None:
    office.form()
    address = office.world.url("cam-ket/", room="danh-gia")
    client = signed(office.experts[0])
    assert "15/QĐ-SGDĐT" in client.get(address).content.decode()
    nothing = client.post(address, {})
    assert nothing.status_code == 422
    done = client.post(address, {"interest": "none"})
    assert done["Location"] == office.world.url("", room="danh-gia")
    assert office.members()[0].declared_at is not None
    assert office.members()[1].declared_at is None


def test_declaring_an_interest_keeps_it_closed(office: Office) -> None:
    office.form()
    address = office.world.url("cam-ket/", room="danh-gia")
    client = signed(office.experts[0])
    for text in ("", "x" * 401):
        assert client.post(address, {"interest": "some", "text": text}).status_code == 422
    shown = client.post(address, {"interest": "some", "text": "<b>Em ruột</b>"}, follow=True)
    assert "&lt;b&gt;Em ruột" in shown.content.decode()
    assert office.members()[0].conflict == "<b>Em ruột</b>"
    refused = client.post(address, {"interest": "none"})
    assert refused.status_code == 422


def test_only_a_member_comes_to_declare(office: Office) -> None:
    office.form()
    address = office.world.url("cam-ket/", room="danh-gia")
    world = office.world
    assert signed(UserFactory()).get(address).status_code == 404
    assert world.client(world.principal()).get(address).status_code == 403
    assert world.client(world.specialist()).get(address).status_code == 403
    other = make_office()
    other.form()
    strange = other.world.url("cam-ket/", room="danh-gia")
    assert signed(office.experts[0]).get(strange).status_code == 404


def test_the_list_costs_the_same_with_more_schools(office: Office) -> None:
    person = office.experts[0]
    body = office.form()
    client = signed(person)
    client.get(MINE)
    with CaptureQueriesContext(connection) as few:
        client.get(MINE)
    for _ in range(3):
        dissolve_body(actor=office.world.specialist(), body=body, reason="Thu hồi.")
        body = office.form()
    with CaptureQueriesContext(connection) as many:
        page = client.get(MINE)
    assert len(page.context["past"]) == 3
    assert len(many) == len(few)
