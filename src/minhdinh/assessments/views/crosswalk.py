"""Where the texts of an older set go: the program's proposal, and what the school chooses instead."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.carrying.choices import save_choices
from minhdinh.assessments.carrying.crosswalk_page import build_crosswalk, read_typed
from minhdinh.assessments.carrying.opening import source_of
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import may_edit, own_url
from minhdinh.common.problems import Problem


@require_http_methods(["GET", "POST"])
@assessment_view(Permission.COUNCIL_MANAGE)
def crosswalk_choices(request: AssessmentRequest, source_id: int) -> HttpResponse:
    """Show the crosswalk between an earlier year's set and this one's; a post keeps the school's own places."""
    source = source_of(request.organisation.pk, source_id)
    older, newer = source.standard_set.catalogue, request.assessment.standard_set.catalogue
    if older.id == newer.id:
        raise Problem(_("Hai năm học dùng cùng một bộ tiêu chuẩn, không cần đối chiếu."))
    problem: Problem | None = None
    typed = None
    if request.method == "POST":
        typed = read_typed(request.POST)
        try:
            changed = save_choices(
                actor=request.actor,
                school_id=request.organisation.pk,
                source=older,
                target=newer,
                choices=typed.choices(older),
                drawn=request.POST.get("drawn", ""),
            )
        except Problem as refused:
            problem = refused
        else:
            words = _("Đã ghi %(count)s thay đổi.") if changed else _("Không có thay đổi nào.")
            messages.success(request, words % {"count": changed} if changed else words)
            return redirect(own_url(request, "carrying") + f"tu/{source.pk}/")
    context = {
        "page": build_crosswalk(request.organisation.pk, older, newer, typed),
        "source": source,
        "problem": problem.message if problem else "",
        "writable": may_edit(request, Permission.COUNCIL_MANAGE),
    }
    status = problem.status if problem else 200
    return render(request, "assessments/carrying/crosswalk.html", context, status=status)
