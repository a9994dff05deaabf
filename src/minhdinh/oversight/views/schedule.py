"""The schedule of external evaluations: by months, one school, adding, history, print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.common.web import workbook_response
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.domain.schedule import (
    add_schools,
    place_school,
    publish_schedule,
    remove_school,
    write_note,
)
from minhdinh.oversight.domain.schedule_months import load_of, month_label, months_of
from minhdinh.oversight.domain.schedule_queries import (
    HEADER,
    candidates,
    changes_of,
    chosen_rows,
    is_published,
    printed,
    published_rows,
    registered_among,
    row_by_id,
    rows_of,
    schedule_of,
    schedules_of_school,
    version_of,
    versions_of,
)
from minhdinh.oversight.forms.schedule import AddForm, RemoveForm, RowForm, SearchForm, month_choices
from minhdinh.oversight.models import Schedule, ScheduleRow

P = Permission
UNPROCESSABLE = 422


@require_GET
@office_view(P.OFFICE_VIEW)
def board(request: OfficeRequest, year: str) -> HttpResponse:
    """Show the months of the year with their schools and load."""
    schedule = schedule_of(request.organisation, year)
    rows = rows_of(schedule)
    load = load_of((row.month for row in rows), year)
    context = {
        **_frame(request, year, schedule),
        "columns": [
            {
                "month": month,
                "label": month_label(month),
                "count": count,
                "share": round(100 * count / max([1, *load.values()])),
                "rows": [row for row in rows if row.month == month],
            }
            for month, count in load.items()
        ],
        "waiting": [row for row in rows if not row.month],
        "count": len(rows),
        "busiest": max(load.values()),
        "month_choices": month_choices(year),
        "registered": registered_among(year, [row.school_id for row in rows]),
        "differs": _differs(schedule),
    }
    return render(request, "oversight/schedule.html", context)


@require_http_methods(["GET", "POST"])
@office_view(P.SCHEDULE_MANAGE)
def add(request: OfficeRequest, year: str) -> HttpResponse:
    """Offer schools that are not on the schedule, those that registered first; add the chosen ones."""
    schedule = schedule_of(request.organisation, year)
    search = SearchForm(request.GET)
    wanted = search.cleaned_data if search.is_valid() else {}
    found = candidates(
        request.organisation,
        year,
        schedule,
        words=wanted.get("q", ""),
        school_type=wanted.get("school_type", ""),
    )
    form = AddForm(posted(request), year=year, offered=[one.school_id for one in found.shown])
    if form.is_valid():
        try:
            count = add_schools(
                actor=request.actor,
                office=request.organisation,
                year=year,
                school_ids=form.cleaned_data["schools"],
                month=form.cleaned_data["month"],
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã đưa %(count)s trường vào lịch.") % {"count": count})
            return redirect("oversight:schedule", code=request.organisation.code, year=year)
    context = {
        **_frame(request, year, schedule),
        "search": search,
        "form": form,
        "found": found,
        "chosen": [int(one) for one in request.POST.getlist("schools") if one.isdecimal()],
    }
    return render(request, "oversight/schedule_add.html", context, status=_status(form.errors))


@require_http_methods(["GET", "POST"])
@office_view(P.SCHEDULE_MANAGE)
def school_row(request: OfficeRequest, year: str, row_id: int) -> HttpResponse:
    """Show one school's place on the schedule with its history; move it, write its note."""
    row = _found(request, year, row_id)
    initial = {"month": request.GET.get("thang", row.month), "note": row.note}
    form = RowForm(posted(request), year=year, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        try:
            place_school(actor=request.actor, row=row, month=values["month"], reason=values["reason"])
            write_note(actor=request.actor, row=row, note=values["note"])
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã lưu lịch của %(name)s.") % {"name": row.school.name})
            return _to_board(request, year, row)
    context = {
        **_frame(request, year, row.schedule),
        "row": row,
        "form": form,
        "remove": RemoveForm(prefix="bo"),
        "needs_reason": is_published(row.schedule, row.school_id),
        "changes": changes_of(row.schedule, row.school_id),
    }
    return render(request, "oversight/schedule_row.html", context, status=_status(form.errors))


@require_POST
@office_view(P.SCHEDULE_MANAGE)
def place(request: OfficeRequest, year: str, row_id: int) -> HttpResponse:
    """Move a school to a month from the board; where a reason is needed, lead to the page that asks for it."""
    row = _found(request, year, row_id)
    month = request.POST.get("month", "")
    if month != row.month and is_published(row.schedule, row.school_id):
        address = redirect("oversight:schedule-row", code=request.organisation.code, year=year, row_id=row.pk)
        address["Location"] += f"?thang={month}" if month in months_of(year) else "?thang="
        return address
    if place_school(actor=request.actor, row=row, month=month):
        said = month_label(month) or _("chưa xếp tháng")
        messages.success(request, _("%(name)s: %(month)s.") % {"name": row.school.name, "month": said})
    return _to_board(request, year, row)


@require_POST
@office_view(P.SCHEDULE_MANAGE)
def remove(request: OfficeRequest, year: str, row_id: int) -> HttpResponse:
    """Take a school off the schedule."""
    row = _found(request, year, row_id)
    remove_school(actor=request.actor, row=row, reason=request.POST.get("bo-reason", ""))
    messages.success(request, _("Đã bỏ %(name)s khỏi lịch.") % {"name": row.school.name})
    return redirect("oversight:schedule", code=request.organisation.code, year=year)


@require_POST
@office_view(P.SCHEDULE_MANAGE)
def publish(request: OfficeRequest, year: str) -> HttpResponse:
    """Publish the schedule as its next version."""
    version = publish_schedule(actor=request.actor, schedule=_schedule(request, year))
    messages.success(
        request,
        _("Đã công bố lịch lần %(number)s; các trường có tên được thông báo.") % {"number": version.number},
    )
    return redirect("oversight:schedule-history", code=request.organisation.code, year=year)


@require_GET
@office_view(P.OFFICE_VIEW)
def history(request: OfficeRequest, year: str) -> HttpResponse:
    """Show the published versions with what changed, and every move."""
    schedule = schedule_of(request.organisation, year)
    context = {
        **_frame(request, year, schedule),
        "versions": versions_of(schedule),
        "changes": changes_of(schedule),
    }
    return render(request, "oversight/schedule_history.html", context)


@require_GET
@office_view(P.OFFICE_VIEW)
def table(request: OfficeRequest, year: str) -> HttpResponse:
    """Show the official table, of now or of a published version (``?lan=2``), to be printed."""
    schedule = schedule_of(request.organisation, year)
    number, rows = chosen_rows(schedule, request.GET.get("lan", ""))
    context = {
        **_frame(request, year, schedule),
        "header": HEADER,
        "rows": printed(rows),
        "number": number,
        "versions": versions_of(schedule),
        "differs": not number and _differs(schedule),
    }
    return render(request, "oversight/schedule_table.html", context)


@require_GET
@office_view(P.OFFICE_VIEW)
@in_vietnamese
def workbook(request: OfficeRequest, year: str) -> HttpResponse:
    """Answer the official table as a workbook."""
    schedule = schedule_of(request.organisation, year)
    _number, rows = chosen_rows(schedule, request.GET.get("lan", ""))
    title = _("Lịch đánh giá ngoài năm học %(year)s") % {"year": year}
    content = workbook_bytes(HEADER, printed(rows), sheet=_("Lịch đánh giá ngoài"), title=title)
    return workbook_response(content, f"lich-danh-gia-ngoai-{year}.xlsx")


@require_GET
@school_view(P.SCHOOL_VIEW)
def of_school(request: SchoolRequest, year: str) -> HttpResponse:
    """Show a school when it is to be evaluated, by the published schedules of its offices."""
    rows = schedules_of_school(request.organisation.pk, year)
    places = [
        {
            "row": row,
            "month": month_label(row.month),
            "changes": [one for one in changes_of(row.schedule, row.school_id) if one.reason],
        }
        for row in rows
    ]
    return render(request, "oversight/schedule_school.html", {"year": year, "places": places})


def _frame(request: OfficeRequest, year: str, schedule: Schedule | None) -> dict[str, Any]:
    return {
        "code": request.organisation.code,
        "year": year,
        "office": request.organisation,
        "schedule": schedule,
        "may_manage": request.actor.can(P.SCHEDULE_MANAGE),
    }


def _schedule(request: OfficeRequest, year: str) -> Schedule:
    schedule = schedule_of(request.organisation, year)
    if schedule is None:
        raise NotHere(_("Năm học này chưa có lịch."))
    return schedule


def _found(request: OfficeRequest, year: str, row_id: int) -> ScheduleRow:
    row = row_by_id(schedule_of(request.organisation, year), row_id)
    if row is None:
        raise NotHere(_("Không có trường này trong lịch."))
    return row


def _differs(schedule: Schedule | None) -> bool:
    """Tell whether the schedule has changed since it was published last."""
    if schedule is None or not schedule.version:
        return False
    last = version_of(schedule, schedule.version)
    return last is None or last.rows != published_rows(schedule)


def _to_board(request: OfficeRequest, year: str, row: ScheduleRow) -> HttpResponse:
    address = redirect("oversight:schedule", code=request.organisation.code, year=year)
    address["Location"] += f"#truong-{row.pk}"
    return address


def _status(errors: object) -> int:
    return UNPROCESSABLE if errors else 200
