"""What a school is recognised for, until when, and how it came to it."""

from __future__ import annotations

import datetime as dt

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import P
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.recognition.domain.queries import HistoryLine, decision_at, history_of
from minhdinh.recognition.presenters import clock_lines
from minhdinh.recognition.tables import left_words, level_words, standing_pill
from minhdinh.recognition.views.decision import scan_response, verify_url


@school_view(P.SCHOOL_VIEW)
@never_cache
@require_safe
def school_page(request: SchoolRequest) -> HttpResponse:
    """Show the recognitions that count with their clocks, and the history across regulations and mergers."""
    school, today = request.organisation, timezone.localdate()
    history = history_of(school, today)
    shown = {one.decision.pk: one for name in ("degree", "grade") if (one := history.standing(name))}
    context = {
        "code": school.code,
        "standing": [
            {
                "line": one,
                "level": level_words(one.decision),
                "left": left_words(one.clock.days_left),
                "days": clock_lines(one.clock, today),
                "late": one.clock.register_by is not None and one.clock.register_by < today,
                "register": _register_words(one, today),
                "again": one.clock.window_from is not None and one.clock.window_from <= today,
                "verify_url": verify_url(one.decision),
            }
            for one in shown.values()
        ],
        "lines": [
            {
                "line": one,
                "level": level_words(one.decision),
                "pill": standing_pill(one.decision),
            }
            for one in history.lines
        ],
        "remedies": history.remedies,
        "today": today,
        "may_see_case": request.actor.can(P.CASE_VIEW),
    }
    return render(request, "recognition/school.html", context)


def _register_words(line: HistoryLine, today: dt.date) -> str:
    """Return what leads to the school's registrations, where a day of the clock calls for one."""
    clock = line.clock
    if clock.window_from is not None and clock.window_from <= today:
        return _("Đăng ký công nhận lại")
    if clock.upgrade_from is not None and clock.upgrade_from <= today:
        return _("Đăng ký cấp độ, mức độ cao hơn")
    return ""


@school_view(P.SCHOOL_VIEW)
@require_safe
def scan(request: SchoolRequest, decision_id: int) -> FileResponse:
    """Hand out a scanned decision of the school, or of one that it came from."""
    return scan_response(decision_at(request.organisation, decision_id))
