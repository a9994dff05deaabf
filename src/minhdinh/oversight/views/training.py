"""Training sessions with attendance, the register of people trained, schools without any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.common.keyset import Page, page_asked
from minhdinh.common.problems import NotHere, Problem, Problems
from minhdinh.common.web import workbook_response
from minhdinh.organisations.domain.office import names_of_parents
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted, posted_files
from minhdinh.oversight.domain.training import (
    record_attendance,
    register_person,
    remove_person,
    remove_session,
    write_session,
)
from minhdinh.oversight.domain.training_lists import pasted, template, uploaded
from minhdinh.oversight.domain.training_queries import (
    REGISTER_ORDER,
    SCHOOL_ORDER,
    SESSION_ORDER,
    RegisterFilter,
    people_of,
    register_seen_by,
    session_of,
    sessions_of,
    untrained_schools,
)
from minhdinh.oversight.forms.training import AttendanceForm, RegisterForm, SessionForm
from minhdinh.oversight.models import TrainingSession
from minhdinh.oversight.tables.training import levels_of, person_cells, sessions_table, untrained_table

UNPROCESSABLE = 422
M = TypeVar("M", bound=Model)
FIELDS = ("kind", "topic", "education_levels", "held_on", "place", "organiser", "content", "documents")
SCHOOL_TYPES = [("", _("Mọi loại trường")), *SchoolType.choices]


@office_view(P.OFFICE_VIEW)
@require_safe
def session_list(request: OfficeRequest) -> HttpResponse:
    """List the sessions of the office."""
    rows = sessions_of(request.organisation)
    page = _paged(request, rows, SESSION_ORDER)
    context = {**_frame(request), "table": sessions_table(request.organisation.code, page)}
    return render(request, "oversight/training.html", context)


@office_view(P.OFFICE_VIEW)
@require_safe
def session_page(request: OfficeRequest, session_id: int) -> HttpResponse:
    """Show a session with who attended."""
    return _session_page(request, _session(request, session_id), AttendanceForm())


@office_view(P.TRAINING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: OfficeRequest, session_id: int | None = None) -> HttpResponse:
    """Write a session, a new one or one known."""
    session = _session(request, session_id) if session_id else None
    initial = {name: getattr(session, name) for name in FIELDS} if session else {}
    form = SessionForm(posted(request), initial={"organiser": request.organisation.name, **initial})
    if form.is_valid():
        try:
            written = write_session(
                actor=request.actor, office=request.organisation, values=form.cleaned_data, session=session
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi buổi này."))
            return redirect(
                "oversight:training-session", code=request.organisation.code, session_id=written.pk
            )
    context = {**_frame(request), "form": form, "session": session}
    return render(request, "oversight/training_write.html", context, status=_status(form.errors))


@office_view(P.TRAINING_MANAGE)
@require_POST
def remove(request: OfficeRequest, session_id: int) -> HttpResponse:
    """Take a session away."""
    session = _session(request, session_id)
    remove_session(actor=request.actor, office=request.organisation, session=session)
    messages.success(request, _("Đã bỏ buổi này."))
    return redirect("oversight:training", code=request.organisation.code)


@office_view(P.TRAINING_MANAGE)
@require_POST
def attendance(request: OfficeRequest, session_id: int) -> HttpResponse:
    """Put a pasted or uploaded list of people on a session, all of it or nothing."""
    session = _session(request, session_id)
    form = AttendanceForm(*posted_files(request))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            people = uploaded(file.read()) if file else pasted(form.cleaned_data["text"])
            count = record_attendance(
                actor=request.actor, office=request.organisation, session=session, people=people
            )
        except Problems as found:
            for problem in found.problems[:20]:
                add_problem(form, problem)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi %(count)s người tham dự.") % {"count": count})
            return redirect(
                "oversight:training-session", code=request.organisation.code, session_id=session.pk
            )
    return _session_page(request, session, form)


@office_view(P.TRAINING_MANAGE)
@require_safe
def list_template(request: OfficeRequest) -> HttpResponse:
    """Answer an empty attendance list to fill in."""
    return workbook_response(template(), "danh-sach-tham-du.xlsx")


@office_view(P.OFFICE_VIEW)
@require_safe
def register(request: OfficeRequest) -> HttpResponse:
    """List the people trained that the office sees."""
    wanted = RegisterFilter(q=request.GET.get("q", "")[:120], where=request.GET.get("where", "")[:40])
    rows = register_seen_by(request.organisation, wanted)
    page = _paged(request, rows, REGISTER_ORDER)
    context = {
        **_frame(request),
        "wanted": wanted,
        "page": page,
        "people": [{"row": one, "cells": person_cells(one)} for one in page.rows],
    }
    return render(request, "oversight/training_register.html", context)


@office_view(P.TRAINING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def register_new(request: OfficeRequest) -> HttpResponse:
    """Enter a person trained elsewhere."""
    form = RegisterForm(posted(request))
    if form.is_valid():
        values = dict(form.cleaned_data)
        where, username = values.pop("where"), values.pop("username")
        try:
            register_person(
                actor=request.actor,
                office=request.organisation,
                where=where,
                username=username,
                values=values,
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi vào sổ."))
            return redirect("oversight:training-register", code=request.organisation.code)
    context = {**_frame(request), "form": form}
    return render(request, "oversight/training_register_new.html", context, status=_status(form.errors))


@office_view(P.TRAINING_MANAGE)
@require_POST
def register_remove(request: OfficeRequest, trained_id: int) -> HttpResponse:
    """Take a line out of the register."""
    remove_person(actor=request.actor, office=request.organisation, person_id=trained_id)
    messages.success(request, _("Đã bỏ khỏi sổ."))
    return redirect("oversight:training-register", code=request.organisation.code)


@office_view(P.OFFICE_VIEW)
@require_safe
def untrained(request: OfficeRequest) -> HttpResponse:
    """List the schools from which nobody is trained."""
    chosen = request.GET.get("school_type", "")
    chosen = chosen if chosen in SchoolType.values else ""
    rows = untrained_schools(request.organisation, chosen)
    page = _paged(request, rows, SCHOOL_ORDER)
    names = names_of_parents([row.school for row in page.rows])
    context = {**_frame(request), "table": untrained_table(page, names, SCHOOL_TYPES, chosen)}
    return render(request, "oversight/training_untrained.html", context)


def _session_page(request: OfficeRequest, session: TrainingSession, form: AttendanceForm) -> HttpResponse:
    people = [{"row": one, "cells": person_cells(one)} for one in people_of(session)]
    context = {
        **_frame(request),
        "session": session,
        "levels": levels_of(session),
        "documents": [line for line in session.documents.splitlines() if line.strip()],
        "people": people,
        "form": form,
    }
    return render(request, "oversight/training_session.html", context, status=_status(form.errors))


def _session(request: OfficeRequest, session_id: int) -> TrainingSession:
    session = session_of(request.organisation, session_id)
    if session is None:
        raise NotHere(_("Không có buổi này."))
    return session


def _frame(request: OfficeRequest) -> dict[str, Any]:
    return {
        "code": request.organisation.code,
        "office": request.organisation,
        "may_manage": request.actor.can(P.TRAINING_MANAGE),
    }


def _paged(request: OfficeRequest, rows: QuerySet[M], order: Sequence[str]) -> Page[M]:
    return page_asked(request.GET, rows, order, total=rows.count())


def _status(errors: object) -> int:
    return UNPROCESSABLE if errors else 200
