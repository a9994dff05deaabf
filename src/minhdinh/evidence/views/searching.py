"""Evidence for the editor's picker, as JSON."""

from __future__ import annotations

from django.http import HttpResponseBase, JsonResponse
from django.utils import timezone

from minhdinh.access.permissions import Permission
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.domain.search import find_items, with_code
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.tables import kind_name, status_of
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view
from minhdinh.lib.text import clean


@evidence_view(Permission.EVIDENCE_VIEW, Permission.EVIDENCE_CONTRIBUTE)
def search(request: EvidenceRequest) -> HttpResponseBase:
    """Answer ``?q=&criterion=`` (words, nearest criterion first) or ``?code=`` (one code, any convention)."""
    today, school_id = timezone.localdate(), request.organisation.pk
    conventions = (request.year_context.convention,)
    code = request.GET.get("code", "")[:80]
    if code:
        found = with_code(request.actor, school_id, code, today, conventions=conventions)
    else:
        wanted = ItemFilter(
            text=clean(request.GET.get("q", ""))[:200],
            criterion=clean(request.GET.get("criterion", ""))[:10],
            assessment_id=request.year_context.assessment_id,
        )
        found = find_items(request.actor, school_id, wanted, today, conventions=conventions)
    return JsonResponse({"items": [_answer(request, item) for item in found]})


def _answer(request: EvidenceRequest, item: EvidenceItem) -> dict[str, object]:
    status = status_of(item)
    return {
        "id": item.pk,
        "code": item.code,
        "name": item.name,
        "kind": kind_name(item.kind),
        "status": status.label,
        "usable": item.usable_on(timezone.localdate()),
        "url": address(request, "item", item_id=item.pk),
    }
