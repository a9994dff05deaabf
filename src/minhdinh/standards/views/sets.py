"""The standard sets as the system administrator sees them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.office import roots
from minhdinh.organisations.web import OfficeRequest, SystemRequest, office_view, system_view
from minhdinh.standards.catalogue.export import json_text, yaml_text
from minhdinh.standards.domain.queries import all_versions, corrections_of, wording_counts
from minhdinh.standards.presenters.rules import (
    corrected_elsewhere,
    example_codes,
    past_views,
    recognition_lines,
    values_of,
)
from minhdinh.standards.presenters.sets import criteria_by_standard, level_views, neighbours, set_view
from minhdinh.standards.rules.statement import not_computed, rule_statements
from minhdinh.standards.views.finding import criterion_here, office_context, set_url, version_here

MANAGE = Permission.STANDARDS_MANAGE


@system_view(MANAGE)
@require_safe
def system_entrance(request: SystemRequest) -> HttpResponse:
    """Lead from the system's menu to the sets: they are looked after at the administrator's office."""
    own = [
        row.organisation
        for row in request.memberships
        if row.organisation_id == request.actor.organisation_id
    ]
    offices = [*own, *roots()]
    office = next((one for one in offices if not one.is_school), None)
    if office is None:
        raise Problem(_("Chưa có cơ quan nào trong cây đơn vị. Hãy thêm cơ quan gốc trước."))
    return redirect("standards:system-sets", code=office.code)


@office_view(MANAGE)
@require_safe
def set_list(request: OfficeRequest) -> HttpResponse:
    """List the loaded sets, newest first."""
    code, counts = request.organisation.code, wording_counts()
    rows = all_versions()
    sets = [set_view(row, counts.get(row.pk, 0), set_url("system-set", code, row)) for row in rows]
    return render(request, "standards/sets.html", {"sets": sets, "code": code})


@office_view(MANAGE)
@require_safe
def set_page(request: OfficeRequest, set_id: str, version: str) -> HttpResponse:
    """Show one set: what it is, its standards and criteria."""
    row, code = version_here(set_id, version), request.organisation.code
    context = office_context(code, row, "system-set")
    item = row.catalogue
    urls = {
        one.code: set_url("system-set-criterion", code, row, criterion=one.code)
        for one in item.iter_criteria()
    }
    context["groups"] = criteria_by_standard(item, urls, context["wordings"])
    return render(request, "standards/set.html", context)


@office_view(MANAGE)
@require_safe
def criterion_page(request: OfficeRequest, set_id: str, version: str, criterion: str) -> HttpResponse:
    """Show one criterion: its levels, requirements, guidance and official wording."""
    row, code = version_here(set_id, version), request.organisation.code
    found = criterion_here(row, criterion)
    context = office_context(code, row, "system-set-criterion", found.code)
    near = [
        one and set_url("system-set-criterion", code, row, criterion=one.code)
        for one in neighbours(row.catalogue, criterion)
    ]
    context |= {
        "criterion": found,
        "levels": level_views(row.catalogue, found, context["wordings"]),
        "previous": near[0],
        "next": near[1],
        "correct_url": set_url("system-set-correct", code, row),
    }
    return render(request, "standards/criterion.html", context)


@office_view(MANAGE)
@require_safe
def rules_page(request: OfficeRequest, set_id: str, version: str) -> HttpResponse:
    """Show what the set states as rules: the level rule in words, evidence codes, every value."""
    row, code = version_here(set_id, version), request.organisation.code
    item = row.catalogue
    context = office_context(code, row, "system-set-rules")
    context |= {
        "statements": rule_statements(item),
        "not_computed": not_computed(item),
        "recognition": recognition_lines(item),
        "example": example_codes(item),
        "values": values_of(row),
        "elsewhere": corrected_elsewhere(row),
        "correct_url": set_url("system-set-correct", code, row),
    }
    return render(request, "standards/rules.html", context)


@office_view(MANAGE)
@require_safe
def history_page(request: OfficeRequest, set_id: str, version: str) -> HttpResponse:
    """Show every correction of a set, withdrawn ones too, newest first."""
    row, code = version_here(set_id, version), request.organisation.code
    rows = corrections_of(row)
    page = page_asked(request.GET, rows, ["-id"])
    context = office_context(code, row, "system-set-history")
    context |= {"past": past_views(row, page.rows), "page": page}
    return render(request, "standards/history.html", context)


@office_view(MANAGE)
@require_safe
def download(request: OfficeRequest, set_id: str, version: str, kind: str) -> HttpResponse:
    """Hand out a set as a file: as it was loaded, or with ``?dieu-chinh=1`` with the corrections in force."""
    row = version_here(set_id, version)
    corrected = request.GET.get("dieu-chinh") == "1"
    content = row.catalogue.content if corrected else row.content
    text = json_text(content) if kind == "json" else yaml_text(content)
    response = HttpResponse(text, content_type=f"application/{kind}; charset=utf-8")
    name = f"{row.set_id}@{row.version}{'-dieu-chinh' if corrected else ''}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
