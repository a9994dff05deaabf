from typing import Any

import pytest

from minhdinh.access.permissions import OFFICE_ROLES, ROLE_PERMISSIONS, SCHOOL_ROLES, Permission, Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.feedback import answer_feedback, close_feedback, send_feedback, show_feedback
from minhdinh.portal.domain.feedback_queries import (
    counts_of,
    feedback_by_token,
    of_state,
    one_feedback,
    shown_of,
)
from minhdinh.portal.enums import FeedbackState
from minhdinh.portal.models import Feedback
from tests.factories import World, acting, make_world, member
from tests.portal.asking import WORDS, asked


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def known(row: Feedback, world: World, user: Any = None) -> dict[str, Any]:
    return {
        "actor": acting(user or world.owner, world.school),
        "school": world.school,
        "feedback_id": row.pk,
        "version": row.version,
    }


def fresh(row: Feedback) -> Feedback:
    with scopes_disabled():
        return Feedback.objects.get(pk=row.pk)


def test_words_from_outside_reach_the_school_and_the_office_right_above(world: World) -> None:
    member(world.school, Role.CHAIR, username="chutich")  # may not answer, so is not told
    row = asked(world.school)
    told = set(Notice.objects.values_list("person__username", flat=True))
    assert told == {"hieutruong", "congchucxa"}
    assert Notice.objects.filter(url=f"/truong/thcs-an-binh/gop-y/{row.pk}/").count() == 2
    entry = Entry.objects.get(action="portal.feedback_sent")
    assert (entry.actor_name, entry.user_id, entry.organisation_id) == (
        "Người dân",
        None,
        world.school.pk,
    )
    assert WORDS not in repr(entry.data)


def test_a_form_sent_twice_is_one(world: World) -> None:
    assert asked(world.school).pk == asked(world.school).pk
    assert Entry.objects.filter(action="portal.feedback_sent").count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"topic": "khac"}, "topic"),
        ({"topic": ""}, "topic"),
        ({"body": "ngắn"}, "body"),
        ({"body": " \x00\n" * 50}, "body"),
        ({"body": "x" * 2001}, "body"),
    ],
)
def test_what_cannot_be_kept_is_refused(world: World, values: dict[str, str], field: str) -> None:
    with pytest.raises(Problem) as refused:
        asked(world.school, **values)
    assert refused.value.field == field


def test_a_school_that_is_closed_takes_nothing(world: World) -> None:
    Organisation.objects.filter(pk=world.school.pk).update(active=False)
    world.school.refresh_from_db()
    with pytest.raises(Problem, match="không còn hoạt động"):
        send_feedback(school=world.school, topic="other", body=WORDS, form_id="x")


def test_the_school_answers_and_the_sender_sees_it(world: World) -> None:
    row = asked(world.school)
    answer_feedback(**known(row, world), answer="Trường đã lấp hố ngày 20/11.")
    found = feedback_by_token(row.token)
    assert (found.state, found.answered_by, found.answered_for) == ("answered", world.owner, world.school)
    assert not found.public


def test_an_office_above_answers_in_its_own_name(world: World) -> None:
    row = asked(world.school)
    answer_feedback(**known(row, world, world.commune_officer), answer="Xã đã cấp kinh phí.")
    assert fresh(row).answered_for_id == world.commune.pk


@pytest.mark.parametrize("role", sorted(SCHOOL_ROLES))
def test_who_of_a_school_may_answer(world: World, role: str) -> None:
    row, user = asked(world.school), member(world.school, role)
    if Permission.SCHOOL_EDIT in ROLE_PERMISSIONS[Role(role)]:
        answer_feedback(**known(row, world, user), answer="Đã rõ.")
    else:
        with pytest.raises(NotAllowed):
            answer_feedback(**known(row, world, user), answer="Đã rõ.")
    with pytest.raises(NotAllowed):
        show_feedback(**known(fresh(row), world, user), public=True)


@pytest.mark.parametrize("role", sorted(OFFICE_ROLES))
def test_who_of_an_office_may_answer_and_show(world: World, role: str) -> None:
    row, user = asked(world.school), member(world.department, role)
    if Permission.OFFICE_NOTE in ROLE_PERMISSIONS[Role(role)]:
        row = answer_feedback(**known(row, world, user), answer="Đã rõ.")
        assert show_feedback(**known(row, world, user), public=True).public
    else:
        with pytest.raises(NotAllowed):
            answer_feedback(**known(row, world, user), answer="Đã rõ.")


def test_another_schools_row_is_not_here(world: World) -> None:
    other = asked(world.other_school, form_id="mau-2")
    with pytest.raises(NotHere):
        answer_feedback(**known(other, world), answer="Đã rõ.")


def test_whoever_acts_at_another_school_is_refused(world: World) -> None:
    row = asked(world.school)
    wrong = known(row, world) | {"actor": acting(world.stranger, world.other_school)}
    with pytest.raises(NotAllowed):
        answer_feedback(**wrong, answer="Đã rõ.")


def test_two_who_answer_at_once_lose_nothing(world: World) -> None:
    row = asked(world.school)
    answer_feedback(**known(row, world), answer="Một.")
    with pytest.raises(Stale):
        answer_feedback(**known(row, world), answer="Hai.")
    assert fresh(row).answer == "Một."


def test_a_changed_answer_is_hidden_until_an_office_shows_it_again(world: World) -> None:
    row = answer_feedback(**known(asked(world.school), world), answer="Một.")
    row = show_feedback(**known(row, world, world.officer), public=True)
    assert [one.pk for one in shown_of(world.school)[1]] == [row.pk]
    row = answer_feedback(**known(row, world), answer="Hai.")
    assert shown_of(world.school)[1] == []
    row = show_feedback(**known(row, world, world.officer), public=True)
    show_feedback(**known(row, world, world.officer), public=False)
    assert shown_of(world.school) == ({"new": 0, "answered": 1, "closed": 0}, [])


def test_what_is_not_answered_is_not_shown(world: World) -> None:
    row = asked(world.school)
    with pytest.raises(Problem, match="đã trả lời"):
        show_feedback(**known(row, world, world.officer), public=True)


def test_closing_needs_a_reason_and_happens_once(world: World) -> None:
    row = asked(world.school)
    with pytest.raises(Problem, match="lý do"):
        close_feedback(**known(row, world), reason=" ")
    row = close_feedback(**known(row, world), reason="Không phải việc của trường")
    assert row.state == FeedbackState.CLOSED
    with pytest.raises(Problem, match="đã được xử lý"):
        close_feedback(**known(row, world), reason="Lần nữa")
    assert "Không phải việc của trường" in repr(Entry.objects.get(action="portal.feedback_closed").data)


@pytest.mark.parametrize("answer", ["", " \n", "x" * 2001])
def test_an_answer_has_words(world: World, answer: str) -> None:
    with pytest.raises(Problem):
        answer_feedback(**known(asked(world.school), world), answer=answer)


def test_states_are_counted_and_listed(world: World) -> None:
    asked(world.school)
    answer_feedback(**known(asked(world.school, "mau-2"), world), answer="Rõ.")
    with scopes_disabled():
        rows = Feedback.objects.all()
        assert counts_of(rows) == {"new": 1, "answered": 1, "closed": 0}
        assert of_state(rows, "new").count() == 1
        assert of_state(rows, "bogus").count() == 0
        with pytest.raises(NotHere):
            one_feedback(world.other_school, rows[0].pk)
    with pytest.raises(NotHere):
        feedback_by_token("khong-co")
