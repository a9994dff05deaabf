"""An item's own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.evidence.bulk.queue import told_since
from minhdinh.evidence.collecting.queries import collectings_of_item
from minhdinh.evidence.collecting.tables import days_of, state_pill
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.domain.duplicates import twins_of
from minhdinh.evidence.domain.items import may_change, target_of
from minhdinh.evidence.domain.queries import (
    citations_of,
    earlier_files_for,
    files_of,
    old_codes_of,
    uses_of,
    visible_to,
)
from minhdinh.evidence.domain.renewal import why_renew
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.kinds_of_files import PHONES_ONLY
from minhdinh.evidence.models import Citation, EvidenceFile, EvidenceItem, EvidenceUse
from minhdinh.evidence.moves.merged import merges_into
from minhdinh.evidence.rules import expires_soon, guidance, lacking
from minhdinh.evidence.tables import TONES
from minhdinh.evidence.views.files import is_previewable
from minhdinh.evidence.views.gate import (
    EvidenceRequest,
    MergedAway,
    address,
    evidence_view,
    item_or_404,
    page,
)
from minhdinh.evidence.views.reading import reading_of
from minhdinh.standards.catalogue import evidence_kinds

HISTORY = 40


@evidence_view(Permission.EVIDENCE_VIEW, Permission.EVIDENCE_CONTRIBUTE)
def show(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Show everything about an item: what it is, its files, what it proves, who checked it, what was done to it."""
    try:
        item = item_or_404(request, item_id)
    except MergedAway as merged:  # old addresses, QR labels and links in sealed papers lead on
        return redirect(address(request, "item", item_id=merged.survivor.pk))
    uses, citations = uses_of(item), citations_of(item)
    entries = list(entries_of_target(target_of(item))[:HISTORY])
    files = _files(request, item, uses)
    context = {
        "item": item,
        "crumbs": _crumbs(request, item),
        **_state(request, item),
        **files,
        **_services(request, uses, citations),
        **reading_of(
            request, item, [row["file"] for row in files["files"]], _served(request, uses, citations)
        ),
        "twins": _twins(request, item),
        "collectings": _collectings(request, item),
        "history": [_told(entry) for entry in entries],
        "since": told_since(item, entries),
        "old_codes": old_codes_of(item),
        "merges": merges_into(item.pk) if request.actor.can(Permission.EVIDENCE_MANAGE) else [],
    }
    return page(request, "item.html", context)


def _crumbs(request: EvidenceRequest, item: EvidenceItem) -> list[dict[str, str]]:
    above = "list" if request.actor.can(Permission.EVIDENCE_VIEW) else "send"
    label = _("Minh chứng") if above == "list" else _("Gửi minh chứng")
    return [{"label": label, "url": address(request, above)}, {"label": item.label, "url": ""}]


def _state(request: EvidenceRequest, item: EvidenceItem) -> dict[str, Any]:
    today, kind = timezone.localdate(), evidence_kinds().get(item.kind)
    status = item.status_on(today)
    changeable = may_change(request.actor, item) and item.removed_at is None
    return {
        "status": status,
        "tone": TONES[status],
        "kind": kind,
        "guidance": guidance(kind) if kind else None,
        "lacking": lacking(item, kind),
        "expires_in": expires_soon(item, kind, today),
        "may_change": changeable,
        "may_upload": changeable and not item.sensitive,
        "undecided": item.verification == Verification.PENDING,
        "verified": item.verification == Verification.VERIFIED,
        "upload_url": f"{address(request, 'upload')}?item={item.pk}",
        "limit_mb": settings.MINHDINH_UPLOAD_LIMIT // 1048576,
        "resumable_from": settings.MINHDINH_RESUMABLE_FROM_MB,
    }


def _files(request: EvidenceRequest, item: EvidenceItem, uses: Sequence[EvidenceUse]) -> dict[str, Any]:
    """Describe the files; the one to show in the page is that of ``?file=``, else the first that can be shown."""
    files = files_of(item)
    wanted = request.GET.get("file", "")
    previewable = [file for file in files if is_previewable(file)]
    chosen = next(
        (file for file in previewable if str(file.pk) == wanted), previewable[0] if previewable else None
    )
    earlier = [] if item.sensitive else earlier_files_for(request.actor, item)
    before = {file.replaced_by_id: file.name for file in reversed(earlier)}
    return {
        "files": [{**_described(request, file, chosen), "before": before.get(file.pk, "")} for file in files],
        "earlier": [_earlier(request, file) for file in earlier],
        "renew": _renewal(request, item, files, uses),
        "no_attrs": {},
        "link": item.link if item.link.startswith(("https://", "http://")) else "",
        "preview": _described(request, chosen, chosen) if chosen else None,
    }


