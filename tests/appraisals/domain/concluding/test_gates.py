"""What stands in the way of the steps, and what follows them."""

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.guards import obstacles
from minhdinh.appraisals.domain.concluding.opinions import note_absent, tally_of
from minhdinh.appraisals.domain.concluding.queries import final_report, newest_draft
from minhdinh.appraisals.domain.concluding.responding import ObjectionValues, reply_to, save_objection
from minhdinh.appraisals.domain.concluding.responding import mark_of as seen
from minhdinh.appraisals.domain.recorded import record_evaluation
from minhdinh.appraisals.enums import Act, BodyRole, ReplyKind, ResponseKind
from minhdinh.appraisals.models import Body, Case, Draft, ExternalEvaluation, Objection
from minhdinh.appraisals.rules.concluding import is_final_shown
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.notifications.models import Notice
from tests.appraisals.concluded import (
    REASON,
    answer,
    conclude,
    confirm,
    finalise,
    finished,
    make_concluding,
    ready_to_send,
    send_draft,
    shown,
    step,
    vote,
    vote_all,
    write_part,
    write_report,
)
from tests.appraisals.registered import DAY, TT57, TT2018, World

pytestmark = pytest.mark.django_db


def tell(world: World) -> None:
    """Let the department pass the result on, from where the school may see it."""
    step(world, Act.NOTIFY if world.registered.regime == TT57 else Act.SUBMIT, world.specialist())


def says(world: World, words: str) -> bool:
    """Tell whether the school's own log has a sentence with these words."""
    return any(words in str(one.data) for one in Entry.objects.filter(organisation_id=world.school.pk))


def missing(world: World, act: Act) -> str:
    with scopes_disabled():
        return "\n".join(problem.message for problem in obstacles(world.fresh(), act))


def test_a_draft_needs_levels_words_reasons_and_the_proposal() -> None:
    world = make_concluding(TT2018)
    said = missing(world, Act.SEND_DRAFT)
    assert "Chưa có mức kết luận: 1.1, 1.3, 2.3" in said
    assert "điểm mạnh hoặc điểm yếu" in said
    assert "Kết luận và đề nghị" in said
    write_report(world)
    assert missing(world, Act.SEND_DRAFT) == ""
    conclude(world, "1.1", 0)
    assert "chưa có lý do: 1.1" in missing(world, Act.SEND_DRAFT)
    conclude(world, "1.1", 0, reason=REASON, strengths="", weaknesses="")
    assert "điểm mạnh hoặc điểm yếu: 1.1" in missing(world, Act.SEND_DRAFT)
    conclude(world, "1.1", 0, reason=REASON, strengths="")
    write_part(world, text="")
    assert "đề nghị" in missing(world, Act.SEND_DRAFT)
    with pytest.raises(Problem):
        step(world, Act.SEND_DRAFT)
    with scopes_disabled():
        assert not Draft.objects.exists()


def test_where_the_regulation_names_no_days_the_body_does() -> None:
    world = make_concluding(TT57)
    write_report(world)
    assert "hạn phản hồi" in missing(world, Act.SEND_DRAFT)
    day = timezone.localdate() + 7 * DAY
    ready_to_send(world, day)
    step(world, Act.SEND_DRAFT)
    with scopes_disabled():
        draft = newest_draft(world.fresh())
    assert draft is not None
    assert world.fresh().due_on == draft.due_on == day


def test_a_lapse_is_noted_only_after_the_day() -> None:
    world = make_concluding(TT2018)
    draft = send_draft(world)
    assert draft.due_on is not None
    with pytest.raises(Problem, match="còn đến hết ngày"):
        step(world, Act.LAPSE)
    with scopes_disabled():
        case = world.fresh()
        case.due_on = timezone.localdate()
        case.save()
        with pytest.raises(Problem, match="còn đến hết ngày"):
            step(world, Act.LAPSE)
        case.due_on = timezone.localdate() - DAY
        case.save()
    for actor in (world.principal(), world.specialist(), world.examiner(BodyRole.MEMBER)):
        with pytest.raises(NotAllowed):
            step(world, Act.LAPSE, actor)
    assert step(world, Act.LAPSE).stage == "finalising"
    draft.refresh_from_db()
    assert draft.response == ResponseKind.LAPSED


def test_no_answer_without_words_on_the_drafts_page() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    with pytest.raises(Problem, match="trang “Dự thảo báo cáo”"):
        step(world, Act.RESPOND, world.principal())
    assert answer(world).stage == "finalising"


