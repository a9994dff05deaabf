"""The schedules of external evaluation that offices have published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from minhdinh.portal.domain.published import lines_of, published_schedule, published_schedules
from minhdinh.portal.tables import schedule_table
from minhdinh.portal.views.keeping import open_page, shown


@open_page
def schedules(request: HttpRequest) -> HttpResponse:
    """List the published schedules, newest year first."""
    return shown(request, "portal/schedules.html", {"versions": published_schedules()})


@open_page
def schedule(request: HttpRequest, office: str, year: str) -> HttpResponse:
    """Show the schedule of an office as it was published last."""
    version = published_schedule(office, year)
    table = schedule_table(lines_of(version), _("Lịch đánh giá ngoài"))
    return shown(request, "portal/schedule.html", {"version": version, "table": table})
