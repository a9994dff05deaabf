"""Search through names, numbers and the words of files; everything asked stands in the address."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.common.language import in_vietnamese
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.evidence.domain.listing import serving
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.exports import workbook
from minhdinh.evidence.reading.finding import (
    MOST_EXCERPTS,
    MOST_FOUND,
    PAGE_SIZE,
    Hit,
    Wanted,
    all_hits,
    find_ids,
    hits_of,
    senders_of,
    years_of,
)
from minhdinh.evidence.reading.highlights import Piece, plain
from minhdinh.evidence.reading.keeping import reasons_for_waiting, unread_blobs
from minhdinh.evidence.tables import TONES, kind_name, number_and_date, plain_rows, status_of
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
from minhdinh.evidence.views.listing import XLSX, filters_shown, read_filter
from minhdinh.lib.text import whole_number

YEAR = re.compile(r"[0-9]{4}-[0-9]{4}")


@evidence_view(Permission.EVIDENCE_VIEW)
def show(request: EvidenceRequest) -> HttpResponseBase:
    """Show one page of what was found, best first, with the words marked."""
    wanted, today, school_id = read_wanted(request), timezone.localdate(), request.organisation.pk
    nothing = Wanted(ItemFilter(assessment_id=request.year_context.assessment_id), in_files=wanted.in_files)
    asked = wanted != nothing
    ids = find_ids(request.actor, school_id, wanted, today) if asked else []
    start = _start(request, len(ids))
    hits = hits_of(school_id, ids[start : start + PAGE_SIZE], wanted, today)
    end = start + len(hits)
    table = {
        "caption": _("Kết quả tìm"),
        "columns": _columns(),
        "rows": [_row(request, hit) for hit in hits],
        "filters": _filters(request, wanted),
        "filtered": asked,
        "export_url": address(request, "find-export") if ids else "",
        "page": {
            "previous": str(start) if start else None,
            "next": str(end) if end < len(ids) else None,
            "shown": len(hits),
            "total": len(ids),
        },
        "empty": _empty(asked=asked),
    }
    context = {
        "table": table,
        "unread": unread_blobs(school_id).count(),
        "missing_tools": reasons_for_waiting(school_id)
        if request.actor.can(Permission.EVIDENCE_MANAGE)
        else [],
        "most": MOST_FOUND if len(ids) == MOST_FOUND else 0,
    }
    return page(request, "find.html", context)


@evidence_view(Permission.EVIDENCE_VIEW)
@in_vietnamese
def export(request: EvidenceRequest) -> HttpResponseBase:
    """Give everything that was found, in its order and with the place in the file, as an Excel file."""
    wanted, today, school_id = read_wanted(request), timezone.localdate(), request.organisation.pk
    ids = find_ids(request.actor, school_id, wanted, today)
    hits = list(all_hits(school_id, ids, wanted, today))
    items = [hit.item for hit in hits]
    rows = plain_rows(items, serving(items, request.year_context.assessment_id))
    cut = _("(danh sách dài: mở minh chứng để xem đoạn khớp)") if wanted.words and wanted.in_files else ""
    where = [
        [hit.file.name if hit.file else "", plain(hit.excerpt) if at < MOST_EXCERPTS else cut]
        for at, hit in enumerate(hits)
    ]
    asked = " ".join(wanted.words)
    title = _("Kết quả tìm “%(asked)s”") % {"asked": asked} if asked else _("Kết quả tìm")
    content = workbook(
        title,
        [row + more for row, more in zip(rows, where, strict=True)],
        more=((_("Tệp khớp"), 30), (_("Đoạn khớp"), 70)),
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="tim-minh-chung-{request.year}.xlsx"'
    return response


def read_wanted(request: EvidenceRequest) -> Wanted:
    """Read the address; what is not known there narrows nothing."""
    year, person = request.GET.get("year", ""), whole_number(request.GET.get("person", ""))
    narrowed = replace(read_filter(request), contributed_by=person)
    known_year = year if YEAR.fullmatch(year) else ""
    return Wanted(narrowed, known_year, in_files=not request.actor.is_outside)


def _start(request: EvidenceRequest, count: int) -> int:
    """Return how many results come before the page: after so many, or the page that ends at so many."""
    after, before = (_number(request.GET.get(name, "")) for name in ("after", "before"))
    start = max(0, before - PAGE_SIZE) if before else after
    return start if start < count else 0


def _number(text: str) -> int:
    return whole_number(text, longest=6) or 0


def _filters(request: EvidenceRequest, wanted: Wanted) -> list[dict[str, Any]]:
    shown = filters_shown(request, wanted.narrowed)
    shown[0]["placeholder"] = _("tên, số, nơi ban hành, mã, chữ trong tệp…")
    people = [(str(pk), name) for pk, name in senders_of(request.actor, request.organisation.pk)]
    chosen = "" if wanted.narrowed.contributed_by is None else str(wanted.narrowed.contributed_by)
    years = [(year, year) for year in years_of(request.organisation.pk)]
    return [
        *(one for one in shown if one["name"] in ("q", "criterion", "kind", "status")),
        _select("year", _("Năm học đầu"), wanted.year, years),
        _select("person", _("Người gửi"), chosen, people),
    ]


def _select(name: str, label: str, value: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    choices = [("", _("Tất cả")), *options]
    return {"name": name, "label": label, "kind": "select", "value": value, "options": choices}


def _columns() -> list[dict[str, Any]]:
    labels = {
        "code": _("Mã"),
        "name": _("Tên minh chứng và chỗ khớp"),
        "issued": _("Số, ngày"),
        "status": _("Tình trạng"),
    }
    css = {"code": "fit", "name": "stack", "status": "fit"}
    return [
        {"key": key, "label": label, "sortable": False, "css": css.get(key, "")}
        for key, label in labels.items()
    ]


def _row(request: EvidenceRequest, hit: Hit) -> dict[str, Any]:
    item, status = hit.item, status_of(hit.item)
    kind = (
        format_html('<br><small class="text-secondary">{}</small>', kind_name(item.kind)) if item.kind else ""
    )
    where = ""
    if hit.file is not None:
        url = f"{address(request, 'item', item_id=item.pk)}?file={hit.file.pk}"
        link = format_html('<a href="{}">{}</a>', url, hit.file.name)
        where = format_html("<br><small>{}: {}</small>", link, _marks(hit.excerpt))
    return {
        "url": address(request, "item", item_id=item.pk),
        "cells": {
            "code": item.label,
            "name": format_html("{}{}{}", _marks(hit.name), kind, where),
            "issued": number_and_date(item),
            "status": pill(status.label, TONES[status]),
        },
    }


def _marks(pieces: list[Piece]) -> SafeString:
    return format_html_join("", "{}", ((_mark(piece),) for piece in pieces))


def _mark(piece: Piece) -> SafeString | str:
    return format_html("<mark>{}</mark>", piece.text) if piece.hit else piece.text


def _empty(*, asked: bool) -> dict[str, str]:
    if asked:
        return {
            "title": _("Không tìm thấy minh chứng nào"),
            "text": _(
                "Thử ít từ hơn, hoặc bỏ bớt điều kiện lọc. Chữ trong tệp chỉ tìm được khi tệp đã đọc xong."
            ),
            "icon": "filter",
        }
    return {
        "title": _("Gõ điều cần tìm"),
        "text": _("Tên, số, nơi ban hành, mã cũ hay mới, hoặc chữ trong tệp đều được; không cần gõ dấu."),
        "icon": "search",
    }
