"""The draft at the school: who sees it when, objections, the answer, hostile values, words never lost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.responding import mark_of
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Draft, Objection
from minhdinh.appraisals.rules.regimes import regime
from tests.appraisals.concluded import (
    REASON,
    WEAKNESS,
    answer,
    conclude,
    finalise,
    make_concluding,
    send_draft,
    step,
    write_report,
)
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import SchoolFactory, acting, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_concluding(TT2018)
    send_draft(world)
    return world


def own(world: World, role: str = Role.SECRETARY) -> Client:
    return world.client(acting(world.user(world.school, role), world.school))


def visiting(world: World) -> Client:
    return world.client(world.specialist())


def objection(world: World, place: str = "", **more: str) -> dict[str, str]:
    return {"place": place, "text": "Trường có ý kiến khác.", **more}


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_nothing_before_the_draft_is_sent(name: str) -> None:
    world = make_registered(name, stage="study")
    for stage in regime(name).stages:
        world.put(stage.id)
        for role in (Role.PRINCIPAL, Role.SECRETARY, Role.MEMBER, Role.VIEWER):
            assert own(world, role).get(world.url("du-thao/")).status_code == 404, (stage.id, role)
    world = make_concluding(name)
    write_report(world)
    assert own(world).get(world.url("du-thao/")).status_code == 404
    assert own(world).get(world.url("bao-cao-hoan-thien/")).status_code == 404


def test_the_draft_is_the_schools_not_yet_its_offices(world: World) -> None:
    for role in (Role.PRINCIPAL, Role.SECRETARY, Role.MEMBER, Role.VIEWER):
        page = own(world, role).get(world.url("du-thao/")).content.decode()
        assert WEAKNESS in page
        assert ('name="text"' in page) is (role in (Role.PRINCIPAL, Role.SECRETARY)), role
        assert ("Gửi phản hồi" in page) is (role == Role.PRINCIPAL)
    for client in (visiting(world), world.client(world.officer())):
        assert client.get(world.url("du-thao/")).status_code == 404
        assert client.post(world.url("du-thao/y-kien/"), objection(world)).status_code in (403, 404)
    assert world.client(world.examiner()).get(world.url("du-thao/")).status_code == 403
    stranger = signed_in(member(SchoolFactory(), Role.PRINCIPAL))
    for rest in ("du-thao/", "bao-cao-hoan-thien/"):
        assert stranger.get(world.url(rest)).status_code == 404


def test_what_the_body_writes_afterwards_is_not_in_the_draft(world: World) -> None:
    answer(world)
    conclude(world, "1.3", 0, reason=REASON, weaknesses="Viết sau khi gửi")
    page = own(world).get(world.url("du-thao/")).content.decode()
    assert "Viết sau khi gửi" not in page
    assert WEAKNESS in page


def test_objections_are_added_changed_and_removed(world: World) -> None:
    client = own(world)
    place = f"{world.case.track}:1.3"
    assert (
        client.post(world.url("du-thao/y-kien/"), objection(world, place, text="<i>Một</i>")).status_code
        == 302
    )
    assert client.post(world.url("du-thao/y-kien/"), objection(world)).status_code == 302
    with scopes_disabled():
        first, second = Objection.objects.order_by("pk")
    assert (first.criterion, second.criterion) == ("1.3", "")
    page = client.get(world.url("du-thao/")).content.decode()
    assert "&lt;i&gt;Một" in page
    address = world.url(f"du-thao/y-kien/{first.pk}/")
    assert client.post(address, {"text": "Hai", "seen": mark_of(first), "place": place}).status_code == 302
    late = client.post(address, {"text": "Ba", "seen": mark_of(first), "place": place})
    assert late.status_code == 409
    assert "Ba" in late.content.decode()
    assert "Hai" in late.content.decode()
    first.refresh_from_db()
    assert client.post(f"{address}bo/", {"seen": mark_of(first)}).status_code == 302
    with scopes_disabled():
        assert [row.pk for row in Objection.objects.all()] == [second.pk]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"place": "thcs:9.9"}, 404),
        ({"place": "x" * 41}, 422),
        ({"place": "thcs"}, 404),
        ({"text": ""}, 422),
        ({"text": "\x00"}, 422),
        ({"text": "x" * 8001}, 422),
    ],
)
def test_hostile_objections(world: World, wrong: dict[str, str], status: int) -> None:
    client = own(world)
    assert client.post(world.url("du-thao/y-kien/"), objection(world) | wrong).status_code == status
    with scopes_disabled():
        assert not Objection.objects.exists()


def test_only_the_principal_sends_and_only_what_goes_together(world: World) -> None:
    version = world.fresh().version
    values = {"version": version, "response": "agreed", "text": "Trường nhất trí."}
    for role in (Role.SECRETARY, Role.CHAIR, Role.MEMBER):
        assert own(world, role).post(world.url("du-thao/gui/"), values).status_code == 403
    client = own(world, Role.PRINCIPAL)
    refused = client.post(
        world.url("du-thao/gui/"), values | {"response": "objected", "text": "Lời dài đã gõ"}
    )
    assert refused.status_code == 422
    assert "Lời dài đã gõ" in refused.content.decode()
    assert client.post(world.url("du-thao/gui/"), values | {"version": 0}).status_code == 409
    assert client.post(world.url("du-thao/gui/"), values).status_code == 302
    assert client.post(world.url("du-thao/gui/"), values).status_code == 422
    with scopes_disabled():
        draft = Draft.objects.get()
    assert (draft.response, draft.response_text) == ("agreed", "Trường nhất trí.")
    page = client.get(world.url("du-thao/")).content.decode()
    assert "Nhất trí" in page
    assert 'name="text"' not in page


def test_replies_are_shown_with_the_result_not_before(world: World) -> None:
    own(world).post(world.url("du-thao/y-kien/"), objection(world))
    answer(world, "objected")
    with scopes_disabled():
        row = Objection.objects.get()
    values = {"seen": mark_of(row), "reply": "kept", "reason": "Minh chứng muộn"}
    room = world.url(f"ket-luan/phan-hoi/{row.pk}/", room="danh-gia")
    assert world.client(world.examiner()).post(room, values).status_code == 302
    assert "Minh chứng muộn" not in own(world).get(world.url("du-thao/")).content.decode()
    finalise(world)
    assert "Minh chứng muộn" not in own(world).get(world.url("du-thao/")).content.decode()
    step(world, Act.SUBMIT, world.specialist())
    assert "Minh chứng muộn" in own(world).get(world.url("du-thao/")).content.decode()


def test_an_altered_draft_warns(world: World) -> None:
    with scopes_disabled():
        draft = Draft.objects.get()
        draft.content["criteria"][0]["level"] = 2
        draft.save()
    assert "không còn khớp" in own(world).get(world.url("du-thao/")).content.decode()


def test_queries_do_not_grow_with_the_objections(world: World) -> None:
    client = own(world)
    counts = []
    for turn in range(2):
        for number in range(5 * turn):
            client.post(world.url("du-thao/y-kien/"), objection(world, text=f"Ý kiến {number}"))
        client.get(world.url("du-thao/"))
        with CaptureQueriesContext(connection) as caught:
            client.get(world.url("du-thao/"))
        counts.append(len(caught))
    assert counts[0] == counts[1]
