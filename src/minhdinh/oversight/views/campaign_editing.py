"""Wording a campaign anew."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.domain.campaign_editing import edit_campaign, words_of
from minhdinh.oversight.forms.campaign import EditForm
from minhdinh.oversight.models import Campaign
from minhdinh.oversight.views.campaigns import managed_campaign
from minhdinh.standards.domain.legal_queries import Wanted, documents


@office_view(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: OfficeRequest, year: str, campaign_id: int) -> HttpResponse:
    """Show a campaign's words to be changed, and change them."""
    campaign = managed_campaign(request, year, campaign_id)
    form = EditForm(posted(request), library=documents(Wanted()), initial=_as_it_stands(campaign))
    if form.is_valid():
        try:
            edit_campaign(
                actor=request.actor,
                campaign=campaign,
                words=form.words(),
                reason=form.cleaned_data["reason"],
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã sửa; các trường nhận được thông báo kèm lý do."))
            return redirect(
                "oversight:campaign", code=request.organisation.code, year=year, campaign_id=campaign.pk
            )
    context = {"form": form, "code": request.organisation.code, "year": year, "campaign": campaign}
    return render(request, "oversight/campaign_edit.html", context, status=422 if form.errors else 200)


def _as_it_stands(campaign: Campaign) -> dict[str, Any]:
    words = words_of(campaign)
    return {
        "name": words.name,
        "legal_basis": words.legal_basis,
        "content": words.content,
        "documents": [one.pk for one in words.documents],
    }
