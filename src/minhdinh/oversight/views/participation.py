"""How private schools take part: the list with who is missing or about to end, and one school."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import vn_date
from minhdinh.organisations.domain.office import organisation_below
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.domain.participation import (
    ORDER,
    counts_of,
    narrowed,
    participations_of,
    private_schools,
    record_participation,
    remove_participation,
)
from minhdinh.oversight.enums import ParticipationBasis, Standing
from minhdinh.oversight.forms.participation import ParticipationForm

UNPROCESSABLE = 422
BASES = dict(ParticipationBasis.choices)


@office_view(P.OFFICE_VIEW)
@require_safe
def school_list(request: OfficeRequest) -> HttpResponse:
    """List the private schools below with how they take part."""
    office, today = request.organisation, timezone.localdate()
    words, standing = request.GET.get("q", "")[:120], request.GET.get("standing", "")
    standing = standing if standing in Standing.values else ""
    counts = counts_of(office, today)
    rows = narrowed(private_schools(office, today), words=words, standing=standing)
    page = page_asked(request.GET, rows, ORDER, total=rows.count())
    may_manage = request.actor.can(P.TRAINING_MANAGE)
    context = {
        "code": office.code,
        "counts": counts,
        "tiles": [
            {"label": one.label, "count": counts.standings[one.value], "value": one.value} for one in Standing
        ],
        "table": {
            "caption": _("Trường ngoài công lập tham gia"),
            "columns": _columns(),
            "rows": [_line(office, row, opens=may_manage) for row in page.rows],
            "filters": [
                {"name": "q", "label": _("Tìm trường"), "kind": "search", "value": words},
                {
                    "name": "standing",
                    "label": _("Tình trạng"),
                    "kind": "select",
                    "value": standing,
                    "options": [("", _("Mọi tình trạng")), *Standing.choices],
                },
            ],
            "filtered": bool(words or standing),
            "page": page,
            "empty": {"title": _("Không có trường ngoài công lập nào như vậy"), "icon": "school"},
        },
    }
    return render(request, "oversight/participation.html", context)


@office_view(P.TRAINING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def school_page(request: OfficeRequest, child: str) -> HttpResponse:
    """Show how a school has taken part, and record a new state."""
    school = _school(request, child)
    form = ParticipationForm(posted(request))
    if form.is_valid():
        try:
            record_participation(
                actor=request.actor, office=request.organisation, school=school, values=form.cleaned_data
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi cho %(name)s.") % {"name": school.name})
            return redirect("oversight:participation", code=request.organisation.code)
    context = {
        "code": request.organisation.code,
        "school": school,
        "form": form,
        "rows": participations_of(school),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "oversight/participation_school.html", context, status=status)


@office_view(P.TRAINING_MANAGE)
@require_POST
def remove(request: OfficeRequest, child: str, participation_id: int) -> HttpResponse:
    """Take back a row recorded by mistake."""
    school = _school(request, child)
    remove_participation(
        actor=request.actor, office=request.organisation, school=school, row_id=participation_id
    )
    messages.success(request, _("Đã bỏ dòng ấy."))
    return redirect("oversight:participation-school", code=request.organisation.code, child=school.code)


def _school(request: OfficeRequest, code: str) -> Organisation:
    found = organisation_below(request.organisation, code)
    if found is None or not found.is_school:
        raise NotHere(_("Không có trường này ở dưới."))
    return found


def _columns() -> list[dict[str, str]]:
    return [
        {"key": "name", "label": _("Tên trường")},
        {"key": "standing", "label": _("Tình trạng")},
        {"key": "basis", "label": _("Hình thức")},
        {"key": "number", "label": _("Số hợp đồng, văn bản")},
        {"key": "since", "label": _("Từ ngày")},
        {"key": "until", "label": _("Đến hết ngày")},
        {"key": "note", "label": _("Ghi chú")},
    ]


def _line(office: Organisation, row: Placement, *, opens: bool) -> dict[str, Any]:
    known: dict[str, Any] = vars(row)
    cells = {
        "name": row.school.name,
        "standing": str(Standing(known["standing"]).label),
        "basis": str(BASES.get(known["basis"] or "", "")),
        "number": known["number"] or "",
        "since": vn_date(known["since"]),
        "until": vn_date(known["until"]),
        "note": known["remark"] or "",
    }
    url = reverse("oversight:participation-school", args=[office.code, row.school.code]) if opens else ""
    return {"cells": cells, "url": url}
