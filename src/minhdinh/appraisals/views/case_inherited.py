"""Ending a registration that a school which is no more left to the one that took its place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.inheriting import end_inherited
from minhdinh.appraisals.views.case_school import overview_page
from minhdinh.appraisals.views.case_school_steps import posted_version
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.organisations.web import SchoolRequest, school_view


@require_POST
@school_view(Permission.CASE_SEND)
def end(request: SchoolRequest, case_id: int) -> HttpResponse:
    """End it with its reason; what was written stays on the page where that cannot be."""
    reason = request.POST.get("note", "")
    try:
        ended = end_inherited(
            actor=request.actor,
            school=request.organisation,
            case_id=case_id,
            version=posted_version(request),
            reason=reason,
        )
    except (NotAllowed, NotHere):
        raise
    except Problem as problem:
        leaving = {"case": case_id, "reason": reason, "error": problem.message}
        return overview_page(request, status=problem.status, leaving=leaving)
    messages.success(request, _("Đã kết thúc hồ sơ đăng ký của %(school)s.") % {"school": ended.school.name})
    return redirect("appraisals:case-school-list", request.organisation.code)
