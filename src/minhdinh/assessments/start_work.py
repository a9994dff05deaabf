"""What this room registers at start-up for people's work and days; called once by ``apps.py``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import Permission
from minhdinh.assessments.presenters.collecting_work import collecting_work
from minhdinh.assessments.presenters.people_calendar import days_of_people
from minhdinh.assessments.presenters.work_items import report_work, sheet_work, step_work, verifying_work
from minhdinh.assessments.work import register_work
from minhdinh.notifications.calendar import register_calendar
from minhdinh.organisations.web import NavEntry, person_link, register_nav


def start_work() -> None:
    """Register the room's own work, its days, and the entries of the menus."""
    for provider in (sheet_work, collecting_work, verifying_work, report_work, step_work):
        register_work(provider)
    register_calendar(days_of_people)
    person_link(10, _("Việc của tôi"), "assessments:my-work", "list-check")
    register_nav(
        NavEntry(
            "work", 12, _("Việc của mọi người"), "users", "assessments:work-board", Permission.COUNCIL_MANAGE
        ),
        NavEntry(
            "prepare",
            42,
            _("Lịch nhiệm vụ"),
            "calendar-event",
            "assessments:year-calendar",
            Permission.SHEET_VIEW,
        ),
        NavEntry(
            "office",
            38,
            _("Mốc năm học cho các trường"),
            "calendar-event",
            "assessments:milestones",
            Permission.OFFICE_VIEW,
            needs_year=False,
        ),
    )
