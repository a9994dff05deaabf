import datetime as dt
from decimal import Decimal

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.choices import save_choices
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.improvement.domain.carrying import carry_actions, unfinished_of
from minhdinh.improvement.domain.issues import leave_issue_open, leave_open, remove_issue, take_proposals
from minhdinh.improvement.domain.outside import ask_outside
from minhdinh.improvement.domain.planning import ActionValues, save_action
from minhdinh.improvement.domain.plans import adjust_plan, open_plan
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import action_of, actions_of, earlier_of, issues_of
from minhdinh.improvement.enums import ActionState, IssueState, OutsideState
from minhdinh.improvement.models import ImprovementPlan
from minhdinh.lib.school_year import shift
from minhdinh.organisations.models import Membership
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.carrying.years import OLD_SET, opened
from tests.assessments.cases import SET, YEAR, small_set
from tests.improvement.plans import Desk

NEXT = shift(YEAR, 1)
S = ActionState


@pytest.fixture
def later(desk: Desk) -> ImprovementPlan:
    return open_plan(actor=desk.actor(), school=desk.school, year=NEXT)


def carry(desk: Desk, later: ImprovementPlan) -> list[str]:
    carried = carry_actions(actor=desk.actor(), from_plan=desk.plan, to_plan=later)
    return [one.content for one in carried]


def test_what_is_unfinished_goes_on_with_issue_target_and_source(desk: Desk, later: ImprovementPlan) -> None:
    issue = desk.issue(criterion="1.3")
    desk.action("Xong rồi")
    target = {"target_value": Decimal(100), "target_unit": "%", "target_on": dt.date(2030, 12, 31)}
    open_one = desk.action("Trên chuẩn 100%", issue_id=issue.pk, time_text="2026-2030", **target)
    stuck = desk.action("Thiếu kinh phí", issue_id=issue.pk)
    given_up = desk.action("Không làm được")
    desk.approve()
    done = actions_of(desk.plan)[0]
    desk.report(done, S.DONE, note="Xong")
    desk.report(stuck, S.BLOCKED, reason="Chưa có kinh phí.")
    desk.report(given_up, S.NOT_DONE, reason="Không mở lớp.")
    assert [one.content for one in unfinished_of(desk.plan)] == [
        "Trên chuẩn 100%",
        "Thiếu kinh phí",
        "Không làm được",
    ]
    assert carry(desk, later) == ["Trên chuẩn 100%", "Thiếu kinh phí", "Không làm được"]
    first, second, third = actions_of(later)
    assert (first.target_value, first.ends_on, first.carried_from) == (
        Decimal(100),
        dt.date(2030, 12, 31),
        open_one,
    )
    assert (second.state, second.state_reason) == (S.BLOCKED, "Chưa có kinh phí.")
    assert (third.state, third.state_reason) == (S.NOT_STARTED, "")
    [carried] = issues_of(later)
    assert (carried.limit, carried.criterion, carried.carried_from) == (issue.limit, "1.3", issue)
    assert {first.issue, second.issue} == {carried}


def test_words_of_time_mean_the_later_year(desk: Desk, later: ImprovementPlan) -> None:
    desk.action(time_text="học kỳ I")
    carry(desk, later)
    [old], [new] = actions_of(desk.plan), actions_of(later)
    assert new.time_text == old.time_text
    assert old.ends_on is not None
    assert new.ends_on is not None
    assert new.ends_on.year == old.ends_on.year + 1


def test_who_has_left_the_school_owns_nothing_in_the_later_year(desk: Desk, later: ImprovementPlan) -> None:
    stays, leaves = desk.case.user(Role.MEMBER), desk.case.user(Role.SECRETARY)
    desk.action("Ở lại", owner_user_id=stays.pk)
    desk.action("Đã chuyển đi", owner_user_id=leaves.pk, owner="Thư ký cũ")
    actor = desk.actor(Role.PRINCIPAL)
    Membership.objects.filter(user=leaves).delete()
    carry_actions(actor=actor, from_plan=desk.plan, to_plan=later)
    kept, left = actions_of(later)
    assert (kept.owner_user_id, left.owner_user_id, left.owner) == (stays.pk, None, "Thư ký cũ")


def test_carrying_again_copies_nothing(desk: Desk, later: ImprovementPlan) -> None:
    desk.action()
    assert len(carry(desk, later)) == 1
    assert carry(desk, later) == []
    assert len(actions_of(later)) == 1


def test_an_action_knows_its_years(desk: Desk, later: ImprovementPlan) -> None:
    first = desk.action()
    carry(desk, later)
    found = action_of(later, actions_of(later)[0].pk)
    assert found is not None
    assert [one.pk for one in earlier_of(found)] == [first.pk]


def test_an_approval_still_waited_for_is_asked_again(desk: Desk, later: ImprovementPlan) -> None:
    action = desk.action()
    ask_outside(actor=desk.actor(), action=action, office=desk.commune, request="Xin duyệt")
    carry(desk, later)
    [found] = actions_of(later)
    assert (found.outside_state, found.outside_office) == (OutsideState.NEEDED, None)


