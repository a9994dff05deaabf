"""What the calendar of the year learns from this room."""

from django.utils import timezone

from minhdinh.improvement.domain.carrying import carry_actions
from minhdinh.improvement.domain.monitoring import MonitoringValues, save_monitoring
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.year_facts import monitored, planned
from minhdinh.improvement.enums import Moment
from minhdinh.lib.school_year import shift
from tests.assessments.cases import YEAR, make_case
from tests.improvement.plans import Desk


def test_planned_is_a_later_years_plan_with_something_to_do(desk: Desk) -> None:
    own, other = desk.case.assessment.pk, make_case().assessment.pk
    desk.action()
    assert planned([own, other]) == set()
    later = open_plan(actor=desk.actor(), school=desk.school, year=shift(YEAR, 1))
    assert (later.source_id, planned([own, other])) == (own, set())
    carry_actions(actor=desk.actor(), from_plan=desk.plan, to_plan=later)
    assert planned([own, other]) == {own}
    assert planned([]) == set()


def test_monitored(desk: Desk) -> None:
    own, other = desk.case.assessment.pk, make_case().assessment.pk
    assert monitored(Moment.MID_YEAR)([own]) == set()
    desk.action()
    desk.approve()
    values = MonitoringValues(day=timezone.localdate(), result="Tốt", assessor="Hội đồng")
    save_monitoring(actor=desk.actor(), plan=desk.plan, moment=Moment.MID_YEAR, values=values)
    assert monitored(Moment.MID_YEAR)([own, other]) == {own}
    assert monitored(Moment.YEAR_END)([own]) == set()
