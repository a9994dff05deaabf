"""Reminding schools: the preview with its words, the sending, the record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere, Problem
from minhdinh.jobs.domain.queries import job_of
from minhdinh.jobs.web import job_card
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.domain.board import BoardFilter
from minhdinh.oversight.domain.reminder_text import DEFAULT, PLACEHOLDERS, TEMPLATES, checked_text
from minhdinh.oversight.domain.reminders import (
    preview,
    reminder_of,
    reminders_of,
    schools_of_reminder,
    schools_to_remind,
    send_reminder,
)
from minhdinh.oversight.forms.reminder import ReminderForm
from minhdinh.oversight.models import Reminder
from minhdinh.oversight.views.board import FILTERS, board_filter


@office_view(Permission.SCHOOL_REMIND)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: OfficeRequest, year: str) -> HttpResponse:
    """Show who would be told what; ``send`` sends it. The schools come ticked, or by a filter with ``all=1``."""
    values = request.POST if request.method == "POST" else request.GET
    wanted = board_filter(values) if values.get("all") == "1" else None
    codes = [code[:40] for code in values.getlist("school")]
    rows = schools_to_remind(request.organisation, year, codes, wanted)
    form = ReminderForm(posted(request), initial={"text": TEMPLATES.get(values.get("mau", ""), DEFAULT)})
    if request.method == "POST" and form.is_valid() and "send" in request.POST:
        try:
            reminder = send_reminder(
                actor=request.actor, office=request.organisation, year=year, rows=rows, **form.cleaned_data
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            return _sent(request, year, reminder)
    return _preview(request, year, form, rows, _kept(codes, wanted))


def _sent(request: OfficeRequest, year: str, reminder: Reminder) -> HttpResponse:
    if reminder.job_id:
        messages.info(request, _("Đang nhắc các trường; trang này cho biết đã đến đâu."))
    else:
        messages.success(
            request, _("Đã nhắc. Người nhận thấy ở chuông thông báo và trang tổng quan của trường.")
        )
    return redirect("oversight:reminder", code=request.organisation.code, year=year, reminder_id=reminder.pk)


def _preview(
    request: OfficeRequest, year: str, form: ReminderForm, rows: Any, kept: list[tuple[str, str]]
) -> HttpResponse:
    typed = str(form["text"].value() or "")
    try:
        words = checked_text(typed)
    except Problem as problem:
        words = DEFAULT
        if form.is_bound and form.is_valid():
            add_problem(form, problem)
    context = {
        "code": request.organisation.code,
        "year": year,
        "form": form,
        "kept": kept,
        "placeholders": PLACEHOLDERS.items(),
        "preview": preview(office=request.organisation, year=year, rows=rows, text=words),
    }
    return render(request, "oversight/remind.html", context, status=422 if form.errors else 200)


def _kept(codes: list[str], wanted: BoardFilter | None) -> list[tuple[str, str]]:
    """Return the hidden fields that say again which schools are meant."""
    if wanted is None:
        return [("school", code) for code in codes]
    given = [(name, getattr(wanted, name)) for name in FILTERS]
    return [("all", "1"), *((name, value) for name, value in given if value)]


@office_view(Permission.SCHOOL_REMIND)
@require_safe
def reminder_list(request: OfficeRequest, year: str) -> HttpResponse:
    """List what this office sent in the year, newest first."""
    page = page_asked(request.GET, reminders_of(request.organisation, year), ("-id",))
    context = {"page": page, "code": request.organisation.code, "year": year}
    return render(request, "oversight/reminders.html", context)


@office_view(Permission.SCHOOL_REMIND)
@require_safe
def reminder(request: OfficeRequest, year: str, reminder_id: int) -> HttpResponse:
    """Show one reminder: its words, who got them, how far the job is."""
    found = reminder_of(request.organisation, reminder_id)
    if found is None or found.year != year:
        raise NotHere("Không có lần nhắc này.")
    job = job_of(user_id=request.actor.user_id or 0, job_id=found.job_id) if found.job_id else None
    page = page_asked(request.GET, schools_of_reminder(found), ("id",))
    context = {
        "reminder": found,
        "page": page,
        "job": job_card(job) if job else None,
        "code": request.organisation.code,
        "year": year,
    }
    return render(request, "oversight/reminder.html", context)
