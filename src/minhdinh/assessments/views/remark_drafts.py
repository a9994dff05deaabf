"""Drafts beside the remarks on a standard, and the button that puts one in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from markupsafe import Markup

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.queries import passages_of
from minhdinh.assessments.presenters.passages import Codes
from minhdinh.assessments.presenters.report import Part, RemarksPage
from minhdinh.assessments.suggestions.remarks import drafts_of, put_draft
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import to_page
from minhdinh.common.problems import Problem

NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft as the page shows it: its text with codes, or how many of its paragraphs nobody has edited."""

    html: Markup
    unedited: int


def with_drafts(request: AssessmentRequest, page: RemarksPage) -> list[tuple[Part, ShownDraft]]:
    """Return the remarks on a standard, each with its draft."""
    slots = {part.passage.slot: part for part in page.parts}
    parts = [slot.rsplit(":", 1)[-1] for slot in slots]
    found = drafts_of(request.assessment, page.standard.code, parts, passages_of(request.assessment))
    bodies = {slot: {"type": "doc", "content": draft.blocks} for slot, draft in found.items()}
    codes = Codes(request.actor, request.assessment, bodies.values())
    return [
        (part, ShownDraft(codes.html(bodies[slot]), found[slot].unedited)) for slot, part in slots.items()
    ]


@require_POST
@assessment_view(Permission.REPORT_WRITE)
def put(request: AssessmentRequest) -> HttpResponse:
    """Put one draft into its remark; a text that is there already stays as it is."""
    slot, version = request.POST.get("slot", ""), request.POST.get("version", "")
    if not NUMBER.fullmatch(version):
        raise Problem(_("Không rõ bản đang sửa. Hãy tải lại trang."))
    put_draft(actor=request.actor, assessment=request.assessment, slot=slot, version=int(version))
    messages.success(request, _("Đã đưa bản nháp vào. Thầy/Cô đọc lại và sửa cho đúng."))
    return to_page(request, "remarks", f"tieu-chuan={slot.split(':')[1]}")
