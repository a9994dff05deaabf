"""Campaigns of an office and of those above it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.domain.board import offices_directly_below
from minhdinh.oversight.domain.campaign_progress import campaigns_for_school, target_lines
from minhdinh.oversight.domain.campaign_reach import campaigns_over
from minhdinh.oversight.domain.campaigns import (
    attach_letter,
    campaign_seen_at,
    close_campaign,
    letter_of,
    move_step,
    open_campaign,
    step_of,
)
from minhdinh.oversight.forms.campaign import (
    CampaignForm,
    CloseForm,
    LetterForm,
    MoveForm,
    StepRows,
    TargetRows,
    campaign_values,
)
from minhdinh.oversight.models import Campaign
from minhdinh.oversight.tables.campaigns import campaign_words, countdown, steps_table
from minhdinh.oversight.views.letters import letter_answer


@office_view(Permission.SCHOOL_VIEW)
@require_safe
def campaign_list(request: OfficeRequest, year: str) -> HttpResponse:
    """List the campaigns of this office and of those above it in a year."""
    campaigns = campaigns_over(request.organisation, year)
    context = {
        "code": request.organisation.code,
        "year": year,
        "campaigns": [
            (
                one,
                [(step, *countdown(step)) for step in one.steps.all()],
                one.office_id == request.organisation.pk,
            )
            for one in campaigns
        ],
        "may_manage": request.actor.can(Permission.CAMPAIGN_MANAGE),
    }
    return render(request, "oversight/campaigns.html", context)


@office_view(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: OfficeRequest, year: str) -> HttpResponse:
    """Open a campaign."""
    form = CampaignForm(posted(request), offices=offices_directly_below(request.organisation, year))
    steps = StepRows(posted(request), prefix="steps")
    targets = TargetRows(posted(request), prefix="targets")
    if request.method == "POST" and form.is_valid() and steps.is_valid() and targets.is_valid():
        try:
            campaign = open_campaign(
                actor=request.actor,
                office=request.organisation,
                year=year,
                values=campaign_values(form, steps, targets),
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã mở đợt; các trường trong phạm vi nhận được thông báo."))
            return _to(request, year, campaign)
    wrong = form.errors or any(steps.errors) or any(targets.errors)
    context = {
        "form": form,
        "steps": steps,
        "targets": targets,
        "code": request.organisation.code,
        "year": year,
    }
    return render(request, "oversight/campaign_new.html", context, status=422 if wrong else 200)


@office_view(Permission.SCHOOL_VIEW)
@require_safe
def campaign_page(request: OfficeRequest, year: str, campaign_id: int) -> HttpResponse:
    """Show a campaign: days, targets against what is, the letter, its history."""
    return _page(request, year, _campaign(request, year, campaign_id))


@office_view(Permission.CAMPAIGN_MANAGE)
@require_POST
def campaign_extend(request: OfficeRequest, year: str, campaign_id: int) -> HttpResponse:
    """Move the day of a step."""
    campaign = managed_campaign(request, year, campaign_id)
    form = MoveForm(request.POST, steps=list(campaign.steps.all()))
    if form.is_valid():
        step = step_of(campaign, int(form.cleaned_data["step"]))
        if step is None:
            raise NotHere("Không có việc này trong đợt.")
        values = {"due": form.cleaned_data["due"], "reason": form.cleaned_data["reason"]}
        try:
            move_step(actor=request.actor, campaign=campaign, step=step, **values)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã đổi hạn; các trường nhận được thông báo kèm lý do."))
            return _to(request, year, campaign)
    return _page(request, year, campaign, move=form)


@office_view(Permission.CAMPAIGN_MANAGE)
@require_POST
def campaign_close(request: OfficeRequest, year: str, campaign_id: int) -> HttpResponse:
    """End a campaign early."""
    campaign = managed_campaign(request, year, campaign_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        close_campaign(actor=request.actor, campaign=campaign, **form.cleaned_data)
        messages.success(request, _("Đã kết thúc đợt. Các hạn của đợt không còn được tính."))
        return _to(request, year, campaign)
    return _page(request, year, campaign, close=form)


@office_view(Permission.CAMPAIGN_MANAGE)
@require_POST
def letter_attach(request: OfficeRequest, year: str, campaign_id: int) -> HttpResponse:
    """Attach the official letter."""
    campaign = managed_campaign(request, year, campaign_id)
    form = LetterForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            attach_letter(
                actor=request.actor, campaign=campaign, stream=file.file, name=file.name, size=file.size
            )
        except Problem as problem:
            form.add_error("file", problem.message)
        else:
            messages.success(request, _("Đã đính công văn; các trường tải được ở trang tổng quan."))
            return _to(request, year, campaign)
    return _page(request, year, campaign, letter=form)


@office_view(Permission.SCHOOL_VIEW)
@require_safe
def letter_download(request: OfficeRequest, year: str, campaign_id: int) -> HttpResponseBase:
    """Answer the official letter to an office."""
    return letter_answer(letter_of(_campaign(request, year, campaign_id), with_content=True))


@school_view(Permission.SCHOOL_VIEW)
@require_safe
def letter_for_school(request: SchoolRequest, year: str, campaign_id: int) -> HttpResponseBase:
    """Answer the official letter to a school that the campaign reaches."""
    own = campaigns_for_school(request.organisation, year)
    campaign = next((one.campaign for one in own if one.campaign.pk == campaign_id), None)
    if campaign is None:
        raise NotHere("Không có công văn này.")
    return letter_answer(letter_of(campaign, with_content=True))


def _campaign(request: OfficeRequest, year: str, campaign_id: int) -> Campaign:
    campaign = campaign_seen_at(request.organisation, year, campaign_id)
    if campaign is None:
        raise NotHere("Không có đợt công tác này.")
    return campaign


def managed_campaign(request: OfficeRequest, year: str, campaign_id: int) -> Campaign:
    """Return a campaign of this office itself; those of offices above are looked at only."""
    campaign = _campaign(request, year, campaign_id)
    if campaign.office_id != request.organisation.pk:
        raise NotAllowed("Đợt này của cơ quan cấp trên nên chỉ xem được.")
    return campaign


def _to(request: OfficeRequest, year: str, campaign: Campaign) -> HttpResponse:
    return redirect("oversight:campaign", code=request.organisation.code, year=year, campaign_id=campaign.pk)


def _page(request: OfficeRequest, year: str, campaign: Campaign, **bound: BaseForm) -> HttpResponse:
    steps = list(campaign.steps.all())
    is_own = campaign.office_id == request.organisation.pk
    may_manage = is_own and campaign.closed_on is None and request.actor.can(Permission.CAMPAIGN_MANAGE)
    shown: dict[str, Any] = {
        "move": MoveForm(steps=steps),
        "close": CloseForm(),
        "letter": LetterForm(),
        **bound,
    }
    context = {
        "code": request.organisation.code,
        "year": year,
        "campaign": campaign,
        "is_own": is_own,
        "steps": steps_table(steps),
        "words": campaign_words(campaign),
        "targets": target_lines(campaign, request.organisation),
        "changes": list(campaign.changes.select_related("step")),
        "documents": list(campaign.documents.all()),
        "letter": letter_of(campaign),
        "may_manage": may_manage,
        "forms": shown,
    }
    return render(request, "oversight/campaign.html", context, status=422 if bound else 200)
