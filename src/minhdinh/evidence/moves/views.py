"""Pages that change codes: an item under another criterion, two items made one, a merge taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.duplicates import twins_of
from minhdinh.evidence.domain.queries import ItemFilter, visible_to
from minhdinh.evidence.domain.search import find_items
from minhdinh.evidence.domain.uses import Place
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.moves.following import locks_of, places_of
from minhdinh.evidence.moves.forms import MergeForm, MoveForm
from minhdinh.evidence.moves.merged import merge_by_id
from minhdinh.evidence.moves.merging import merge_items, preview_merge
from minhdinh.evidence.moves.moving import move_item
from minhdinh.evidence.moves.undoing import undo_merge
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, item_or_404, page
from minhdinh.lib.text import clean, whole_number

MOST_SHOWN = 30
OFFERED = 12


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Give an item another root criterion, after showing where it stands and what follows."""
    item = item_or_404(request, item_id)
    posted = request.method == "POST"
    initial = {"version": item.version, "link": True, "criterion": request.GET.get("criterion", "")}
    form = MoveForm(request.POST if posted else None, context=request.year_context, initial=initial)
    if posted and form.is_valid():
        try:
            return _moved(request, item, form)
        except Problem as problem:
            form.show(problem)
            item = item_or_404(request, item_id)
    context = {
        "item": item,
        "form": form,
        "obstacles": locks_of(item.school_id, [item.pk]),
        **_places(item),
        "crumbs": _crumbs(request, item, _("Chuyển tiêu chí")),
        "back_url": address(request, "item", item_id=item.pk),
    }
    return page(request, "move.html", context, status=422 if posted else 200)


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Choose the item that stays (``?q=``), see what comes over (``?into=``), then make the two one."""
    gone = item_or_404(request, item_id)
    wanted = _number(request.GET.get("into", ""))
    survivor = item_or_404(request, wanted) if wanted else None
    context = {
        "item": gone,
        "crumbs": _crumbs(request, gone, _("Gộp minh chứng")),
        "back_url": address(request, "item", item_id=gone.pk),
    }
    if survivor is None:
        return page(request, "merge.html", {**context, **_offered(request, gone)})
    posted = request.method == "POST"
    initial = {"gone_version": gone.version, "survivor_version": survivor.version}
    form = MergeForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid():
        try:
            return _merged(request, gone, survivor, form)
        except Problem as problem:
            form.show(problem)
    context |= {
        "form": form,
        "survivor": survivor,
        "preview": preview_merge(actor=request.actor, gone=gone, survivor=survivor),
        **_places(gone),
        "turned_url": f"{address(request, 'merge', item_id=survivor.pk)}?into={gone.pk}",
        "survivor_url": address(request, "item", item_id=survivor.pk),
    }
    return page(request, "merge.html", context, status=422 if posted else 200)


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_POST
def undo(request: EvidenceRequest, merge_id: int) -> HttpResponseBase:
    """Take a merge back and say what could not be taken back."""
    found = merge_by_id(request.organisation.pk, merge_id)
    if found is None:
        raise NotHere(_("Không có việc gộp này, hoặc đã hoàn tác."))
    item_or_404(request, found.survivor.pk)
    left = undo_merge(actor=request.actor, merge=found)
    messages.success(
        request,
        _("Đã tách lại %(gone)s khỏi %(code)s. Hãy xem và xác minh lại cả hai.")
        % {"gone": found.gone.label, "code": found.survivor.label},
    )
    if left:
        messages.warning(request, _("Không tách được: %(lines)s.") % {"lines": "; ".join(left[:MOST_SHOWN])})
    return redirect(address(request, "item", item_id=found.gone.pk))


def _moved(request: EvidenceRequest, item: EvidenceItem, form: MoveForm) -> HttpResponseBase:
    context, given, old = request.year_context, form.cleaned_data, item.label
    place = Place(context.assessment_id, context.only_track, given["criterion"])
    move_item(
        actor=request.actor,
        item=item,
        version=given["version"],
        criterion=given["criterion"],
        convention=context.convention,
        reason=given["reason"],
        place=place if given.get("link") else None,
    )
    messages.success(
        request,
        _("%(old)s nay mang mã %(code)s. Mã cũ vẫn tìm ra minh chứng này.")
        % {"old": old, "code": item.label},
    )
    return redirect(address(request, "item", item_id=item.pk))


def _merged(
    request: EvidenceRequest, gone: EvidenceItem, survivor: EvidenceItem, form: MergeForm
) -> HttpResponseBase:
    given = form.cleaned_data
    merge_items(
        actor=request.actor,
        gone=gone,
        survivor=survivor,
        versions=(given["gone_version"], given["survivor_version"]),
        reason=given["reason"],
    )
    messages.success(
        request,
        _("Đã gộp %(gone)s vào %(code)s. Mã và đường dẫn cũ nay dẫn tới đây.")
        % {"gone": gone.label, "code": survivor.label},
    )
    return redirect(address(request, "item", item_id=survivor.pk))


def _offered(request: EvidenceRequest, gone: EvidenceItem) -> dict[str, Any]:
    """Return the items found by what was typed; where nothing was, those with the same file and those named alike."""
    typed = clean(request.GET.get("q", ""))[:200]
    found = find_items(
        request.actor,
        request.organisation.pk,
        ItemFilter(text=typed or " ".join(gone.name.split()[:3]), criterion=gone.root_criterion),
        timezone.localdate(),
        conventions=(request.year_context.convention,),
        limit=OFFERED + 1,
    )
    here, seen = address(request, "merge", item_id=gone.pk), visible_to(request.actor)
    twins = [] if typed else [one for one in twins_of(gone, seen) if one.code]
    first = {one.pk: one for one in (*twins, *found) if one.pk != gone.pk}
    rows = [{"item": one, "url": f"{here}?into={one.pk}"} for one in first.values()]
    return {"typed": typed, "offered": rows[:OFFERED]}


def _places(item: EvidenceItem) -> dict[str, Any]:
    places = places_of(item.pk)
    return {"places": places[:MOST_SHOWN], "more_places": max(0, len(places) - MOST_SHOWN)}


def _crumbs(request: EvidenceRequest, item: EvidenceItem, last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Minh chứng"), "url": address(request, "list")},
        {"label": item.label, "url": address(request, "item", item_id=item.pk)},
        {"label": last, "url": ""},
    ]


def _number(text: str) -> int:
    return whole_number(text) or 0
