"""The legal library: searching and reading for everybody signed in, at a school and at an office."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import P
from minhdinh.access.web import signed_in_view
from minhdinh.accounts.models import User
from minhdinh.common.dates import typed_day
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere
from minhdinh.lib.text import vn_date
from minhdinh.organisations.domain.queries import actor_among, current_memberships
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view
from minhdinh.organisations.web.forms import posted
from minhdinh.standards.domain.legal_queries import (
    ROOT_KIND,
    Wanted,
    check_citations,
    document_by_id,
    documents,
    may_edit,
    relations_of,
    set_choices,
    sets_of,
)
from minhdinh.standards.legal_forms import CheckForm
from minhdinh.standards.models import LegalDocument
from minhdinh.standards.presenters.legal import finding_views, legal_table, validity


@signed_in_view
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Show the library outside any organisation."""
    return _list_page(request, "standards/legal.html", {})


@school_view(P.SCHOOL_VIEW)
@require_safe
def school_library(request: SchoolRequest) -> HttpResponse:
    """Show the library inside a school."""
    return _list_page(request, "standards/legal_inside.html", {})


@office_view(P.OFFICE_VIEW)
@require_safe
def office_library(request: OfficeRequest) -> HttpResponse:
    """Show the library inside an office, with the way to add a document for whoever may."""
    code = request.organisation.code
    may = request.actor.can(P.LEGAL_MANAGE)
    context = {"add_url": reverse("standards:legal-new", args=[code]) if may else ""}
    return _list_page(request, "standards/legal_inside.html", context)


def _list_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    query = request.GET
    day = typed_day(query, "day")
    wanted = Wanted(
        words=query.get("q", "")[:100],
        kind=query.get("kind", ""),
        set_id=query.get("set", ""),
        validity=query.get("validity", ""),
        day=day.day or timezone.localdate(),
    )
    rows = documents(wanted)
    page = page_asked(query, rows, ("-order_key", "-id"), total=rows.count())
    table = legal_table(page, wanted, day, set_choices())
    return render(
        request, template, {"table": table, "check_url": reverse("standards:legal-check"), **context}
    )


@signed_in_view
@require_safe
def document_page(request: HttpRequest, legal_id: int) -> HttpResponse:
    """Show one document: what it is, whether it holds on a day, relations both ways, where it belongs."""
    document = document_by_id(legal_id)
    if document is None:
        raise NotHere("Không có văn bản này trong thư viện.")
    typed = typed_day(request.GET, "day")
    day = typed.day or timezone.localdate()
    context = {
        "document": document,
        "typed": typed,
        "shown_day": typed.shown or vn_date(day),
        "validity": validity(document, day),
        "relations": relations_of(document),
        "sets": sets_of(document),
        "manage": [
            {
                "label": office.name,
                "url": reverse("standards:legal-edit", args=[office.code, document.pk]),
            }
            for office in _managing_offices(request, document)
        ],
        "crumbs": [
            {"label": "Thư viện văn bản", "url": reverse("standards:legal")},
            {"label": document.number},
        ],
    }
    return render(request, "standards/legal_document.html", context)


@signed_in_view
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest) -> HttpResponse:
    """Check the citations of a text that is pasted in; nothing of it is kept."""
    form = CheckForm(posted(request), initial={"day": timezone.localdate()})
    context: dict[str, Any] = {"form": form, "checked": False}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        findings = check_citations(text, form.cleaned_data["day"])
        context |= {"checked": True, "findings": finding_views(text, findings)}
    context["crumbs"] = [
        {"label": "Thư viện văn bản", "url": reverse("standards:legal")},
        {"label": "Kiểm tra văn bản viện dẫn"},
    ]
    return render(request, "standards/legal_check.html", context, status=422 if form.errors else 200)


def _managing_offices(request: HttpRequest, document: LegalDocument) -> list[Organisation]:
    """Return the person's offices that look after this document."""
    user = cast("User", request.user)
    memberships = [row for row in current_memberships(user) if not row.organisation.is_school]
    found: dict[int, Organisation] = {}
    for row in memberships:
        office = row.organisation
        actor = actor_among(user, memberships, office)
        if actor is not None and may_edit(actor, document, at_the_ministry=office.kind_id == ROOT_KIND):
            found[office.pk] = office
    return list(found.values())
