"""A file that a browser or a program brings straight to the store: asked for, brought, asked after, given up. All JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.evidence.domain.announcing import Wanted
from minhdinh.evidence.domain.queries import item_by_id
from minhdinh.evidence.models import DirectArrival, EvidenceItem
from minhdinh.evidence.store.arriving import (
    Part,
    arrival_of,
    give_up,
    note_brought,
    offer_place,
    places_left,
)
from minhdinh.evidence.views.gate import EvidenceRequest, MergedAway, evidence_view, item_or_404
from minhdinh.evidence.views.uploading import answer_for, target_of_request
from minhdinh.lib.text import whole_number

MADE, ACCEPTED = 201, 202
ASKED = ("name", "size", "item", "criterion", "track")


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def offer(request: EvidenceRequest) -> HttpResponseBase:
    """Answer ``{key, state, parts: [{address, start, size}]}`` for ``name`` and ``size``.

    ``item`` where it is for one, ``criterion`` and ``track`` where it becomes a new one there. Each part is brought by
    PUT of exactly its bytes, without any header of this site.
    """
    given = {name: request.POST.get(name, "") for name in ASKED}
    target = target_of_request(request, given["criterion"], given["track"])
    item = _item(request, given["item"]) if given["item"] else None
    wanted = Wanted(
        request.year, given["name"], whole_number(given["size"]) or 0, item, target.criterion, target.track
    )
    arrival, parts = offer_place(actor=request.actor, school_id=request.organisation.pk, wanted=wanted)
    return _answer({**_state(request, arrival), "parts": _told(parts)}, MADE)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def more(request: EvidenceRequest, key: str) -> HttpResponseBase:
    """Answer as ``offer`` with the parts that did not arrive yet: after a break, or when the addresses have ended."""
    arrival = arrival_of(request.actor, request.organisation.pk, key)
    parts = places_left(actor=request.actor, arrival=arrival)
    return _answer({**_state(request, arrival), "parts": _told(parts)}, 200)


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


def _item(request: EvidenceRequest, text: str) -> EvidenceItem:
    """Return the item a file is for; of one that was merged meanwhile, the one that stands for it."""
    try:
        return item_or_404(request, whole_number(text) or 0)
    except MergedAway as away:
        return away.survivor


def _told(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [{"address": part.address, "start": part.start, "size": part.size} for part in parts]


def _state(request: EvidenceRequest, arrival: DirectArrival) -> dict[str, Any]:
    """Return how far a file is; ``answer`` is what ``views.uploading.upload`` says of one that was taken in."""
    item = item_by_id(arrival.school_id, arrival.became) if arrival.became else None
    twin = item_by_id(arrival.school_id, arrival.twin) if arrival.twin else None
    answer = answer_for(request, item, twin, criterion=arrival.criterion) if item else None
    return {
        "key": arrival.key,
        "name": arrival.name,
        "state": arrival.state,
        "label": arrival.get_state_display(),
        "refused": arrival.refused,
        "url": answer["url"] if answer else None,
        "answer": answer,
    }


def _answer(told: dict[str, Any], status: int) -> JsonResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
