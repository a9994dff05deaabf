"""The school's answer: prepared by the council, sent by the principal, each objection answered by the body."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.content import is_intact
from minhdinh.appraisals.domain.concluding.queries import newest_draft
from minhdinh.appraisals.domain.concluding.responding import (
    ObjectionValues,
    mark_of,
    remove_objection,
    reply_to,
    respond,
    save_objection,
)
from minhdinh.appraisals.enums import Act, BodyRole, ReplyKind, ResponseKind
from minhdinh.appraisals.models import Draft, Objection
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from tests.appraisals.concluded import answer, finalise, make_concluding, send_draft, step
from tests.appraisals.registered import TT2018, World
from tests.factories import acting

pytestmark = pytest.mark.django_db
WORDS = "Trường đã bổ sung nguồn lực tại kế hoạch số 5."


@pytest.fixture
def world() -> World:
    world = make_concluding(TT2018)
    send_draft(world)
    return world


def object_to(
    world: World, criterion: str = "1.3", text: str = WORDS, actor: Actor | None = None
) -> Objection:
    track = world.case.track if criterion else ""
    with scopes_disabled():
        return save_objection(
            actor=actor or world.secretary(),
            case=world.fresh(),
            values=ObjectionValues(text, track, criterion),
        )


def change(world: World, row: Objection, text: str, seen: str) -> Objection:
    with scopes_disabled():
        return save_objection(
            actor=world.secretary(),
            case=world.fresh(),
            values=ObjectionValues(text),
            objection_id=row.pk,
            seen=seen,
        )


def reply(world: World, row: Objection, actor: Actor | None = None, **said: str) -> Objection:
    row.refresh_from_db()
    values = {"reply": str(ReplyKind.TAKEN_UP), "reason": "Đã sửa.", "seen": mark_of(row), **said}
    with scopes_disabled():
        return reply_to(actor=actor or world.examiner(), case=world.fresh(), objection_id=row.pk, **values)


def draft_of(world: World) -> Draft:
    with scopes_disabled():
        found = newest_draft(world.fresh())
    assert found is not None
    return found


def test_who_prepares_and_who_sends(world: World) -> None:
    others = [
        acting(world.user(world.school, Role.MEMBER), world.school),
        world.specialist(),
        acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school),
        world.officer(),
        world.examiner(),
    ]
    for actor in others:
        with pytest.raises(NotAllowed):
            object_to(world, actor=actor)
    object_to(world)
    object_to(world, "", actor=world.principal())
    with scopes_disabled():
        for actor in (*others, world.secretary()):
            with pytest.raises(NotAllowed):
                respond(
                    actor=actor, case=world.fresh(), kind="objected", text="", version=world.fresh().version
                )
    assert answer(world, ResponseKind.OBJECTED, "Kính gửi đoàn").stage == "finalising"
    draft = draft_of(world)
    assert (draft.response, draft.response_text) == ("objected", "Kính gửi đoàn")
    assert draft.responded_by_name == world.principal().name


def test_an_answer_goes_with_its_objections(world: World) -> None:
    with pytest.raises(Problem, match="Chưa ghi ý kiến"):
        answer(world, ResponseKind.OBJECTED, "Chỉ có lời gửi kèm")
    object_to(world)
    with pytest.raises(Problem, match="đang có 1 ý kiến"):
        answer(world, ResponseKind.AGREED)
    for wrong in ("", "lapsed", "maybe"):
        with pytest.raises(Problem):
            answer(world, wrong)
    draft = draft_of(world)
    assert (draft.response, draft.responded_at) == ("", None)
    assert world.fresh().stage == "response"


def test_an_old_page_sends_nothing(world: World) -> None:
    with scopes_disabled(), pytest.raises(Stale):
        respond(actor=world.principal(), case=world.fresh(), kind="agreed", text="", version=0)
    assert draft_of(world).response == ""


def test_an_objection_is_changed_and_removed_until_it_is_sent(world: World) -> None:
    row = object_to(world)
    first = mark_of(row)
    changed = change(world, row, "Sửa lại", first)
    assert (changed.text, changed.criterion) == ("Sửa lại", "1.3")
    for old in (first, "", "không phải ngày"):
        with pytest.raises(Stale):
            change(world, row, "Lần ba", old)
    with scopes_disabled():
        with pytest.raises(Stale):
            remove_objection(actor=world.secretary(), case=world.fresh(), objection_id=row.pk, seen=first)
        remove_objection(
            actor=world.secretary(), case=world.fresh(), objection_id=row.pk, seen=mark_of(changed)
        )
        assert not Objection.objects.exists()
        with pytest.raises(NotHere):
            remove_objection(actor=world.secretary(), case=world.fresh(), objection_id=row.pk, seen=first)


def test_nothing_is_written_once_the_answer_is_sent(world: World) -> None:
    row = object_to(world)
    answer(world, ResponseKind.OBJECTED)
    for call in (lambda: object_to(world), lambda: change(world, row, "Muộn", mark_of(row))):
        with pytest.raises(Problem, match="không ở bước"):
            call()
    with pytest.raises(Problem):
        answer(world)


@pytest.mark.parametrize("criterion", ["9.9", "1.3\x00", "' OR ''='"])
def test_a_place_that_the_draft_does_not_have(world: World, criterion: str) -> None:
    with pytest.raises(NotHere):
        object_to(world, criterion)


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * 8001])
def test_words_that_are_none_or_too_many(world: World, text: str) -> None:
    with pytest.raises(Problem):
        object_to(world, text=text)


def test_who_answers_objections(world: World) -> None:
    row = object_to(world)
    with pytest.raises(Problem):
        reply(world, row)  # nothing was sent yet
    answer(world, ResponseKind.OBJECTED)
    for actor in (world.principal(), world.specialist(), world.examiner(BodyRole.MEMBER)):
        with pytest.raises(NotAllowed):
            reply(world, row, actor)
    kept = reply(world, row, world.examiner(BodyRole.SECRETARY))
    assert (kept.reply, kept.reply_reason) == (ReplyKind.TAKEN_UP, "Đã sửa.")
    assert kept.replied_by_name == world.examiner(BodyRole.SECRETARY).name
    assert reply(world, row, reply=str(ReplyKind.KEPT)).reply == ReplyKind.KEPT


def test_an_answer_needs_its_kind_its_reason_and_the_newest_page(world: World) -> None:
    row = object_to(world)
    answer(world, ResponseKind.OBJECTED)
    for wrong in ({"reply": ""}, {"reply": "maybe"}, {"reason": " "}, {"reason": "x" * 8001}):
        with pytest.raises(Problem):
            reply(world, row, **wrong)
    old = mark_of(row)
    reply(world, row)
    with pytest.raises(Stale):
        reply(world, row, seen=old, reason="Khác")


def test_an_objection_of_another_school_is_not_here(world: World) -> None:
    other = make_concluding(TT2018)
    send_draft(other)
    row = object_to(other)
    answer(other, ResponseKind.OBJECTED)
    answer(world)
    with scopes_disabled(), pytest.raises(NotHere):
        reply_to(
            actor=world.examiner(),
            case=world.fresh(),
            objection_id=row.pk,
            reply="kept",
            reason="x",
            seen=mark_of(row),
        )


def test_a_second_draft_is_answered_anew_and_the_first_stays(world: World) -> None:
    first = draft_of(world)
    row = object_to(world)
    answer(world, ResponseKind.OBJECTED)
    with pytest.raises(Problem, match="Còn 1 ý kiến"):
        step(world, Act.SEND_DRAFT)
    reply(world, row)
    step(world, Act.SEND_DRAFT)
    second = draft_of(world)
    assert (second.number, second.response) == (2, "")
    first.refresh_from_db()
    assert first.response == ResponseKind.OBJECTED
    assert is_intact(first)
    answer(world)
    assert draft_of(world).response == ResponseKind.AGREED
    reply(world, row, reason="Sửa thêm ở lần hai.")
    page = world.client(world.examiner()).get(world.url("ket-luan/phan-hoi/", room="danh-gia"))
    assert WORDS in page.content.decode()
    (kept,) = finalise(world).content["objections"]
    assert (kept["draft"], kept["reply_reason"]) == (1, "Sửa thêm ở lần hai.")
