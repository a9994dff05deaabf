"""The school's answer as the body sees it: nothing before it is sent, each objection answered, words never lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.responding import ObjectionValues, mark_of, save_objection
from minhdinh.appraisals.enums import BodyRole, ResponseKind
from minhdinh.appraisals.models import Draft, Objection
from tests.appraisals.concluded import answer, make_concluding, send_draft
from tests.appraisals.registered import TT2018, World
from tests.appraisals.views.test_conclude import room

pytestmark = pytest.mark.django_db
WORDS = "Trường đã có <b>minh chứng</b> bổ sung."


@pytest.fixture
def world() -> World:
    world = make_concluding(TT2018)
    send_draft(world)
    return world


def object_to(world: World, text: str = WORDS) -> Objection:
    with scopes_disabled():
        return save_objection(actor=world.secretary(), case=world.fresh(), values=ObjectionValues(text))


def test_what_the_school_prepares_is_its_own(world: World) -> None:
    row = object_to(world)
    client = world.client(world.examiner())
    page = client.get(room(world, "phan-hoi/")).content.decode()
    assert "minh chứng" not in page
    assert "Trường chưa trả lời" in page
    values = {"seen": mark_of(row), "reply": "kept", "reason": "x"}
    assert client.post(room(world, f"phan-hoi/{row.pk}/"), values).status_code in (404, 422)


def test_an_objection_is_answered_by_the_leading(world: World) -> None:
    row = object_to(world)
    answer(world, ResponseKind.OBJECTED, "Kính gửi đoàn")
    client = world.client(world.examiner(BodyRole.SECRETARY))
    page = client.get(room(world, "phan-hoi/")).content.decode()
    assert "&lt;b&gt;minh chứng" in page
    assert "Kính gửi đoàn" in page
    assert "chưa xử lý" in page
    values = {"seen": mark_of(row), "reply": "taken_up", "reason": "Đã bổ sung."}
    assert client.post(room(world, f"phan-hoi/{row.pk}/"), values).status_code == 302
    assert "Tiếp thu" in client.get(room(world, "phan-hoi/")).content.decode()
    member = world.client(world.examiner(BodyRole.MEMBER))
    shown = member.get(room(world, "phan-hoi/")).content.decode()
    assert "Đã bổ sung." in shown
    assert "<textarea" not in shown
    assert member.post(room(world, f"phan-hoi/{row.pk}/"), values).status_code == 403


def test_what_was_typed_stands_there_again(world: World) -> None:
    row = object_to(world)
    answer(world, ResponseKind.OBJECTED)
    client = world.client(world.examiner())
    address = room(world, f"phan-hoi/{row.pk}/")
    mark = mark_of(row)
    client.post(address, {"seen": mark, "reply": "kept", "reason": "Lý do thứ nhất"})
    late = client.post(address, {"seen": mark, "reply": "taken_up", "reason": "Lý do thứ hai"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Lý do thứ hai" in page
    assert "Lý do thứ nhất" in page
    row.refresh_from_db()
    assert row.reply_reason == "Lý do thứ nhất"
    empty = client.post(address, {"seen": mark_of(row), "reply": "", "reason": "Chưa chọn"})
    assert empty.status_code == 422
    assert "Chưa chọn" in empty.content.decode()


@pytest.mark.parametrize("wrong", [{"seen": ""}, {"seen": "x" * 41}, {"reason": "\x00"}, {"reply": "x" * 11}])
def test_hostile_answers(world: World, wrong: dict[str, str]) -> None:
    row = object_to(world)
    answer(world, ResponseKind.OBJECTED)
    values = {"seen": mark_of(row), "reply": "kept", "reason": "x"} | wrong
    client = world.client(world.examiner())
    assert client.post(room(world, f"phan-hoi/{row.pk}/"), values).status_code in (409, 422)
    assert client.post(room(world, "phan-hoi/999999/"), values).status_code in (404, 409, 422)


def test_a_draft_that_was_altered_is_shown_to_be(world: World) -> None:
    client = world.client(world.examiner())
    assert "còn nguyên" in client.get(room(world, "phan-hoi/")).content.decode()
    with scopes_disabled():
        draft = Draft.objects.get()
        draft.content["criteria"][0]["level"] = 2
        draft.save()
    assert "đã bị thay đổi" in client.get(room(world, "phan-hoi/")).content.decode()


def test_queries_do_not_grow_with_the_objections(world: World) -> None:
    for number in range(2):
        object_to(world, f"Ý kiến {number}")
    client = world.client(world.examiner())
    answer(world, ResponseKind.OBJECTED)
    counts = []
    for _turn in range(2):
        client.get(room(world, "phan-hoi/"))
        with CaptureQueriesContext(connection) as caught:
            client.get(room(world, "phan-hoi/"))
        counts.append(len(caught))
        with scopes_disabled():
            row = Objection.objects.order_by("pk")[0]
            Objection.objects.bulk_create(
                Objection(school_id=row.school_id, draft_id=row.draft_id, text=f"Thêm {one}")
                for one in range(9)
            )
    assert counts[0] == counts[1]