def test_the_report_is_finished_when_every_objection_is_answered() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    with scopes_disabled():
        row = save_objection(
            actor=world.secretary(), case=world.fresh(), values=ObjectionValues("Đã có minh chứng.")
        )
    answer(world, ResponseKind.OBJECTED)
    confirm(world)
    assert "Còn 1 ý kiến" in missing(world, Act.FINALISE)
    with scopes_disabled():
        reply_to(
            actor=world.examiner(),
            case=world.fresh(),
            objection_id=row.pk,
            reply=ReplyKind.KEPT,
            reason="Minh chứng sau ngày niêm phong.",
            seen=seen(row),
        )
    assert missing(world, Act.FINALISE) == ""


def test_the_report_is_finished_on_a_confirmed_result_only() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    answer(world)
    assert "chưa được" in missing(world, Act.FINALISE)
    confirm(world)
    conclude(world, "1.1", 0, reason=REASON)
    assert "xác nhận lại" in missing(world, Act.FINALISE)
    confirm(world)
    assert step(world, Act.FINALISE).stage == "reported"


def test_opinion_slips_are_sent_or_noted_absent() -> None:
    world = make_concluding(TT57)
    write_report(world)
    ready_to_send(world)
    confirm(world)
    vote(world, BodyRole.LEADER)
    vote(world, BodyRole.SECRETARY)
    member = world.members[BodyRole.MEMBER]
    assert member.name in missing(world, Act.FINALISE)
    with scopes_disabled():
        note_absent(actor=world.examiner(), case=world.fresh(), member_id=member.pk, reason="Nghỉ ốm")
    assert missing(world, Act.FINALISE) == ""
    done = step(world, Act.FINALISE)
    assert done.stage == "noticing"
    with scopes_disabled():
        final = final_report(done)
    assert final is not None
    assert final.content["opinions"]["absent"] == [member.name]


@pytest.mark.parametrize(("name", "grade", "degree"), [(TT57, None, 1), (TT2018, 1, None)])
def test_finishing_writes_the_result_and_the_fact_that_tables_count(
    name: str, grade: int | None, degree: int | None
) -> None:
    world = finished(name)
    with scopes_disabled():
        assert not ExternalEvaluation.objects.exists()
    assert not says(world, "mức được đánh giá")
    tell(world)
    case = world.fresh()
    assert (case.concluded_level, case.concluded_grade, case.concluded_degree) == (1, grade, degree)
    with scopes_disabled():
        fact = ExternalEvaluation.objects.get(school=world.school)
        assert (fact.year, fact.level, fact.held_on) == (case.year, 1, timezone.localdate())
        final = final_report(case)
    assert final is not None
    assert final.content["result"]["concluded"]["level"] == 1


def test_a_result_other_than_the_engines_is_the_leaders_with_its_reason() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    answer(world)
    final = finalise(world, 0, REASON)
    assert world.fresh().concluded_level == 0
    assert final.content["result"]["held"]["level"] == 1
    assert final.content["result"]["concluded"]["reason"] == REASON
    tell(world)
    with scopes_disabled():
        assert ExternalEvaluation.objects.get().level == 0


def test_a_report_sent_back_stands_no_longer_until_it_is_finished_again() -> None:
    world = finished(TT2018)
    step(world, Act.SEND_BACK, world.specialist(), "Xem lại tiêu chí 1.1")
    case = world.fresh()
    assert (case.stage, case.concluded_level) == ("finalising", None)
    with scopes_disabled():
        assert final_report(case) is None
        old = Draft.objects.order_by("-number")[0]
        kept = old.sha256, old.content
    conclude(world, "1.1", 0, reason=REASON)
    final = finalise(world)
    assert final.number == old.number + 1
    old.refresh_from_db()
    assert (old.sha256, old.content) == kept
    assert world.fresh().concluded_level == 0
    tell(world)
    with scopes_disabled():
        assert ExternalEvaluation.objects.get().level == 0


def test_a_report_sent_back_within_the_department_stands() -> None:
    world = shown(TT57)
    step(world, Act.SEND_BACK, world.specialist(), "Sửa thông báo")
    case = world.fresh()
    assert case.stage == "noticing"
    assert case.concluded_level == 1
    with scopes_disabled():
        assert final_report(case) is not None
        assert not ExternalEvaluation.objects.exists()
    assert not is_final_shown(regime(TT57), case.stage)
    tell(world)
    with scopes_disabled():
        assert ExternalEvaluation.objects.get().level == 1


def test_a_stopped_registration_leaves_no_fact() -> None:
    world = shown(TT57)
    step(world, Act.STOP, world.specialist(), "Trường sáp nhập")
    with scopes_disabled():
        assert not ExternalEvaluation.objects.exists()


def test_a_refusal_of_a_reported_result_is_the_years_fact() -> None:
    world = finished(TT2018)
    step(world, Act.REFUSE, world.specialist(), "Chưa đạt")
    with scopes_disabled():
        assert ExternalEvaluation.objects.get().level == 1


