"""Open actions go along when a year is carried into the next."""

import pytest

from minhdinh.assessments.carrying.carry import carry_year, plan_carrying
from minhdinh.assessments.carrying.registry import carriers
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.domain.plans import approve_plan, open_plan
from minhdinh.improvement.domain.queries import actions_of, plan_of_year
from minhdinh.improvement.models import Action
from minhdinh.improvement.next_year import carry_open, open_count, register_next_year
from minhdinh.lib.school_year import shift
from tests.assessments.cases import YEAR
from tests.improvement.plans import Desk

NEXT = shift(YEAR, 1)


@pytest.fixture
def later(desk: Desk) -> SelfAssessment:
    return open_assessment(
        actor=desk.case.system,
        organisation=desk.school,
        year=NEXT,
        standard_set=desk.case.assessment.standard_set,
        reason="Bài thử",
    )


def contents(desk: Desk, year: str = NEXT) -> list[str]:
    plan = plan_of_year(desk.school.pk, year)
    return [action.content for action in actions_of(plan)] if plan else []


def test_what_is_open_comes_with_the_year(desk: Desk, later: SelfAssessment) -> None:
    desk.action("Bổ sung sách", issue_id=desk.issue().pk)
    plan = plan_carrying(desk.case.fresh(), target_of(later))
    assert plan.others == [("việc cải tiến chưa xong", 1)]
    done = carry_year(actor=desk.actor(), source=desk.case.fresh(), target=later)
    assert (done.others, contents(desk)) == (1, ["Bổ sung sách"])
    assert contents(desk, YEAR) == ["Bổ sung sách"]


def test_twice_is_once(desk: Desk, later: SelfAssessment) -> None:
    desk.action("Bổ sung sách", issue_id=desk.issue().pk)
    assert carry_open(desk.actor(), desk.case.fresh(), later) == 1
    assert open_count(desk.case.fresh(), NEXT) == 0
    assert carry_open(desk.actor(), desk.case.fresh(), later) == 0
    assert Action.objects.count() == 2


def test_a_plan_approved_already_is_left_alone(desk: Desk, later: SelfAssessment) -> None:
    desk.action("Bổ sung sách", issue_id=desk.issue().pk)
    plan = open_plan(actor=desk.actor(), school=desk.school, year=NEXT)
    carry_open(desk.actor(), desk.case.fresh(), later)
    desk.action("Việc thêm sau")
    approve_plan(actor=desk.actor("principal"), plan=plan, number="2/KH", date=plan.created_at.date())
    assert open_count(desk.case.fresh(), NEXT) == 0
    assert carry_open(desk.actor(), desk.case.fresh(), later) == 0


def test_where_nothing_is_open_no_plan_is_opened(desk: Desk, later: SelfAssessment) -> None:
    assert carry_open(desk.actor(), desk.case.fresh(), later) == 0
    assert plan_of_year(desk.school.pk, NEXT) is None


def test_a_year_does_not_carry_into_itself(desk: Desk) -> None:
    desk.action("Bổ sung sách", issue_id=desk.issue().pk)
    assert open_count(desk.case.fresh(), YEAR) == 0


def test_registering_again_is_once() -> None:
    before = carriers()
    register_next_year()
    assert carriers() == before
    assert "việc cải tiến chưa xong" in [str(one.label) for one in before]
