"""Remarks on the standards, the report's own parts, and its abbreviations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.abbreviations import save_abbreviations
from minhdinh.assessments.domain.tables import school_size
from minhdinh.assessments.forms.abbreviations import PREFIX, AbbreviationFormSet, abbreviation_pairs
from minhdinh.assessments.forms.rows import first_error, with_one_more
from minhdinh.assessments.presenters.report import (
    build_remarks,
    build_report,
    general_information,
    missing_words,
)
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.remark_drafts import with_drafts
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE, may_edit, own_url, to_page
from minhdinh.common.problems import Problem

P = Permission


@require_GET
@assessment_view(P.SHEET_VIEW)
def remarks(request: AssessmentRequest) -> HttpResponse:
    """Show and write the remarks on one standard (``?tieu-chuan=``)."""
    writable = may_edit(request, P.REPORT_WRITE)
    page = build_remarks(
        request.actor, request.assessment, request.GET.get("tieu-chuan", ""), readonly=not writable
    )
    context = {
        "page": page,
        "writable": writable,
        "evidence_codes": page.codes.as_json(),
        "tables_url": own_url(request, "tables"),
        "drafted": with_drafts(request, page),
        "draft_url": own_url(request, "remark-draft"),
        **_passage_urls(request),
    }
    return render(request, "assessments/report_remarks.html", context)


@require_GET
@assessment_view(P.SHEET_VIEW)
def report(request: AssessmentRequest) -> HttpResponse:
    """Show and write parts I and III of the report."""
    rows = AbbreviationFormSet(prefix=PREFIX, initial=request.assessment.abbreviations)
    return _report_page(request, rows)


@require_POST
@assessment_view(P.REPORT_WRITE)
def abbreviations(request: AssessmentRequest) -> HttpResponse:
    """Write the list of abbreviations whole; ``add`` in the post only adds an empty row."""
    if "add" in request.POST:
        return _report_page(request, AbbreviationFormSet(with_one_more(request.POST, PREFIX), prefix=PREFIX))
    rows = AbbreviationFormSet(request.POST, prefix=PREFIX)
    if not rows.is_valid():
        return _report_page(request, rows, problem=first_error(rows))
    try:
        save_abbreviations(actor=request.actor, assessment=request.assessment, pairs=abbreviation_pairs(rows))
    except Problem as problem:
        return _report_page(request, rows, problem=problem.message)
    messages.success(request, _("Đã lưu danh mục chữ viết tắt."))
    return to_page(request, "report")


def _report_page(request: AssessmentRequest, rows: BaseFormSet[Any], *, problem: str = "") -> HttpResponse:
    writable = may_edit(request, P.REPORT_WRITE)
    page = build_report(request.actor, request.assessment, readonly=not writable)
    context = {
        "page": page,
        "missing": missing_words(page.missing),
        "general": general_information(request.assessment, school_size(request.assessment)),
        "may_edit_school": request.actor.can(P.SCHOOL_EDIT),
        "abbreviations": rows,
        "problem": problem,
        "writable": writable,
        "evidence_codes": page.codes.as_json(),
        "urls": {
            name: own_url(request, name) for name in ("tables", "remarks", "result", "plan", "abbreviations")
        },
        **_passage_urls(request),
    }
    return render(request, "assessments/report.html", context, status=UNPROCESSABLE if problem else 200)


def _passage_urls(request: AssessmentRequest) -> dict[str, str]:
    base = {"code": request.organisation.code, "year": request.year}
    return {
        "save_url": reverse("assessments:passage-save", kwargs=base),
        "search_url": reverse("evidence:search", kwargs=base),
    }
