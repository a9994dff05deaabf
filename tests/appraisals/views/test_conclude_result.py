"""The result and the steps of the body on their addresses: right, version, obstacles."""

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.queries import part_of
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.rules.report_parts import RESPONSE_DAY
from tests.appraisals.concluded import (
    REASON,
    answer,
    confirm,
    make_concluding,
    ready_to_send,
    send_draft,
    write_report,
)
from tests.appraisals.registered import DAY, TT57, TT2018
from tests.appraisals.views.test_conclude import room

pytestmark = pytest.mark.django_db


def test_the_leader_confirms_and_the_page_says_so() -> None:
    world = make_concluding()
    write_report(world)
    client = world.client(world.examiner())
    assert "Chưa xác nhận" in client.get(room(world)).content.decode()
    values = {"version": 0, "level": 1, "reason": ""}
    assert client.post(room(world, "ket-qua/"), values).status_code == 302
    assert "đã xác nhận" in client.get(room(world)).content.decode()
    assert client.post(room(world, "ket-qua/"), values).status_code == 409
    refused = client.post(room(world, "ket-qua/"), {"version": 1, "level": 2, "reason": ""})
    assert refused.status_code == 422
    assert (
        client.post(room(world, "ket-qua/"), {"version": 1, "level": 2, "reason": REASON}).status_code == 302
    )
    member = world.client(world.examiner(BodyRole.MEMBER))
    assert member.post(room(world, "ket-qua/"), {"version": 2, "level": 1, "reason": ""}).status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"level": "x"}, {"level": 10**12}, {"version": ""}, {"reason": "x" * 8001}]
)
def test_hostile_results(wrong: dict[str, object]) -> None:
    world = make_concluding()
    write_report(world)
    client = world.client(world.examiner())
    values = {"version": 0, "level": 1, "reason": ""} | wrong
    assert client.post(room(world, "ket-qua/"), values).status_code == 422


def test_a_draft_is_sent_once_and_when_nothing_is_missing() -> None:
    world = make_concluding(TT2018)
    client = world.client(world.examiner())
    version = world.fresh().version
    refused = client.post(room(world, "gui-du-thao/"), {"version": version})
    assert refused.status_code == 422
    assert "Chưa có mức kết luận" in refused.content.decode()
    write_report(world)
    assert client.post(room(world, "gui-du-thao/"), {"version": version + 9}).status_code == 409
    assert client.post(room(world, "gui-du-thao/"), {"version": version}).status_code == 302
    assert client.post(room(world, "gui-du-thao/"), {"version": version}).status_code == 422
    assert world.fresh().stage == "response"


def test_the_day_of_the_answer() -> None:
    world = make_concluding(TT57)
    client = world.client(world.examiner())
    day = timezone.localdate() + 9 * DAY
    assert (
        client.post(room(world, "han-phan-hoi/"), {"version": 0, "due_on": f"{day:%d/%m/%Y}"}).status_code
        == 302
    )
    with scopes_disabled():
        kept = part_of(world.fresh(), RESPONSE_DAY)
    assert kept is not None
    assert kept.text == day.isoformat()
    assert f"{day:%d/%m/%Y}" in client.get(room(world)).content.decode()
    for wrong in ("31/02/2027", "hôm qua", f"{timezone.localdate():%d/%m/%Y}"):
        assert client.post(room(world, "han-phan-hoi/"), {"version": 1, "due_on": wrong}).status_code == 422
    member = world.client(world.examiner(BodyRole.MEMBER))
    assert member.post(room(world, "han-phan-hoi/"), {"version": 1, "due_on": ""}).status_code == 403


def test_a_lapse_on_the_page_only_after_the_day() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    client = world.client(world.examiner())
    page = client.get(room(world)).content.decode()
    assert "còn đến hết ngày" in page
    version = world.fresh().version
    assert client.post(room(world, "qua-han/"), {"version": version}).status_code == 422
    with scopes_disabled():
        case = world.fresh()
        case.due_on = timezone.localdate() - DAY
        case.save()
    assert room(world, "qua-han/") in client.get(room(world)).content.decode()
    assert client.post(room(world, "qua-han/"), {"version": version}).status_code == 302
    assert world.fresh().stage == "finalising"


def test_the_report_is_finished_from_the_page() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    answer(world)
    client = world.client(world.examiner(BodyRole.SECRETARY))
    version = world.fresh().version
    assert client.post(room(world, "hoan-thien/"), {"version": version}).status_code == 422
    confirm(world)
    assert client.post(room(world, "hoan-thien/"), {"version": version}).status_code == 302
    assert world.fresh().stage == "reported"
    assert "chỉ xem" in client.get(room(world)).content.decode()


def test_nobody_else_takes_these_steps() -> None:
    world = make_concluding(TT57)
    write_report(world)
    ready_to_send(world)
    confirm(world)
    version = world.fresh().version
    for actor in (world.principal(), world.specialist(), world.officer(), world.examiner(BodyRole.MEMBER)):
        client = world.client(actor)
        for rest in ("gui-du-thao/", "hoan-thien/", "qua-han/", "ket-qua/", "han-phan-hoi/"):
            answered = client.post(room(world, rest), {"version": version, "level": 1, "reason": ""})
            assert answered.status_code in (403, 404, 422), rest
            assert client.get(room(world, rest)).status_code == 405
    assert world.fresh().stage == "meeting"
