"""What was read of an item's files, what is proposed from it, and taking that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import Permission
from minhdinh.evidence.context import Asked, criteria_asked
from minhdinh.evidence.domain.items import may_change
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import BlobText, EvidenceFile, EvidenceItem
from minhdinh.evidence.reading.dismissing import dismiss_proposals, dismissed_files, recall_proposals
from minhdinh.evidence.reading.keeping import texts_by_blob
from minhdinh.evidence.reading.taking import FIELDS, Offer, offers_for, take_proposals
from minhdinh.evidence.tables import kind_name
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, item_or_404
from minhdinh.lib.text import vn_date, whole_number

LABELS = {
    "name": gettext_lazy("Tên minh chứng"),
    "kind": gettext_lazy("Loại"),
    "number": gettext_lazy("Số, ký hiệu"),
    "issued_on": gettext_lazy("Ngày ban hành"),
    "issuer": gettext_lazy("Nơi ban hành"),
}


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def take(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Write the chosen proposals into the item as it was when its page was opened."""
    item = item_or_404(request, item_id)
    chosen = [name for name in request.POST.getlist("field") if name in FIELDS]
    take_proposals(
        actor=request.actor,
        item=item,
        version=whole_number(request.POST.get("version", "")) or 0,
        fields=chosen,
        own_name=request.organisation.name,
        day=timezone.localdate(),
    )
    said = ngettext("Đã nhận %(n)d đề xuất cho %(code)s.", "Đã nhận %(n)d đề xuất cho %(code)s.", len(chosen))
    messages.success(request, said % {"n": len(chosen), "code": item.label})
    return _back(request, item)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def dismiss(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Keep what is proposed from ``file`` away."""
    said = _("Đã bỏ qua đề xuất từ “%(file)s”. Muốn xem lại, hãy mở minh chứng và bấm “Xem lại đề xuất”.")
    return _back(request, _decided(request, item_id, dismiss_proposals, said))


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def recall(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Show again what is proposed from ``file``."""
    item = _decided(request, item_id, recall_proposals, _("Đề xuất từ “%(file)s” lại hiện ra."))
    return redirect(address(request, "item", item_id=item.pk) + "#item-proposals")


def _decided(
    request: EvidenceRequest, item_id: int, verb: Callable[..., EvidenceFile], said: str
) -> EvidenceItem:
    """Do what a person decided about the proposals from ``file`` and say so; return the item."""
    item = item_or_404(request, item_id)
    file_id = whole_number(request.POST.get("file", "")) or 0
    file = verb(actor=request.actor, item=item, file_id=file_id)
    messages.success(request, said % {"file": file.name})
    return item


def _back(request: EvidenceRequest, item: EvidenceItem) -> HttpResponseBase:
    if request.POST.get("back") == "inbox" and request.actor.can(Permission.EVIDENCE_VIEW):
        return redirect(f"{address(request, 'list')}?criterion=none")
    return redirect(address(request, "item", item_id=item.pk))


def add_offers(
    request: EvidenceRequest,
    items: Sequence[EvidenceItem],
    rows: Sequence[dict[str, Any]],
    asked: Mapping[str, Asked],
) -> dict[int, Offer]:
    """Put what their files propose for the fields under the names of items of the inbox; return it by item.

    One query, however many items; ``asked`` is what the criteria of the year ask. Which criteria it speaks for is shown where the item is filed (``inbox``).
    """
    changeable = [item for item in items if may_change(request.actor, item)]
    if not changeable:
        return {}
    own = request.organisation.name
    offers = offers_for(changeable, own_name=own, day=timezone.localdate(), asked=asked)
    for item, row in zip(items, rows, strict=True):
        if (offer := offers.get(item.pk)) is not None:
            context = {
                "offer": shown_offer(request, item, offer, served=()),
                "fields": [name for name in FIELDS if name in offer.fills],
                "take_url": address(request, "take-proposals", item_id=item.pk),
                "dismiss_url": address(request, "dismiss-proposals", item_id=item.pk),
                "version": item.version,
            }
            plain: HttpRequest = request
            below = render_to_string("evidence/_row_proposals.html", context, plain)
            row["cells"]["name"] = format_html("{}{}", row["cells"]["name"], below)
    return offers


def reading_of(
    request: EvidenceRequest, item: EvidenceItem, files: Sequence[EvidenceFile], served: Collection[str]
) -> dict[str, Any]:
    """Return what the item's page shows of reading; nothing for who may not change the item.

    ``served`` are the criteria that the item serves in this year's self-assessment already.
    """
    if item.sensitive or item.removed_at is not None or not may_change(request.actor, item):
        return {}
    read = texts_by_blob(item.school_id, [file.blob_id for file in files]) if files else {}
    was_read = any(one.state == ReadingState.READ for one in read.values())
    offer = _offer(request, item) if was_read else None
    return {
        "readings": [told for file in files if (told := _told(file, read.get(file.blob_id))) is not None],
        "offer": shown_offer(request, item, offer, served=served) if offer else None,
        "dismissed": dismissed_files(item) if was_read else [],
        "only_track": request.year_context.only_track,
    }


def _offer(request: EvidenceRequest, item: EvidenceItem) -> Offer | None:
    asked = criteria_asked(request.year_context.assessment_id)
    found = offers_for([item], own_name=request.organisation.name, day=timezone.localdate(), asked=asked)
    return found.get(item.pk)


def shown_offer(
    request: EvidenceRequest, item: EvidenceItem, offer: Offer, *, served: Collection[str]
) -> dict[str, Any]:
    """Return an offer in words: each value beside what stands now, each criterion not ``served`` with its reason."""
    titles = {one.code: one.title for one in request.year_context.criteria if one.code not in served}
    return {
        "file": offer.file.name,
        "file_id": offer.file.pk,
        "by_eye": offer.by_eye,
        "values": [
            {
                "field": name,
                "label": LABELS[name],
                "value": _shown(name, offer.values[name]),
                "now": _shown(name, getattr(item, name)),
                "fills": name in offer.fills,
            }
            for name in FIELDS
            if name in offer.values
        ],
        "criteria": [
            {
                "code": one.code,
                "title": titles[one.code],
                "reason": ", ".join(f"“{words}”" for words in one.words),
                "by_kind": one.by_kind,
            }
            for one in offer.criteria
            if one.code in titles
        ],
    }


def _told(file: EvidenceFile, read: BlobText | None) -> dict[str, str] | None:
    """Say of a file that it waits, or why there are no words of it; nothing of one that was wholly read."""
    if read is None:
        return {"file": file.name, "words": _("đang chờ đọc")}
    if read.state == ReadingState.READ and not read.reason:
        return None
    return {"file": file.name, "words": read.reason or str(ReadingState(read.state).label)}


def _shown(name: str, value: Any) -> str:
    if name == "issued_on":
        return vn_date(value)
    return kind_name(value) if name == "kind" else str(value or "")
