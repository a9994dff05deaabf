"""A file that a browser or a program brings straight to the store: asked for, brought, asked after, given up. All JSON."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.evidence.domain.queries import item_for
from minhdinh.evidence.models import DirectArrival
from minhdinh.evidence.store.arriving import Brought, arrival_of, give_up, note_brought, offer_place
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, item_or_404
from minhdinh.lib.text import whole_number

MADE, ACCEPTED = 201, 202


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def offer(request: EvidenceRequest) -> HttpResponseBase:
    """Answer ``{key, state, parts: [{address, start, size}]}`` for ``name`` and ``size``, and ``item`` where it is for one.

    Each part is brought by PUT of exactly its bytes, without any header of this site.
    """
    given = {name: request.POST.get(name, "") for name in ("name", "size", "item")}
    item = item_or_404(request, whole_number(given["item"]) or 0) if given["item"] else None
    brought = Brought(request.year, given["name"], whole_number(given["size"]) or 0, item)
    arrival, parts = offer_place(actor=request.actor, school_id=request.organisation.pk, brought=brought)
    told = [{"address": part.address, "start": part.start, "size": part.size} for part in parts]
    return _answer({**_state(request, arrival), "parts": told}, MADE)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def done(request: EvidenceRequest, key: str) -> HttpResponseBase:
    """Say that all parts were brought; the file is checked from now on. Asked again it answers how far it is."""
    arrival = arrival_of(request.actor, request.organisation.pk, key)
    note_brought(actor=request.actor, arrival=arrival)
    arrival.refresh_from_db()
    return _answer(_state(request, arrival), ACCEPTED)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_http_methods(["GET", "HEAD", "DELETE"])
def one(request: EvidenceRequest, key: str) -> HttpResponseBase:
    """GET: how far a file is, ``refused`` says why it was not taken. DELETE: give it up."""
    arrival = arrival_of(request.actor, request.organisation.pk, key)
    state = _state(request, arrival)
    if request.method == "DELETE":
        give_up(actor=request.actor, arrival=arrival)
    return _answer(state, 200)


def _state(request: EvidenceRequest, arrival: DirectArrival) -> dict[str, Any]:
    item = item_for(request.actor, request.organisation.pk, arrival.became) if arrival.became else None
    return {
        "key": arrival.key,
        "name": arrival.name,
        "state": arrival.state,
        "label": arrival.get_state_display(),
        "refused": arrival.refused,
        "url": address(request, "item", item_id=item.pk) if item else None,
    }


def _answer(told: dict[str, Any], status: int) -> JsonResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
