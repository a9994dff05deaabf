"""What the calendar of the year learns from this room."""

from django.utils import timezone

from minhdinh.improvement.domain.monitoring import MonitoringValues, save_monitoring
from minhdinh.improvement.domain.year_facts import monitored, planned
from minhdinh.improvement.enums import Moment
from tests.assessments.cases import make_case
from tests.improvement.plans import Desk


def test_planned_and_monitored(desk: Desk) -> None:
    own, other = desk.case.assessment.pk, make_case().assessment.pk
    assert planned([own, other]) == {own}
    assert monitored(Moment.MID_YEAR)([own]) == set()
    desk.action()
    desk.approve()
    values = MonitoringValues(day=timezone.localdate(), result="Tốt", assessor="Hội đồng")
    save_monitoring(actor=desk.actor(), plan=desk.plan, moment=Moment.MID_YEAR, values=values)
    assert monitored(Moment.MID_YEAR)([own, other]) == {own}
    assert monitored(Moment.YEAR_END)([own]) == set()
    assert planned([]) == set()
