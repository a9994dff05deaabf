"""Looking schools up without signing in: the list and a school's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere
from minhdinh.organisations.domain.inheritance import heirs_of
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.portal.domain.evaluations import published_evaluations
from minhdinh.portal.domain.feedback_queries import shown_of
from minhdinh.portal.domain.places import communes_of, provinces
from minhdinh.portal.domain.published import plans_made_public
from minhdinh.portal.domain.publishing import published_reports, reopened_years
from minhdinh.portal.domain.schools import ORDER, held_by, read_filter, schools_found
from minhdinh.portal.enums import FeedbackState
from minhdinh.portal.presenters import facts_of, recognition_lines, standing_lines
from minhdinh.portal.tables import schools_table
from minhdinh.portal.views.keeping import open_page, shown
from minhdinh.recognition.domain.queries import history_of


@open_page
def schools(request: HttpRequest) -> HttpResponse:
    """Show the schools by place, kind and recognition, a page at a time."""
    wanted, today = read_filter(request.GET), timezone.localdate()
    found = schools_found(wanted, today)
    page = page_asked(request.GET, found.select_related("profile"), ORDER, total=found.count())
    known = provinces()
    chosen = next((one for one in known if one.code == wanted.province), None)
    chosen = chosen or (known[0] if len(known) == 1 else None)
    table = schools_table(
        page,
        held_by([row.pk for row in page.rows], today),
        wanted,
        known,
        communes_of(chosen) if chosen else [],
    )
    return shown(request, "portal/schools.html", {"table": table})


@open_page
def school(request: HttpRequest, code: str) -> HttpResponse:
    """Show a school: where it is, what it is recognised for and until when, what it has published."""
    found, today = organisation_with_code(code), timezone.localdate()
    if found is None or not found.is_school:
        raise NotHere("Không có trường này.")
    history = history_of(found, today)
    counts, shown_feedback = shown_of(found)
    context = {
        "school": found,
        "facts": facts_of(found),
        "heirs": [] if found.active else [one for one in heirs_of(found) if one.is_school],
        "standing": standing_lines(history),
        "lines": recognition_lines(history),
        "plans": plans_made_public(found),
        "reports": published_reports(found),
        "evaluations": published_evaluations(found),
        "reopened": reopened_years(found),
        "asked": {"total": sum(counts.values()), "answered": counts[FeedbackState.ANSWERED.value]},
        "shown": shown_feedback,
    }
    return shown(request, "portal/school.html", context)
