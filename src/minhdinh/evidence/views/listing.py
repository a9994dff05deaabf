"""The list of a school's evidence, on the screen and in Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.common.language import in_vietnamese
from minhdinh.evidence.context import criteria_asked
from minhdinh.evidence.domain.items import may_change
from minhdinh.evidence.domain.listing import (
    count_by_status,
    items_for,
    page_of,
    serving,
    sort_named,
    sorted_items,
)
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.enums import CollectingState, Status
from minhdinh.evidence.exports import workbook
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.tables import TONES, plain_rows, screen_columns, screen_row
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
from minhdinh.evidence.views.inbox import add_filing
from minhdinh.evidence.views.reading import add_offers
from minhdinh.evidence.views.renewals import add_reasons
from minhdinh.lib.text import clean
from minhdinh.standards.catalogue import evidence_kinds

INBOX = "none"
REMOVED = "removed"
SHORT = 42
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@evidence_view(Permission.EVIDENCE_VIEW)
def show(request: EvidenceRequest) -> HttpResponseBase:
    """Show one page of the list, narrowed and sorted by the address."""
    wanted, today = read_filter(request), timezone.localdate()
    sort = sort_named(request.GET.get("sort", ""))
    counts = count_by_status(items_for(request.actor, request.organisation.pk, _any_status(wanted), today))
    rows = items_for(request.actor, request.organisation.pk, wanted, today)
    found = page_of(rows, sort, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    served = serving(found.items, request.year_context.assessment_id)
    total = counts.get(wanted.status, 0) if wanted.status else sum(counts.values())
    shown = [screen_row(item, served, address(request, "item", item_id=item.pk)) for item in found.items]
    if wanted.inbox:
        _add_guesses(request, found.items, shown)
    if wanted.renew_for:
        add_reasons(request, found.items, shown, served)
    table = {
        "caption": _("Minh chứng"),
        "columns": screen_columns(),
        "rows": shown,
        "sort": sort,
        "filters": filters_shown(request, wanted),
        "filtered": wanted != _no_filter(request),
        "export_url": address(request, "export"),
        "page": {"previous": found.previous, "next": found.next, "shown": len(found.items), "total": total},
        "empty": _empty(narrowed=wanted != _no_filter(request)),
    }
    upload = f"{address(request, 'upload')}?criterion={wanted.criterion}"
    context = {
        "table": table,
        "tallies": _tallies(counts, wanted.status),
        "to_renew": _to_renew(request, today),
        "upload_url": upload,
        "limit_mb": settings.MINHDINH_UPLOAD_LIMIT // 1048576,
        "resumable_from": settings.MINHDINH_RESUMABLE_FROM_MB,
        "criterion": wanted.criterion,
    }
    return page(request, "list.html", context)


@evidence_view(Permission.EVIDENCE_VIEW)
@in_vietnamese
def export(request: EvidenceRequest) -> HttpResponseBase:
    """Give the whole list as it is narrowed and sorted, as an Excel file."""
    wanted = read_filter(request)
    rows = items_for(request.actor, request.organisation.pk, wanted, timezone.localdate())
    items = list(sorted_items(rows, sort_named(request.GET.get("sort", ""))))
    served = serving(items, request.year_context.assessment_id)
    title = _("Minh chứng của %(school)s, năm học %(year)s") % {
        "school": request.organisation.name,
        "year": request.year,
    }
    response = HttpResponse(workbook(title, plain_rows(items, served)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="minh-chung-{request.year}.xlsx"'
    return response


def _add_guesses(
    request: EvidenceRequest, items: Sequence[EvidenceItem], rows: Sequence[dict[str, Any]]
) -> None:
    """Put under the names of what was sent what its files propose, and where it may be filed."""
    if any(may_change(request.actor, item) for item in items):
        asked = criteria_asked(request.year_context.assessment_id)
        add_filing(request, items, rows, add_offers(request, items, rows, asked), asked)


def read_filter(request: EvidenceRequest) -> ItemFilter:
    """Read the address; what is not known there narrows nothing."""
    given, criterion = request.GET, request.GET.get("criterion", "")
    known = request.year_context.has_criterion(criterion)
    status, collecting = given.get("status", ""), given.get("collecting", "")
    return ItemFilter(
        text=clean(given.get("q", ""))[:200],
        criterion=criterion if known else "",
        kind=given["kind"] if given.get("kind") in evidence_kinds() else "",
        status=status if status in Status.values else "",
        removed=status == REMOVED and request.actor.can(Permission.EVIDENCE_MANAGE),
        assessment_id=request.year_context.assessment_id,
        unused=given.get("unused") == "1",
        inbox=criterion == INBOX,
        place=given.get("place", "").replace("\x00", "")[:250],
        renew_for=request.year if given.get("renew") == "1" else "",
        collecting=collecting if collecting in CollectingState.values else "",
    )


def _no_filter(request: EvidenceRequest) -> ItemFilter:
    return ItemFilter(assessment_id=request.year_context.assessment_id)


def _to_renew(request: EvidenceRequest, today: dt.date) -> int:
    """Return how many items must be renewed for the year."""
    wanted = ItemFilter(assessment_id=request.year_context.assessment_id, renew_for=request.year)
    return items_for(request.actor, request.organisation.pk, wanted, today).order_by().count()


def _any_status(wanted: ItemFilter) -> ItemFilter:
    kept = {name: getattr(wanted, name) for name in ItemFilter.__dataclass_fields__ if name != "status"}
    return ItemFilter(**kept)


def filters_shown(request: EvidenceRequest, wanted: ItemFilter) -> list[dict[str, Any]]:
    """Return the filters of a list of items in the shape of the table component."""
    criteria = [(one.code, str(one)) for one in request.year_context.criteria]
    kinds = [(kind.id, kind.name) for kind in evidence_kinds().values()]
    statuses: list[tuple[str, Any]] = [(str(value), label) for value, label in Status.choices]
    if request.actor.can(Permission.EVIDENCE_MANAGE):
        statuses.append((REMOVED, _("Đã bỏ")))
    return [
        {
            "name": "q",
            "label": _("Tìm, không cần dấu"),
            "kind": "search",
            "value": wanted.text,
            "placeholder": _("tên, số, nơi ban hành, mã…"),
        },
        _select("criterion", _("Tiêu chí"), INBOX if wanted.inbox else wanted.criterion, [
            (INBOX, _("Chưa xếp tiêu chí")), *criteria,
        ]),
        _select("kind", _("Loại"), wanted.kind, kinds),
        _select("status", _("Tình trạng"), REMOVED if wanted.removed else wanted.status, statuses),
        _select("unused", _("Trích dẫn"), "1" if wanted.unused else "", [("1", _("Chưa được trích dẫn"))]),
        _select("renew", _("Làm mới"), "1" if wanted.renew_for else "", [("1", _("Cần làm mới cho năm học này"))]),
        _select("collecting", _("Thu thập"), wanted.collecting, list(CollectingState.choices)),
    ]  # fmt: skip


def _select(name: str, label: str, value: str, options: list[tuple[str, Any]]) -> dict[str, Any]:
    short = [(key, Truncator(words).chars(SHORT)) for key, words in options]
    choices = [("", _("Tất cả")), *short]
    return {"name": name, "label": label, "kind": "select", "value": value, "options": choices}


def _tallies(counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    return [
        {"value": status.value, "label": status.label, "count": counts[status], "tone": TONES[status],
         "chosen": status == chosen}
        for status in Status
        if counts.get(status)
    ]  # fmt: skip


def _empty(*, narrowed: bool) -> dict[str, str]:
    if narrowed:
        return {
            "title": _("Không có minh chứng nào khớp"),
            "text": _("Thử bỏ bớt điều kiện lọc."),
            "icon": "filter",
        }
    return {
        "title": _("Kho minh chứng còn trống"),
        "text": _("Kéo tệp vào khung ở trên để bắt đầu; mã được cấp tự động theo tiêu chí."),
        "icon": "files",
    }
