"""What looks wrong in the figures: one page over all tables, the explanations, and from which change on to ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.tables import table_form
from minhdinh.assessments.figures.asking import build_checks, open_words
from minhdinh.assessments.figures.checking import checks_of, explain, set_share
from minhdinh.assessments.forms.figures import ShareForm
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import may_edit, own_url, tell, to_page
from minhdinh.common.problems import Problem

P = Permission


@require_GET
@assessment_view(P.SHEET_VIEW)
def figure_checks(request: AssessmentRequest) -> HttpResponse:
    """Show the doubts and questions of all tables, with what people explained."""
    checks = checks_of(request.assessment)
    context = {
        "page": build_checks(request.assessment, checks),
        "summary": open_words(checks.open_questions),
        "writable": may_edit(request, P.REPORT_WRITE),
        "share_form": ShareForm(initial={"share": checks.share}),
        "share": checks.share,
        "crumbs": [{"label": _("Số liệu"), "url": own_url(request, "tables")}, {"label": _("Soát số liệu")}],
    }
    return render(request, "assessments/figures/checks.html", context)


@require_POST
@assessment_view(P.REPORT_WRITE)
def figure_explain(request: AssessmentRequest) -> HttpResponse:
    """Keep or take back the explanation of one question; leads back to the table (``bang``) that it was given at."""
    try:
        explain(
            actor=request.actor,
            assessment=request.assessment,
            subject=request.POST.get("subject", ""),
            seen=request.POST.get("seen", ""),
            text=request.POST.get("text", ""),
        )
    except Problem as problem:
        tell(request, problem)
    else:
        messages.success(request, _("Đã ghi giải trình."))
    table = request.POST.get("bang", "")
    if table in table_form(request.assessment).by_key:
        return redirect(f"{own_url(request, 'tables')}?bang={table}")
    return to_page(request, "tables-checks")


@require_POST
@assessment_view(P.REPORT_WRITE)
def figure_share(request: AssessmentRequest) -> HttpResponse:
    """Keep from which change on a figure is asked about."""
    form = ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi một số từ 1 đến 500."))
        return to_page(request, "tables-checks")
    set_share(actor=request.actor, assessment=request.assessment, share=form.cleaned_data["share"])
    messages.success(request, _("Đã giữ mức hỏi lại."))
    return to_page(request, "tables-checks")
