"""The set that applies to a school, to read: which one and why, its criteria, guidance, official wording."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.dates import typed_day
from minhdinh.lib.school_year import containing, opening
from minhdinh.lib.text import vn_date
from minhdinh.organisations.domain.queries import profile_of
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.standards.domain.applicable import applicable_version
from minhdinh.standards.domain.queries import wordings_of
from minhdinh.standards.presenters.rules import example_codes, recognition_lines
from minhdinh.standards.presenters.sets import criteria_by_standard, level_views, neighbours, set_view
from minhdinh.standards.rules.statement import not_computed, rule_statements
from minhdinh.standards.views.finding import criterion_here, set_url, version_here


@school_view(Permission.SCHOOL_VIEW)
@require_safe
def applicable_set(request: SchoolRequest) -> HttpResponse:
    """Show the set that applies on a day (``?ngay=``, else the opening of the school year) and why."""
    code, profile = request.organisation.code, profile_of(request.organisation)
    typed = typed_day(request.GET, "ngay")
    # The opening of this school year decides while there is no council (B2).
    day = typed.day or opening(containing(timezone.localdate()))
    shown = typed.shown or vn_date(day)
    context = {"code": code, "typed": typed, "shown_day": shown, "profile": profile, "year": containing(day)}
    if profile is not None:
        found = applicable_version(profile.school_type, day)
        context["explanation"] = found.explanation
        if found.version is not None:
            row, item = found.version, found.version.catalogue
            wordings = wordings_of(row)
            urls = {
                one.code: set_url("school-criterion", code, row, criterion=one.code)
                for one in item.iter_criteria()
            }
            context |= {
                "set": set_view(row, len(wordings)),
                "groups": criteria_by_standard(item, urls, wordings),
                "statements": rule_statements(item),
                "not_computed": not_computed(item),
                "recognition": recognition_lines(item),
                "example": example_codes(item),
            }
    return render(request, "standards/school.html", context)


@school_view(Permission.SCHOOL_VIEW)
@require_safe
def school_criterion(request: SchoolRequest, set_id: str, version: str, criterion: str) -> HttpResponse:
    """Show one criterion of a set to read."""
    row, code = version_here(set_id, version), request.organisation.code
    found = criterion_here(row, criterion)
    wordings = wordings_of(row, criterion)
    near = [
        one and set_url("school-criterion", code, row, criterion=one.code)
        for one in neighbours(row.catalogue, criterion)
    ]
    context = {
        "code": code,
        "set": set_view(row, len(wordings)),
        "criterion": found,
        "levels": level_views(row.catalogue, found, wordings),
        "previous": near[0],
        "next": near[1],
        "crumbs": [
            {"label": _("Bộ tiêu chuẩn"), "url": reverse("standards:school", args=[code])},
            {"label": found.code},
        ],
    }
    return render(request, "standards/criterion.html", context)
