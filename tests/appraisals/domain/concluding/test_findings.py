"""Weaknesses and advice of a final report: findings that the school's plans answer, followed until closed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.concluding.findings import (
    Followed,
    examination_findings,
    findings_of_report,
    followed_of,
    former_findings,
)
from minhdinh.appraisals.domain.concluding.queries import final_report
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.improvement.domain.findings import Finding
from minhdinh.improvement.domain.issues import leave_open, take_proposals
from minhdinh.improvement.domain.planning import ActionValues, add_action
from minhdinh.improvement.domain.plans import approve_plan, open_plan
from minhdinh.improvement.domain.progress import ProgressValues, report_progress
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.enums import ActionState, IssueSource, IssueState
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan
from tests.appraisals.concluded import (
    ADVICE,
    REASON,
    WEAKNESS,
    conclude,
    finalise,
    finished,
    shown,
    step,
)
from tests.appraisals.registered import TT57, TT2018, World
from tests.organisations.reorganising import carry_out, merger, there

pytestmark = pytest.mark.django_db


def findings(world: World) -> list[Finding]:
    with scopes_disabled():
        return list(examination_findings(world.case.fresh()))


def followed(world: World) -> list[Followed]:
    with scopes_disabled():
        final = final_report(world.fresh())
        assert final is not None
        return followed_of(final)


def plan_of(world: World) -> ImprovementPlan:
    with scopes_disabled():
        return open_plan(actor=world.case.system, school=world.school, year=world.registered.year)


def take(world: World, plan: ImprovementPlan, ref: str) -> FocalIssue:
    with scopes_disabled():
        return take_proposals(actor=world.case.system, plan=plan, refs=[ref])[0]


def act_on(world: World, plan: ImprovementPlan, issue: FocalIssue) -> Action:
    with scopes_disabled():
        values = ActionValues(content="Bổ sung nguồn lực", issue_id=issue.pk)
        return add_action(actor=world.case.system, plan=plan, values=values)


def report(world: World, plan: ImprovementPlan, action: Action, state: str, note: str = "") -> None:
    with scopes_disabled():
        plan.refresh_from_db()
        if plan.is_draft:
            approve_plan(actor=world.case.system, plan=plan, number="1/KH", date=timezone.localdate())
        values = ProgressValues(state=state, day=timezone.localdate(), note=note)
        row = Action.objects.select_related("plan", "plan__school", "issue").get(pk=action.pk)
        report_progress(actor=world.case.system, action=row, values=values)


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_nothing_is_found_before_the_school_may_see_it(name: str) -> None:
    world = finished(name)
    assert findings(world) == []
    step(world, Act.NOTIFY if name == TT57 else Act.SUBMIT, world.specialist())
    found = findings(world)
    assert len(found) == 6  # a weakness and an advice at each of the three criteria
    assert {one.text for one in found} == {WEAKNESS, ADVICE}
    assert {one.criterion for one in found} == {"1.1", "1.3", "2.3"}
    assert {one.track for one in found} == {world.case.track}
    assert len({one.ref for one in found}) == 6
    assert all(one.url.startswith(world.url("bao-cao-hoan-thien/")) for one in found)


def test_each_line_is_a_finding_of_its_own() -> None:
    world = finished(TT2018)
    step(world, Act.SEND_BACK, world.specialist(), "Tách ý")
    conclude(
        world, "1.1", 0, reason=REASON, weaknesses="- Thiếu phòng\n- Thiếu sách\n- Thiếu sách", advice=""
    )
    finalise(world)
    step(world, Act.SUBMIT, world.specialist())
    assert [one.text for one in findings(world) if one.criterion == "1.1"] == ["Thiếu phòng", "Thiếu sách"]


def test_a_finding_keeps_its_name_in_a_report_finished_again() -> None:
    world = shown(TT2018)
    before = {one.ref for one in findings(world)}
    step(world, Act.SEND_BACK, world.specialist(), "Xem lại")
    step(world, Act.SEND_BACK, world.specialist(), "Xem lại")
    assert findings(world) == []
    finalise(world)
    step(world, Act.SUBMIT, world.specialist())
    assert {one.ref for one in findings(world)} == before


def test_the_plan_proposes_it_and_it_is_followed_until_closed() -> None:
    world = shown()
    plan = plan_of(world)
    ref = findings(world)[0].ref
    assert {one.state for one in followed(world)} == {None}
    issue = take(world, plan, ref)
    assert (issue.source, issue.limit) == (IssueSource.FINDING, WEAKNESS)
    with scopes_disabled():
        assert ref not in {one.ref for one in proposals(plan)}
    assert followed(world)[0].label == "Đã đưa vào kế hoạch, chưa có hoạt động"
    action = act_on(world, plan, issue)
    report(world, plan, action, ActionState.DOING)
    one = followed(world)[0]
    assert (one.actions, one.done, one.is_closed, one.year) == (1, 0, False, plan.year)
    report(world, plan, action, ActionState.DONE, "Đã cấp kinh phí.")
    assert followed(world)[0].is_closed
    assert ref not in {one.ref for one in findings(world)}


def test_what_could_not_be_done_is_not_closed() -> None:
    one = Followed(Finding("r", "l", "t"), "advice", "1.1", state=IssueState.TAKEN, actions=1, not_done=1)
    assert not one.is_closed
    assert Followed(
        Finding("r", "l", "t"), "advice", "1.1", state=IssueState.TAKEN, actions=2, done=1, not_done=1
    ).is_closed


def test_left_open_with_a_reason_is_shown_with_it() -> None:
    world = shown()
    plan = plan_of(world)
    ref = findings(world)[0].ref
    with scopes_disabled():
        leave_open(actor=world.case.system, plan=plan, ref=ref, reason="Chờ kinh phí năm sau")
    one = followed(world)[0]
    assert (one.state, one.reason) == (IssueState.LEFT_OPEN, "Chờ kinh phí năm sau")
    assert "để ngỏ" in one.label


def test_the_next_examination_sees_what_became_of_it() -> None:
    world = shown()
    with scopes_disabled():
        first = world.fresh()
        assert former_findings(first) == []
        first.outcome, first.closed_at, first.stage = "recognised", timezone.now(), "recognised"
        first.save()
        first.pk = first._state.adding = None  # type: ignore[assignment]
        first.outcome, first.closed_at, first.stage, first.number = "", None, "meeting", ""
        first.save(force_insert=True)
        assert len(former_findings(first)) == 6


def again(world: World, stage: str = "meeting") -> Case:
    """Return a second registration of the school, after the first was recognised."""
    first = world.fresh()
    first.outcome, first.closed_at, first.stage = "recognised", timezone.now(), "recognised"
    first.save()
    first.pk = first._state.adding = None  # type: ignore[assignment]
    first.outcome, first.closed_at, first.stage, first.number = "", None, stage, ""
    first.save(force_insert=True)
    return first


def test_what_was_stopped_before_it_was_shown_is_not_the_next_bodys_to_read() -> None:
    world = shown()
    with scopes_disabled():
        second = again(world)
        Case.objects.filter(pk=world.registered.pk).update(outcome="stopped", stage="stopped")
        assert former_findings(second) == []


def test_the_heir_of_a_school_is_asked_of_what_was_found_there() -> None:
    world, heir = shown(), shown(TT2018)
    with scopes_disabled():
        second = again(heir, "drafting")
        own = len(former_findings(second))
        carry_out(merger(world.school, into=there(heir.school), day=timezone.localdate()))
    with school_scope(heir.school.pk):
        found = former_findings(second)
    assert len(found) == own + 6
    assert {one.finding.text for one in found} >= {one.text for one in findings(world)}


def test_another_schools_findings_are_not_ours() -> None:
    shown()
    other = shown(TT2018)
    assert len(findings(other)) == 6


def test_queries_do_not_grow_with_the_findings() -> None:
    world = shown()
    plan = plan_of(world)
    counts = []
    for ref in (None, *[one.ref for one in findings(world)][:3]):
        if ref:
            act_on(world, plan, take(world, plan, ref))
        with scopes_disabled(), CaptureQueriesContext(connection) as caught:
            list(examination_findings(world.case.fresh()))
        counts.append(len(caught))
    assert max(counts[1:]) == min(counts[1:])
    assert counts[1] <= counts[0] + 1


def test_a_report_lists_its_findings_without_the_database() -> None:
    world = shown()
    with scopes_disabled():
        final = final_report(world.fresh())
        assert final is not None
        assert final.case.school.code
        with CaptureQueriesContext(connection) as caught:
            assert len(list(findings_of_report(final))) == 6
    assert len(caught) == 0
