"""Kiểm tra văn bản viện dẫn: the documents that a report's texts cite, against the library."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import P
from minhdinh.assessments.domain.legal_check import CheckedText, checked_texts, day_of
from minhdinh.assessments.domain.naming import has_several_tracks, track_label
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.slots import (
    FINAL_LABELS,
    REMARK_LABELS,
    REPORT_LABELS,
    SHEET_LABELS,
    SlotError,
    parse_slot,
)
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.dates import typed_day
from minhdinh.lib.text import vn_date
from minhdinh.standards.presenters.legal import finding_views


@require_safe
@assessment_view(P.SHEET_VIEW)
def legal_check(request: AssessmentRequest) -> HttpResponse:
    """Show, text by text, the citations to look at; ``?day=`` counts validity on another day."""
    typed = typed_day(request.GET, "day")
    day = typed.day or day_of(request.assessment)
    texts = checked_texts(request.assessment, day)
    several = has_several_tracks(request.assessment.pk)
    context = {
        "typed": typed,
        "shown_day": typed.shown or vn_date(day),
        "cited": sum(one.cited for one in texts),
        "texts": [_text(request, one, several=several) for one in texts if one.findings],
        "library_url": reverse("standards:legal-school", args=[request.organisation.code]),
        "paste_url": reverse("standards:legal-check"),
    }
    return render(request, "assessments/legal_check.html", context)


def _text(request: AssessmentRequest, one: CheckedText, *, several: bool) -> dict[str, object]:
    label, url = _place(request, one.slot, several=several)
    return {"label": label, "url": url, "findings": finding_views(one.text, one.findings)}


def _place(request: AssessmentRequest, slot: str, *, several: bool) -> tuple[str, str]:
    """Return where a text stands, in words and as an address; "" for one that the program does not know any more."""
    base = {"code": request.organisation.code, "year": request.assessment.year}
    try:
        found = parse_slot(slot)
    except SlotError:
        return slot, ""
    if found.criterion:
        url = reverse(
            "assessments:sheet", kwargs={**base, "track": found.track, "criterion": found.criterion}
        )
        part = SHEET_LABELS[found.key] if found.kind is PassageKind.SHEET else f"Mức {found.level}"
        name = f"{found.criterion} ({track_label(found.track)})" if several else found.criterion
        return f"Tiêu chí {name}, {part}", url
    if found.kind is PassageKind.FINAL:
        words = f"Mức 4, yêu cầu {found.requirement}: {FINAL_LABELS[found.key]}"
        return words, reverse("assessments:final-level", kwargs=base)
    if found.kind is PassageKind.REMARK:
        url = reverse("assessments:remarks", kwargs=base)
        return f"Nhận xét tiêu chuẩn {found.standard}: {REMARK_LABELS[found.key]}", url
    return f"Báo cáo: {REPORT_LABELS[found.key]}", reverse("assessments:report", kwargs=base)