def _renewal(
    request: EvidenceRequest, item: EvidenceItem, files: list[EvidenceFile], uses: Sequence[EvidenceUse]
) -> list[str]:
    """Say why the item must be renewed for the year that it serves; the end of its validity is told already."""
    if item.removed_at is not None:
        return []
    here = request.year_context.assessment_id
    serves = any(use.assessment_id == here for use in uses)
    return why_renew(item, files, request.year, timezone.localdate(), serves=serves)


def _earlier(request: EvidenceRequest, file: EvidenceFile) -> dict[str, Any]:
    return {
        "file": file,
        "url": address(request, "file", file_id=file.pk),
        "withdraw_url": address(request, "file-withdraw", file_id=file.pk),
    }


def _described(request: EvidenceRequest, file: EvidenceFile, chosen: EvidenceFile | None) -> dict[str, Any]:
    url = address(request, "file", file_id=file.pk)
    return {
        "file": file,
        "url": url,
        "view_url": f"{url}?view=1",
        "previewable": is_previewable(file),
        "is_pdf": file.blob.extension == "pdf",
        "phones_only": file.blob.extension in PHONES_ONLY,
        "shown": file == chosen,
        "withdraw_url": address(request, "file-withdraw", file_id=file.pk),
        "detach_url": address(request, "detach", file_id=file.pk),
        "replace_url": address(request, "file-replace", file_id=file.pk),
        "describe_url": address(request, "file-describe", file_id=file.pk),
        "day_id": f"ngay-{file.pk}",
        "new_day_id": f"ngay-moi-{file.pk}",
        "move_url": address(request, "file-move", file_id=file.pk),
    }


def _served(
    request: EvidenceRequest, uses: Sequence[EvidenceUse], citations: Sequence[Citation]
) -> frozenset[str]:
    """Return the criteria that an item serves in this year's self-assessment, by a use or by a text that cites it."""
    here = request.year_context.assessment_id
    used = (use.criterion for use in uses if use.assessment_id == here)
    cited = (citation.criterion for citation in citations if citation.assessment_id == here)
    return frozenset((*used, *cited))


def _services(
    request: EvidenceRequest, uses: Sequence[EvidenceUse], citations: Sequence[Citation]
) -> dict[str, Any]:
    context = request.year_context
    served = {(use.track, use.criterion) for use in uses if use.assessment_id == context.assessment_id}
    opens = request.actor.can(Permission.SHEET_VIEW)
    wish = request.GET.get("for", "")
    free = all((track, wish) in served for track, _label in context.tracks)
    return {
        "uses": [_use(context, use, opens=opens) for use in uses],
        "citations": [_citation(context, citation, opens=opens) for citation in citations],
        "open": context.open,
        "wish": wish if context.has_criterion(wish) and not free and context.only_track else "",
    }


def _use(context: YearContext, use: EvidenceUse, *, opens: bool) -> dict[str, Any]:
    """Describe a use; its criterion is a link only where the person may open it."""
    here = use.assessment_id == context.assessment_id
    return {
        "use": use,
        "label": _place_label(context, use.track, use.criterion, use.requirement),
        "url": context.criterion_url(use.track, use.criterion) if here and opens else "",
        "here": here,
    }


def _citation(context: YearContext, citation: Citation, *, opens: bool) -> dict[str, Any]:
    here = citation.assessment_id == context.assessment_id
    words = _("Phần nhận xét, báo cáo")
    if citation.criterion:
        words = _place_label(
            context, citation.track, citation.criterion, citation.requirement, citation.level
        )
    linked = here and opens and bool(citation.criterion)
    return {
        "label": words,
        "url": context.criterion_url(citation.track, citation.criterion) if linked else "",
        "here": here,
    }


def _place_label(
    context: YearContext, track: str, criterion: str, requirement: str, level: int | None = None
) -> str:
    parts = [_("Tiêu chí %(code)s") % {"code": criterion}]
    parts += [_("Mức %(level)d") % {"level": level}] if level else []
    parts += [_("yêu cầu %(id)s") % {"id": requirement}] if requirement else []
    labels = dict(context.tracks)
    parts += [str(labels.get(track, track))] if len(labels) > 1 and track else []
    return ", ".join(parts)


def _collectings(request: EvidenceRequest, item: EvidenceItem) -> list[dict[str, Any]]:
    rows = collectings_of_item(request.actor, item, request.year_context.assessment_id)
    today = timezone.localdate()
    return [
        {
            "row": row,
            "url": address(request, "collecting-one", collecting_id=row.pk),
            "pill": state_pill(row, today),
            "days": days_of(row),
        }
        for row in rows
    ]


def _twins(request: EvidenceRequest, item: EvidenceItem) -> list[dict[str, Any]]:
    seen = visible_to(request.actor)
    return [{"item": twin, "url": address(request, "item", item_id=twin.pk)} for twin in twins_of(item, seen)]


def _told(entry: Entry) -> dict[str, Any]:
    return {"at": entry.at, "who": entry.actor_name, "what": sentence(entry.action, entry.data)}