def test_what_an_office_recorded_by_hand_stays_and_the_record_says_so() -> None:
    world = finished(TT57)
    with scopes_disabled():
        system = system_actor(world.department.pk)
        record_evaluation(actor=system, school=world.school, year=world.fresh().year, level=3, source="Sổ")
    tell(world)
    with scopes_disabled():
        assert ExternalEvaluation.objects.get().level == 3
        assert Entry.objects.filter(
            action=actions.CASE_EVALUATION_KNOWN, organisation_id=world.department.pk
        ).exists()
    step(world, Act.STOP, world.specialist(), "Dừng")
    with scopes_disabled():
        assert ExternalEvaluation.objects.get().level == 3


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_a_final_report_that_was_changed_goes_no_further(name: str) -> None:
    world = finished(name)
    act = Act.NOTIFY if name == TT57 else Act.SUBMIT
    assert missing(world, act) == missing(world, Act.SUBMIT) == ""
    with scopes_disabled():
        Case.objects.filter(pk=world.registered.pk).update(concluded_level=3)
    assert "không còn khớp" in missing(world, act)
    with scopes_disabled():
        Case.objects.filter(pk=world.registered.pk).update(concluded_level=1)
        final = final_report(world.fresh())
        assert final is not None
        final.content["result"]["concluded"]["level"] = 3
        final.save()
    with pytest.raises(Problem, match="không còn khớp"):
        step(world, act, world.specialist())
    with scopes_disabled():
        Draft.objects.update(final=False)
    assert "Chưa có báo cáo hoàn thiện" in missing(world, act)
    assert "Chưa có báo cáo hoàn thiện" in missing(world, Act.DECIDE)


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_the_departments_remark_to_the_body_does_not_reach_the_school(name: str) -> None:
    world = finished(name)
    leader = world.members[BodyRole.LEADER].user
    world.principal()
    step(world, Act.SEND_BACK, world.specialist(), "Nghi vấn nội bộ về 1.1")
    told = {one.person_id: one.text for one in Notice.objects.order_by("pk")}
    assert "Nghi vấn nội bộ" in told[leader.pk]
    assert "Nghi vấn nội bộ" not in told[world.principal().user_id]
    page = world.client(world.principal()).get(world.url()).content.decode()
    assert "Trả lại đoàn, hội đồng xem lại" in page
    assert "Nghi vấn nội bộ" not in page
    assert "Nghi vấn nội bộ" in world.client(world.specialist()).get(world.office_url()).content.decode()
    commune = world.client(world.officer()).get(world.office_url(office=world.commune)).content.decode()
    assert "Nghi vấn nội bộ" not in commune


def test_votes_on_another_proposal_do_not_count() -> None:
    world = finished(TT57)
    step(world, Act.SEND_BACK, world.specialist(), "Xem lại")
    with scopes_disabled():
        assert len(tally_of(world.fresh()).missing) == 3
    assert "chưa được trưởng đoàn" in missing(world, Act.FINALISE)
    confirm(world)
    assert "Chưa gửi phiếu" in missing(world, Act.FINALISE)
    vote_all(world)
    assert missing(world, Act.FINALISE) == ""
    conclude(world, "1.1", 0, reason=REASON)
    confirm(world)
    assert "cần gửi lại" in missing(world, Act.FINALISE)
    with scopes_disabled():
        assert tally_of(world.fresh()).agree == 0
    vote_all(world)
    assert missing(world, Act.FINALISE) == ""
    confirm(world, 0, "Đề nghị khác")
    assert "cần gửi lại" in missing(world, Act.FINALISE)


def test_what_an_earlier_body_confirmed_counts_no_more() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    answer(world)
    confirm(world)
    assert missing(world, Act.FINALISE) == ""
    with scopes_disabled():
        old = Body.objects.get()
        Body.objects.filter(pk=old.pk).update(dissolved_at=timezone.now())
        old.pk = None
        old._state.adding = True  # a second body like the first
        old.save()
    assert "chưa được trưởng đoàn" in missing(world, Act.FINALISE)


def test_nothing_of_the_result_is_in_the_schools_log_before_it_is_shown() -> None:
    world = finished(TT57)
    assert not says(world, "mức được đánh giá")
    for code in (actions.CASE_RESULT, actions.CASE_OBJECTION_REPLIED, actions.CASE_OPINION_SENT):
        assert not Entry.objects.filter(action=code, organisation_id=world.school.pk).exists()
    assert Entry.objects.filter(action=actions.CASE_RESULT, organisation_id=world.department.pk).exists()


def test_a_council_may_finish_without_asking_the_school() -> None:
    world = make_concluding(TT57)
    write_report(world)
    ready_to_send(world)
    vote_all(world)
    confirm(world)
    assert step(world, Act.FINALISE).stage == "noticing"
    with scopes_disabled():
        assert not Objection.objects.exists()
