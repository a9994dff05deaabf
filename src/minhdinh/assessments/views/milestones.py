"""An office's own days of the school year for the schools below it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.actor import require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.milestones import (
    MilestoneValues,
    milestone_of,
    milestones_of,
    remove_milestone,
    save_milestone,
)
from minhdinh.assessments.forms.milestones import MilestoneForm, moved_from
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.school_year import containing
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted


@office_view(Permission.OFFICE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def milestones(request: OfficeRequest) -> HttpResponse:
    """List the days that this office has set or moved; with the permission, add one."""
    form = MilestoneForm(posted(request), initial={"from_year": containing(timezone.localdate())})
    if request.method == "POST":
        require(request.actor, Permission.CAMPAIGN_MANAGE, organisation_id=request.organisation.pk)
        if form.is_valid():
            try:
                save_milestone(
                    actor=request.actor,
                    office=request.organisation,
                    values=MilestoneValues(**form.cleaned_data),
                )
            except Problem as problem:
                add_problem(form, problem)
            else:
                messages.success(request, _("Đã thêm mốc; các trường trực thuộc thấy ở Lịch nhiệm vụ."))
                return redirect("assessments:milestones", code=request.organisation.code)
    context = {
        "code": request.organisation.code,
        "form": form,
        "rows": [(row, moved_from(row)) for row in milestones_of(request.organisation)],
        "may_write": request.actor.can(Permission.CAMPAIGN_MANAGE),
    }
    return render(request, "assessments/milestones.html", context, status=422 if form.errors else 200)


@office_view(Permission.CAMPAIGN_MANAGE)
@require_POST
def milestone_remove(request: OfficeRequest, milestone_id: int) -> HttpResponse:
    """Take a day back."""
    row = milestone_of(request.organisation, milestone_id)
    if row is None:
        raise NotHere("Không có mốc này.")
    remove_milestone(actor=request.actor, milestone=row)
    messages.success(request, _("Đã bỏ mốc."))
    return redirect("assessments:milestones", code=request.organisation.code)
