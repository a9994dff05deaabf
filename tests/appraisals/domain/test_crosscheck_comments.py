"""Drafts, sending, answering: what may happen in which state."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.crosscheck import change_days, close_check
from minhdinh.appraisals.domain.crosscheck_comments import answer_comment, save_comment, send_comments
from minhdinh.appraisals.domain.crosscheck_people import drop_reviewer, name_reviewer
from minhdinh.appraisals.domain.crosscheck_queries import sent_comments
from minhdinh.appraisals.enums import CrossCheckState
from minhdinh.appraisals.models import CrossComment, CrossReviewer
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.notifications.models import Notice
from tests.appraisals.desk import DAY, WORDS, Desk
from tests.factories import acting, member


def send(desk: Desk, reviewer: CrossReviewer) -> int:
    with school_scope(desk.school.pk):
        return send_comments(actor=acting(reviewer.user, desk.school), reviewer=reviewer)


def state_of(reviewer: CrossReviewer) -> str:
    with scopes_disabled():
        return CrossReviewer.objects.get(pk=reviewer.pk).crosscheck.state


def test_a_draft_is_kept_and_written_over(desk: Desk) -> None:
    reviewer = desk.named()
    first = desk.comment(reviewer)
    second = desk.comment(reviewer, question="  Có biên bản không?\r\nSố mấy? ")
    assert first.pk == second.pk
    assert second.question == "Có biên bản không?\nSố mấy?"
    assert second.suggestion == WORDS["suggestion"]


def test_drafts_are_seen_by_nobody_else(desk: Desk) -> None:
    reviewer = desk.named()
    desk.comment(reviewer)
    with school_scope(desk.school.pk):
        assert sent_comments([reviewer.crosscheck_id]) == []


def test_sending_tells_the_school_and_ends_writing(desk: Desk) -> None:
    principal = member(desk.school, Role.PRINCIPAL)
    reviewer = desk.named()
    desk.comment(reviewer, "1.3")
    desk.comment(reviewer, "1.1", strength="", suggestion="")
    assert send(desk, reviewer) == 1
    assert state_of(reviewer) == CrossCheckState.SENT
    with school_scope(desk.school.pk):
        assert [one.criterion for one in sent_comments([reviewer.crosscheck_id])] == ["1.3"]
    told = Notice.objects.filter(person=principal).order_by("-id")[0]
    assert told.text == "Trường THCS Phú Sơn đã gửi 1 góp ý kiểm tra chéo; trường xem và trả lời."
    with pytest.raises(Problem, match="đã gửi"):
        desk.comment(reviewer)
    with pytest.raises(Problem, match="đã gửi"):
        send(desk, reviewer)


def test_nothing_is_not_sent(desk: Desk) -> None:
    reviewer = desk.named()
    desk.comment(reviewer, strength="", suggestion=" ")
    with pytest.raises(Problem, match="Chưa có góp ý"):
        send(desk, reviewer)


def test_a_check_is_sent_when_everybody_has_sent(desk: Desk) -> None:
    first = desk.named()
    second = name_reviewer(
        actor=desk.office_actor, crosscheck=first.crosscheck, user=member(desk.reviewing, Role.VIEWER)
    )
    desk.sent(first)
    assert state_of(first) == CrossCheckState.OPEN
    desk.sent(second)
    assert state_of(first) == CrossCheckState.SENT


def test_who_was_dropped_is_not_waited_for(desk: Desk) -> None:
    first = desk.named()
    other = name_reviewer(actor=desk.office_actor, crosscheck=first.crosscheck, user=desk.principal)
    drop_reviewer(actor=desk.office_actor, reviewer=other)
    desk.sent(first)
    assert state_of(first) == CrossCheckState.SENT


def test_only_the_own_comments_are_written(desk: Desk) -> None:
    first = desk.named()
    second = name_reviewer(actor=desk.office_actor, crosscheck=first.crosscheck, user=desk.principal)
    with school_scope(desk.school.pk):
        for actor in (
            acting(desk.principal, desk.school),
            acting(member(desk.school, Role.CHAIR), desk.school),
        ):
            with pytest.raises(NotAllowed):
                save_comment(actor=actor, reviewer=first, track="thcs", criterion="1.3", words=WORDS)
            with pytest.raises(NotAllowed):
                send_comments(actor=actor, reviewer=first)
    assert second.sent_at is None


def test_outside_its_days_nothing_is_written(desk: Desk) -> None:
    reviewer = desk.named()
    actor = desk.reviewer_actor
    change_days(
        actor=desk.office_actor,
        crosscheck=reviewer.crosscheck,
        starts_on=reviewer.crosscheck.starts_on - 9 * DAY,
        ends_on=reviewer.crosscheck.starts_on - DAY,
    )
    with school_scope(desk.school.pk), pytest.raises(Problem, match="Ngoài thời gian"):
        save_comment(actor=actor, reviewer=reviewer, track="thcs", criterion="1.3", words=WORDS)


def test_a_closed_check_takes_neither_comments_nor_answers(desk: Desk) -> None:
    reviewer = desk.named()
    actor = desk.reviewer_actor
    comment = desk.sent(reviewer)
    close_check(actor=desk.office_actor, crosscheck=reviewer.crosscheck)
    with school_scope(desk.school.pk):
        with pytest.raises(Problem, match="không trả lời thêm"):
            answer_comment(actor=desk.case.actor(Role.SECRETARY), comment=comment, answer="x")
        reviewer.sent_at = None
        with pytest.raises(Problem):
            save_comment(actor=actor, reviewer=reviewer, track="thcs", criterion="1.3", words=WORDS)


def test_long_words_are_refused(desk: Desk) -> None:
    with pytest.raises(Problem, match="4000"):
        desk.comment(desk.named(), strength="x" * 4001)


def test_the_school_answers_and_may_change_the_answer(desk: Desk) -> None:
    comment = desk.sent(desk.named())
    actor = desk.case.actor(Role.SECRETARY)
    with school_scope(desk.school.pk):
        answered = answer_comment(actor=actor, comment=comment, answer=" Đã bổ sung số liệu. ")
        assert (answered.answer, answered.answered_by_name) == ("Đã bổ sung số liệu.", actor.name)
        assert answered.answered_at is not None
        assert answer_comment(actor=actor, comment=answered, answer="").answered_at is None
    assert Entry.objects.filter(action="crosscheck.answered").count() == 2


def test_drafts_are_not_answered_and_not_everybody_answers(desk: Desk) -> None:
    reviewer = desk.named()
    draft = desk.comment(reviewer)
    with school_scope(desk.school.pk):
        draft = CrossComment.objects.select_related("reviewer").get(pk=draft.pk)
        with pytest.raises(NotAllowed, match="chưa được gửi"):
            answer_comment(actor=desk.case.actor(Role.SECRETARY), comment=draft, answer="x")
    comment = desk.sent(reviewer)
    for actor in (desk.case.actor(Role.MEMBER), desk.reviewer_actor):
        with school_scope(desk.school.pk), pytest.raises(NotAllowed):
            answer_comment(actor=actor, comment=comment, answer="x")
