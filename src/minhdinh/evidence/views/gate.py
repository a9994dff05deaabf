"""Views of the evidence room: inside a school's year."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere
from minhdinh.common.storage import browser_store
from minhdinh.evidence.context import YearContext, year_context
from minhdinh.evidence.domain.queries import item_for
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.moves.merged import survivor_of
from minhdinh.organisations.web import SchoolRequest, school_view

View = Callable[..., HttpResponseBase]


class EvidenceRequest(SchoolRequest):
    """A request inside a school's year, with what that year is about."""

    year_context: YearContext


def evidence_view(permission: Permission, *more: Permission) -> Callable[[View], View]:
    """Open ``/truong/<code>/<year>/minh-chung/…``; 404 for a year that the school has not opened."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inside(request: EvidenceRequest, year: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            context = year_context(request.organisation.pk, year)
            if context is None:
                raise NotHere("Năm học này chưa mở tự đánh giá.")
            request.year_context = context
            return view(request, *args, **kwargs)

        return school_view(permission, *more)(inside)

    return decorate


def address(request: EvidenceRequest, name: str, **kwargs: int) -> str:
    """Return the address of a page of this room in the request's school and year."""
    place = {"code": request.organisation.code, "year": request.year}
    return reverse(f"evidence:{name}", kwargs={**place, **kwargs})


def below_list(request: EvidenceRequest, label: str) -> list[dict[str, str]]:
    """Return the way from the list of evidence to a page below it."""
    return [{"label": _("Minh chứng"), "url": address(request, "list")}, {"label": label, "url": ""}]


class MergedAway(NotHere):
    """The item was merged into ``survivor``, which the person may see."""

    def __init__(self, survivor: EvidenceItem) -> None:
        super().__init__(f"Minh chứng này đã gộp vào {survivor.label}. Hãy mở {survivor.label}.")
        self.survivor = survivor


def item_or_404(request: EvidenceRequest, item_id: int) -> EvidenceItem:
    """Return an item that the actor may see; raises NotHere, MergedAway for one that another stands for today."""
    item = item_for(request.actor, request.organisation.pk, item_id)
    if item is None or item.removed_at is not None:
        standing = survivor_of(request.organisation.pk, item_id)
        survivor = item_for(request.actor, request.organisation.pk, standing) if standing else None
        if survivor is not None:
            raise MergedAway(survivor)
    if item is None:
        raise NotHere("Không có minh chứng này.")
    return item


def page(request: EvidenceRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page of this room with what all of them use: the address parts and what the actor may do."""
    actor = request.actor
    shared = {
        "code": request.organisation.code,
        "year": request.year,
        "criteria": request.year_context.criteria,
        "tracks": request.year_context.tracks,
        "may_contribute": actor.can(Permission.EVIDENCE_CONTRIBUTE),
        "may_manage": actor.can(Permission.EVIDENCE_MANAGE),
        "may_verify": actor.can(Permission.EVIDENCE_VERIFY),
        "may_view": actor.can(Permission.EVIDENCE_VIEW),
        "direct_store": browser_store() is not None,
    }
    plain: HttpRequest = request
    return render(plain, f"evidence/{template}", {**shared, **context}, status=status)
