"""The general parts of the body's report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.concluding.queries import parts_written
from minhdinh.appraisals.domain.concluding.writing import StaleRow, save_part
from minhdinh.appraisals.forms.concluding import PartForm, checked
from minhdinh.appraisals.rules.report_parts import parts_of
from minhdinh.appraisals.views.conclude import both_texts, saved_label
from minhdinh.appraisals.views.conclude_gate import enter
from minhdinh.common.middleware import wants_json
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission


@require_GET
@school_view(P.CASE_EXAMINE)
def page(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show the general parts, with a form each for leader and secretary."""
    room = enter(request, case_id)
    written = parts_written(room.case)
    parts = [{"rule": one, "row": written.get(one.key)} for one in parts_of(room.law)]
    context = {**room.context("conclude-parts"), "parts": parts}
    return render(request, "appraisals/conclude/parts.html", context)


@require_POST
@school_view(P.CASE_EXAMINE)
def save(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Keep one part; a script gets the new version."""
    room = enter(request, case_id)
    data = checked(PartForm(request.POST)).cleaned_data
    try:
        row = save_part(
            actor=request.actor, case=room.case, key=data["key"], version=data["version"], text=data["text"]
        )
    except StaleRow as stale:
        if wants_json(request):
            return both_texts(stale, ("text",))
        raise
    if wants_json(request):
        return JsonResponse({"saved_label": saved_label(), "version": row.version})
    messages.success(request, _("Đã lưu."))
    return room.back("conclude-parts", f"#phan-{data['key']}")
