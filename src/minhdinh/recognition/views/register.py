"""The register of an office: the list, the list as a workbook, a new decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import P
from minhdinh.common.keyset import page_asked
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.common.web import workbook_response
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.lib.text import clean
from minhdinh.organisations.domain.office import direct_children
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted_files
from minhdinh.recognition.domain.queries import (
    RegisterFilter,
    export_rows,
    of_standing,
    register_rows,
    totals,
)
from minhdinh.recognition.domain.reading_lines import read_schools
from minhdinh.recognition.domain.recording import record_for_schools
from minhdinh.recognition.forms.decision import RecordForm
from minhdinh.recognition.forms.upload import scan_of
from minhdinh.recognition.tables import export_columns, export_row, register_table, tiles_of

UNPROCESSABLE = 422
FILTERS = ("q", "school_type", "commune", "standing", "ends", "grade", "degree")


def wanted_of(request: OfficeRequest) -> RegisterFilter:
    """Return what an address asks for; unknown values find nothing or everything, never fail."""
    given = {name: clean(request.GET.get(name, ""))[:120] for name in FILTERS}
    return RegisterFilter(**given, sort=request.GET.get("sort", "")[:20] or "ends")


@office_view(P.OFFICE_VIEW)
@never_cache
@require_safe
def register(request: OfficeRequest) -> HttpResponse:
    """Show the decisions of the office's schools by state, with what ends when."""
    office, wanted, today = request.organisation, wanted_of(request), timezone.localdate()
    rows = register_rows(office, wanted, today)
    counts = totals(rows)
    chosen = of_standing(rows, wanted.standing)
    total = counts.get(wanted.standing) if wanted.standing else sum(counts.values()) - counts["remedy"]
    page = page_asked(request.GET, chosen.select_related("school"), wanted.order, total=total)
    children = [one for one in direct_children(office) if not one.is_school]
    context = {
        "code": office.code,
        "tiles": tiles_of(counts, wanted),
        "table": register_table(office, page, wanted, children, today),
        "may_record": request.actor.can(P.RECOGNITION_RECORD),
    }
    return render(request, "recognition/register.html", context)


@office_view(P.OFFICE_VIEW)
@require_safe
@in_vietnamese
def register_export(request: OfficeRequest) -> HttpResponse:
    """Answer the list exactly as filtered and sorted on the page, all of it, as a workbook."""
    office, wanted, today = request.organisation, wanted_of(request), timezone.localdate()
    rows = of_standing(register_rows(office, wanted, today), wanted.standing)
    lines = (export_row(index, row) for index, row in enumerate(export_rows(rows, wanted.order), start=1))
    title = _("Sổ công nhận, %(name)s, ngày %(day)s") % {"name": office.name, "day": f"{today:%d/%m/%Y}"}
    content = workbook_bytes(
        export_columns(), lines, sheet=_("Sổ công nhận"), title=title, constant_memory=True
    )
    return workbook_response(content, f"so-cong-nhan-{office.code}-{today:%Y%m%d}.xlsx")


@office_view(P.RECOGNITION_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: OfficeRequest) -> HttpResponse:
    """Record a signed decision for one or several schools; ``?truong=`` names one to begin with."""
    office = request.organisation
    initial = {"schools": clean(request.GET.get("truong", ""))[:200]}
    form = RecordForm(*posted_files(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_schools(office, form.cleaned_data["schools"])
            made = record_for_schools(
                actor=request.actor,
                lines=lines,
                details=form.details,
                scan=scan_of(form.cleaned_data["scan"]),
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            text = _("Đã ghi quyết định %(number)s cho %(count)s trường.")
            messages.success(request, text % {"number": made[0].number, "count": len(made)})
            return redirect("recognition:register", office.code)
    home = reverse("recognition:register", args=[office.code])
    context = {
        "form": form,
        "title": _("Ghi quyết định công nhận"),
        "lead": _("Một quyết định công nhận nhiều trường được ghi một lần."),
        "crumbs": [{"label": _("Sổ công nhận"), "url": home}, {"label": _("Ghi quyết định")}],
        "cancel_url": home,
        "multipart": True,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "recognition/form.html", context, status=status)