def test_what_was_carried_stays_in_its_year(desk: Desk, later: ImprovementPlan) -> None:
    issue = desk.issue()
    desk.action(issue_id=issue.pk)
    carry(desk, later)
    [carried] = issues_of(later)
    carried.plan = later
    actions_of(later)[0].delete()
    with pytest.raises(Problem, match="năm trước"):
        remove_issue(actor=desk.actor(), issue=carried)


def test_an_issue_left_open_in_the_later_plan_gets_no_action(desk: Desk, later: ImprovementPlan) -> None:
    desk.remark()
    [proposal] = proposals(desk.plan)
    [issue] = take_proposals(actor=desk.actor(), plan=desk.plan, refs=[proposal.ref])
    desk.action("Cho vấn đề", issue_id=issue.pk)
    later.source = desk.case.assessment
    later.save()
    left = leave_open(actor=desk.actor(), plan=later, ref=proposal.ref, reason="Đã có kế hoạch khác.")
    carry(desk, later)
    assert {one.issue for one in actions_of(later)} == {None}
    [kept] = issues_of(later)
    assert (kept.pk, kept.answer_state) == (left.pk, IssueState.LEFT_OPEN)


def test_an_issue_carried_and_then_left_open_gets_no_more_actions(desk: Desk, later: ImprovementPlan) -> None:
    issue = desk.issue()
    desk.action("Một", issue_id=issue.pk)
    carry(desk, later)
    [carried], [there] = actions_of(later), issues_of(later)
    carried.plan = there.plan = later
    save_action(actor=desk.actor(), action=carried, values=ActionValues(content="Một"), version=1)
    leave_issue_open(actor=desk.actor(), issue=there, reason="Chờ kinh phí.")
    desk.action("Hai", issue_id=issue.pk)
    carry(desk, later)
    assert [one.issue for one in actions_of(later)] == [None, None]


def test_only_forward_and_only_into_a_plan_being_written(desk: Desk, later: ImprovementPlan) -> None:
    desk.action()
    with pytest.raises(Problem, match="năm học sau"):
        carry_actions(actor=desk.actor(), from_plan=later, to_plan=desk.plan)
    with pytest.raises(NotAllowed):
        carry_actions(actor=desk.actor(Role.MEMBER), from_plan=desk.plan, to_plan=later)
    desk.approve()
    adjust_plan(actor=desk.actor(Role.PRINCIPAL), plan=desk.plan, reason="x")
    assert len(carry(desk, later)) == 1


def another_set(desk: Desk, later: ImprovementPlan, set_id: str = SET) -> None:
    """Let the plan be drawn from a report by Thông tư 18/2018 and the later one from a report by another set."""
    old, new = opened(desk.case, "2025-2026", OLD_SET), opened(desk.case, NEXT, set_id)
    ImprovementPlan.objects.filter(pk=desk.plan.pk).update(source=old.assessment)
    later.source = new.assessment
    later.save(update_fields=["source"])


def test_under_another_set_an_issue_stands_where_the_crosswalk_says(
    desk: Desk, later: ImprovementPlan
) -> None:
    another_set(desk, later)
    desk.action("Bổ nhiệm phó hiệu trưởng", issue_id=desk.issue(criterion="1.4").pk)
    assert carry(desk, later) == ["Bổ nhiệm phó hiệu trưởng"]
    [issue] = issues_of(later)
    assert (issue.standard, issue.criterion, issue.requirement) == ("1", "1.2", "")
    assert issue.source_label.endswith("Thông tư 18/2018 – trung học, tiêu chí 1.4")
    assert issue.limit == issues_of(desk.plan)[0].limit


def test_the_schools_own_place_goes_before_the_proposal(desk: Desk, later: ImprovementPlan) -> None:
    another_set(desk, later)
    older, newer = packaged_set(OLD_SET), packaged_set(SET)
    asked = [one.id for one in older.criterion("1.4").iter_requirements()]
    save_choices(
        actor=desk.case.system,
        school_id=desk.school.pk,
        source=older,
        target=newer,
        choices={one: ["2.1.1a"] for one in asked},
    )
    desk.action(issue_id=desk.issue(criterion="1.4").pk)
    carry(desk, later)
    assert [(one.standard, one.criterion) for one in issues_of(later)] == [("2", "2.1")]


def test_a_criterion_without_a_place_is_named_and_never_taken_for_another(
    desk: Desk, later: ImprovementPlan
) -> None:
    another_set(desk, later, small_set().id)  # no crosswalk to this one
    desk.action(issue_id=desk.issue(criterion="1.4").pk)
    carry(desk, later)
    [issue] = issues_of(later)
    assert (issue.standard, issue.criterion) == ("", "")
    assert "tiêu chí 1.4" in issue.source_label


def test_an_issue_of_the_whole_school_stays_as_it_is(desk: Desk, later: ImprovementPlan) -> None:
    another_set(desk, later)
    desk.action(issue_id=desk.issue().pk)
    carry(desk, later)
    assert [(one.criterion, one.source_label) for one in issues_of(later)] == [("", "")]
