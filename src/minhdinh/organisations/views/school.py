"""A school's own data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.inheritance import lineage_of
from minhdinh.organisations.domain.queries import profile_of, sites_of
from minhdinh.organisations.domain.school import replace_sites, save_profile
from minhdinh.organisations.domain.tree import parent_on
from minhdinh.organisations.enums import EducationLevel
from minhdinh.organisations.forms.school import ProfileForm, SitesFormSet
from minhdinh.organisations.web.forms import posted
from minhdinh.organisations.web.gate import SchoolRequest, school_view


@school_view(Permission.SCHOOL_VIEW)
@require_safe
def profile(request: SchoolRequest) -> HttpResponse:
    """Show the school's data and sites."""
    found = profile_of(request.organisation)
    levels = found.education_levels if found else []
    context = {
        "profile": found,
        "levels": [EducationLevel(level).label for level in levels if level in EducationLevel.values],
        "sites": sites_of(request.organisation),
        "parent": parent_on(request.organisation, timezone.localdate()),
        "may_edit": request.actor.can(Permission.SCHOOL_EDIT),
        "lineage": lineage_of(request.organisation),
        "code": request.organisation.code,
    }
    return render(request, "organisations/profile.html", context)


@school_view(Permission.SCHOOL_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: SchoolRequest) -> HttpResponse:
    """Change the school's data."""
    form = ProfileForm(posted(request), instance=profile_of(request.organisation))
    if request.method == "POST" and form.is_valid():
        save_profile(actor=request.actor, organisation=request.organisation, values=form.cleaned_data)
        messages.success(request, _("Đã lưu hồ sơ trường."))
        return redirect("organisations:profile", code=request.organisation.code)
    context = {"form": form, "code": request.organisation.code}
    return render(request, "organisations/profile_edit.html", context, status=422 if form.errors else 200)


@school_view(Permission.SCHOOL_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def sites_edit(request: SchoolRequest) -> HttpResponse:
    """Change the list of sites; a row without name is left out, the first one is the main site."""
    initial = [{"name": site.name, "address": site.address} for site in sites_of(request.organisation)]
    formset = SitesFormSet(posted(request), initial=initial)
    problem = ""
    if request.method == "POST" and formset.is_valid():
        rows = [form.cleaned_data for form in formset]
        sites = [(row["name"], row["address"]) for row in rows if row.get("name")]
        try:
            replace_sites(actor=request.actor, organisation=request.organisation, sites=sites)
        except Problem as refused:
            problem = refused.message
        else:
            messages.success(request, _("Đã lưu các điểm trường."))
            return redirect("organisations:profile", code=request.organisation.code)
    context = {"formset": formset, "problem": problem, "code": request.organisation.code}
    return render(request, "organisations/sites_edit.html", context, status=422 if problem else 200)
