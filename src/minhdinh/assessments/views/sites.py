"""The places of a school: what each has and lacks, criterion by criterion, for the annex of the report."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.site_conditions import (
    Annex,
    ConditionValues,
    annex_of,
    save_site_conditions,
)
from minhdinh.assessments.presenters.site_conditions import build_sites, read_conditions
from minhdinh.assessments.site_rules import site_rules_of
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE, may_edit, own_url, require_editor, to_page
from minhdinh.common.problems import NotAllowed, NotHere, Problem

P = Permission


@require_http_methods(["GET", "POST"])
@assessment_view(P.SHEET_VIEW)
def sites(request: AssessmentRequest) -> HttpResponse:
    """Show one place (``?diem=<name>``); a post writes all its rows. A school of one place reads why there is nothing."""
    annex = annex_of(request.assessment)
    if request.method == "POST":
        require_editor(request, P.REPORT_WRITE)
        return _save(request, annex)
    return _page(request, annex, request.GET.get("diem", ""))


def _save(request: AssessmentRequest, annex: Annex | None) -> HttpResponse:
    if annex is None:
        raise NotHere("Trường không có phụ biểu theo địa điểm.")
    site = request.POST.get("site", "")
    typed = read_conditions(request.POST.dict(), annex.rules.codes)
    try:
        changed = save_site_conditions(
            actor=request.actor, assessment=request.assessment, site=site, values=typed
        )
    except (NotAllowed, NotHere):
        raise
    except Problem as problem:
        return _page(request, annex, site, typed, problem=problem.message)
    words = _("Đã ghi %(count)s tiêu chí của %(site)s.") if changed else _("Không có gì thay đổi.")
    messages.success(request, words % {"count": changed, "site": site})
    return to_page(request, "sites", urlencode({"diem": site}))


def _page(
    request: AssessmentRequest,
    annex: Annex | None,
    wanted: str,
    typed: Sequence[ConditionValues] = (),
    *,
    problem: str = "",
) -> HttpResponse:
    context = {
        "page": build_sites(request.assessment, annex, wanted, typed) if annex else None,
        "asked": site_rules_of(request.assessment.standard_set.set_id) is not None,
        "writable": may_edit(request, P.REPORT_WRITE),
        "problem": problem,
        "crumbs": [{"label": _("Số liệu"), "url": own_url(request, "tables")}, {"label": _("Điểm trường")}],
    }
    return render(request, "assessments/sites.html", context, status=UNPROCESSABLE if problem else 200)
