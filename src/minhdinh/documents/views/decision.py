"""Papers of a decision in the register, to be printed and signed."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.documents.domain.decision_papers import make_paper
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.recognition.domain.queries import decision_below


@office_view(Permission.RECOGNITION_RECORD)
@require_safe
def decision_paper(request: OfficeRequest, decision_id: int, paper: str, suffix: str) -> HttpResponse:
    """Answer a paper of a decision as Word or PDF, made of what the register says now."""
    found = decision_below(request.organisation, decision_id, timezone.localdate())
    made = make_paper(
        actor=request.actor, office=request.organisation, decision=found, paper=paper, suffix=suffix
    )
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response
