"""The duties of a school year as its page shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.assessments.domain.duties import Duty, duties_of
from minhdinh.assessments.models import SelfAssessment


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty with its state in a word and a tone."""

    duty: Duty
    state_label: str
    tone: str
    when: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The duties, and the next open one."""

    rows: list[DutyView]
    next: Duty | None
    late: int


def build_calendar(assessment: SelfAssessment) -> CalendarView:
    """Return the duties of a year in the order of their days (a constant number of queries)."""
    today = timezone.localdate()
    rows = [duty_view(duty, today) for duty in duties_of(assessment)]
    open_ones = [row.duty for row in rows if not row.duty.done]
    return CalendarView(
        rows=rows,
        next=next((duty for duty in open_ones if duty.days_left(today) >= 0), None),
        late=sum(duty.days_left(today) < 0 for duty in open_ones),
    )


def duty_view(duty: Duty, today: dt.date) -> DutyView:
    """Return a duty as the page shows it today."""
    label, tone = _state(duty, today)
    when = _("trước %(day)s") if duty.before else _("%(day)s")
    return DutyView(duty, label, tone, when % {"day": f"{duty.day:%d/%m/%Y}"}, by_hand=duty.known is None)


def _state(duty: Duty, today: dt.date) -> tuple[str, str]:
    left = duty.days_left(today)
    if duty.done:
        return _("Đã xong"), "ok"
    if left < 0:
        return _("Quá hạn %(count)s ngày") % {"count": -left}, "wait"
    if duty.presses(today):
        return (_("Còn %(count)s ngày") % {"count": left}, "wait") if left else (_("Hạn hôm nay"), "wait")
    return _("Chưa đến"), "none"
