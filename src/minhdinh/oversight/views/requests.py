"""Requests for figures: asked of offices below, answered with one press."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import P
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.domain.reports_figures import tables_now, thawed
from minhdinh.oversight.domain.reports_queries import offices_below
from minhdinh.oversight.domain.reports_requests import (
    Asked,
    answer_request,
    answers_of,
    ask_figures,
    request_made,
    request_received,
    requests_made,
    requests_received,
    sum_of_answers,
)
from minhdinh.oversight.domain.reports_rights import may_report
from minhdinh.oversight.forms.reports import AnswerForm, RequestForm
from minhdinh.oversight.tables.reports import asked_lines, received_lines, waiting_words
from minhdinh.oversight.tables.statistics import shown_table

UNPROCESSABLE = 422


@office_view(P.OFFICE_REPORT)
@require_safe
def request_list(request: OfficeRequest, year: str) -> HttpResponse:
    """List what is asked of the office and what it has asked of others."""
    office, actor = request.organisation, request.actor
    context = {
        **_frame(request, year),
        "received": received_lines(requests_received(actor, office, year)),
        "made": asked_lines(requests_made(actor, office, year)),
    }
    return render(request, "oversight/requests.html", context)


@office_view(P.OFFICE_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: OfficeRequest, year: str) -> HttpResponse:
    """Ask offices below for figures."""
    below = offices_below(request.organisation)
    form = RequestForm(posted(request), below=below)
    if form.is_valid():
        values = dict(form.cleaned_data)
        chosen = values.pop("offices")
        try:
            made = ask_figures(
                actor=request.actor,
                office=request.organisation,
                year=year,
                asked=Asked(**values),
                office_ids=chosen,
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã gửi yêu cầu tới %(count)s cơ quan.") % {"count": len(chosen)})
            return redirect(
                "oversight:requests-answers", code=request.organisation.code, year=year, request_id=made.pk
            )
    context = {**_frame(request, year), "form": form, "below": below}
    return render(
        request, "oversight/request_new.html", context, status=UNPROCESSABLE if form.errors else 200
    )


@office_view(P.OFFICE_REPORT)
@require_safe
def request_page(request: OfficeRequest, year: str, request_id: int) -> HttpResponse:
    """Show who has answered a request, what each said, and the sum."""
    made = request_made(request.actor, request.organisation, year, request_id)
    if made is None:
        raise NotHere(_("Không có yêu cầu này."))
    answers = answers_of(made)
    words, tone = waiting_words(made.due)
    context = {
        **_frame(request, year),
        "made": made,
        "answers": answers,
        "answered": sum(1 for one in answers if one.answered_at),
        "countdown": {"words": words, "tone": tone},
        "sums": [shown_table(one, "") for one in sum_of_answers(made, answers)],
    }
    return render(request, "oversight/request.html", context)


@office_view(P.OFFICE_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: OfficeRequest, year: str, request_id: int) -> HttpResponse:
    """Show what is asked with the figures of now, and send them."""
    office = request.organisation
    row = request_received(request.actor, office, year, request_id)
    if row is None:
        raise NotHere(_("Không có yêu cầu này."))
    form = AnswerForm(posted(request), initial={"note": row.note})
    if form.is_valid():
        try:
            answer_request(
                actor=request.actor, office=office, request_id=request_id, note=form.cleaned_data["note"]
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã gửi số liệu lúc này."))
            return redirect("oversight:request-answer", code=office.code, year=year, request_id=request_id)
    words, tone = waiting_words(row.request.due)
    context = {
        **_frame(request, year),
        "row": row,
        "form": form,
        "countdown": {"words": words, "tone": tone},
        "sent": [shown_table(thawed(one), "") for one in row.figures],
        "now": [
            shown_table(one, "")
            for one in tables_now(row.request.tables, office, year, row.request.counted_on)
        ],
    }
    return render(
        request, "oversight/request_answer.html", context, status=UNPROCESSABLE if form.errors else 200
    )


def _frame(request: OfficeRequest, year: str) -> dict[str, Any]:
    office = request.organisation
    return {
        "code": office.code,
        "year": year,
        "office": office,
        "may_write": may_report(request.actor, office),
    }
