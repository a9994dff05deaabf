"""The duties of a school year, with what was done of them."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.duties import mark_duty
from minhdinh.assessments.presenters.year_calendar import build_calendar
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import tell, to_page
from minhdinh.common.dates import DayError, read_day
from minhdinh.common.problems import Problem


@require_safe
@assessment_view(Permission.SHEET_VIEW)
def year_calendar(request: AssessmentRequest) -> HttpResponse:
    """Show the duties in the order of their days, each with where it is written and how sure that is."""
    context = {
        "calendar": build_calendar(request.assessment),
        "today": timezone.localdate(),
        "may_mark": request.actor.can(Permission.COUNCIL_MANAGE),
    }
    return render(request, "assessments/year_calendar.html", context)


@require_POST
@assessment_view(Permission.COUNCIL_MANAGE)
def duty_mark(request: AssessmentRequest, key: str) -> HttpResponse:
    """Write that a duty was done on a day; ``undo`` takes that back."""
    try:
        mark_duty(
            actor=request.actor,
            assessment=request.assessment,
            key=key,
            done_on=_day(request.POST),
            note=request.POST.get("note", ""),
        )
    except Problem as problem:
        tell(request, problem)
    else:
        messages.success(request, _("Đã ghi vào lịch của năm học."))
    return to_page(request, "year-calendar")


def _day(posted: QueryDict) -> dt.date | None:
    """Return the day on which it was done, today where none is written, None to take the mark back."""
    if "undo" in posted:
        return None
    typed = posted.get("done_on", "").strip()
    try:
        return read_day(typed) if typed else timezone.localdate()
    except DayError as error:
        raise Problem(str(error), field="done_on") from error
