"""The health of the store: one page with every check, each row with its mend."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.evidence.health.adopting import adopt
from minhdinh.evidence.health.checks import BY_KEY, CHECKS, Look
from minhdinh.evidence.health.findings import FEW, LOST, ORPHAN, UNCITED, Row, counts, item_rows, listed_rows
from minhdinh.evidence.health.jobs import JOB_KIND, start_round
from minhdinh.evidence.health.mending import page_of_mend
from minhdinh.evidence.health.round import last_round
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
from minhdinh.evidence.views.uploading import target_of_request
from minhdinh.jobs.domain.queries import job_under_way
from minhdinh.jobs.web import job_card

P = Permission
MENDS = {
    "item": gettext_lazy("Mở minh chứng"),
    "files": gettext_lazy("Tải lại tệp"),
    "edit": gettext_lazy("Sửa"),
    "restore": gettext_lazy("Khôi phục"),
    "merge": gettext_lazy("So và gộp hai bản"),
    "verify": gettext_lazy("Xem và xác minh"),
    "file": gettext_lazy("Xếp tiêu chí"),
}


@evidence_view(P.EVIDENCE_VERIFY)
@require_safe
def show(request: EvidenceRequest) -> HttpResponseBase:
    """Show how many rows each check has and the rows of one of them: ``?check=``, else the first that has any."""
    look = _look(request)
    found = counts(look)
    chosen = _chosen(request.GET.get("check", ""), found)
    going = job_under_way(JOB_KIND, request.organisation.pk)
    mine = going is not None and going.owner_id == request.actor.user_id
    context = {
        "groups": _groups(found, chosen),
        "chosen": _described(chosen),
        "count": found[chosen],
        "table": _table(request, look, chosen, found[chosen]),
        "sound": not any(found.values()),
        "last": last_round(request.organisation.pk),
        "job": job_card(going) if going and mine else None,
        "going": going is not None,
    }
    return page(request, "health.html", context)


@evidence_view(P.EVIDENCE_MANAGE)
@require_POST
def look_again(request: EvidenceRequest) -> HttpResponseBase:
    """Start reading the store and asking the links."""
    start_round(actor=request.actor, school_id=request.organisation.pk)
    messages.success(request, _("Đang kiểm tra kho. Trang này có kết quả mới khi việc xong."))
    return redirect(address(request, "health"))


@evidence_view(P.EVIDENCE_MANAGE)
@require_POST
def take_orphan(request: EvidenceRequest) -> HttpResponseBase:
    """Take a file that belongs to nothing into the inbox."""
    item = adopt(
        actor=request.actor,
        school_id=request.organisation.pk,
        path=request.POST.get("path", ""),
        target=target_of_request(request, "", ""),
    )
    messages.success(request, _("Đã đưa tệp vào ngăn chờ xếp tiêu chí."))
    return redirect(address(request, "item", item_id=item.pk))


def _look(request: EvidenceRequest) -> Look:
    return Look(request.organisation.pk, timezone.localdate(), request.actor, request.year_context)


def _chosen(wanted: str, found: dict[str, int]) -> str:
    if wanted in found:
        return wanted
    return next((key for key in _order() if found[key]), _order()[0])


def _order() -> list[str]:
    """Return the checks as they stand on the page: what must not be, then what to look at."""
    faults = [check.key for check in CHECKS if check.fault]
    return [*faults, ORPHAN, UNCITED, FEW, LOST, *(check.key for check in CHECKS if not check.fault)]


def _described(key: str) -> dict[str, Any]:
    if key in BY_KEY:
        check = BY_KEY[key]
        return {"key": key, "label": check.label, "help": check.help, "fault": check.fault}
    if key == ORPHAN:
        return {
            "key": key,
            "label": _("Tệp không thuộc minh chứng nào"),
            "help": _("Tệp có trong kho mà không minh chứng nào giữ. Không tệp nào bị tự xóa."),
            "fault": True,
        }
    if key == FEW:
        return {
            "key": key,
            "label": _("Chưa đủ số lần"),
            "help": _(
                "Yêu cầu cần minh chứng của nhiều lần, mỗi lần một ngày. Ghi ngày cho từng minh chứng hoặc từng tệp, rồi dẫn thêm cho đủ."
            ),
            "fault": False,
        }
    if key == LOST:
        return {
            "key": key,
            "label": _("Thất lạc"),
            "help": _(
                "Người thu thập hoặc lưu giữ báo đã mất. Hãy tìm bản khác, xin sao lục, hoặc thôi không dẫn."
            ),
            "fault": False,
        }
    return {
        "key": key,
        "label": _("Mô tả chưa có minh chứng"),
        "help": _(
            "Đoạn đã viết mà không dẫn minh chứng nào. Mở phiếu, đặt con trỏ vào câu và thêm trích dẫn."
        ),
        "fault": False,
    }


def _groups(found: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    lines = [{**_described(key), "count": found[key], "active": key == chosen} for key in _order()]
    for line in lines:
        line["tone"] = ("bad" if line["fault"] else "wait") if line["count"] else "ok"
    return [
        {"label": _("Lỗi của kho"), "lines": [line for line in lines if line["fault"]]},
        {"label": _("Cần xem"), "lines": [line for line in lines if not line["fault"]]},
    ]


def _table(request: EvidenceRequest, look: Look, chosen: str, total: int) -> dict[str, Any]:
    given = request.GET
    if chosen in BY_KEY:
        rows = item_rows(BY_KEY[chosen], look, after=given.get("after", ""), before=given.get("before", ""))
        first = _("Mã")
    else:
        rows = listed_rows(chosen, look, after=given.get("after", given.get("before", "")))
        first = {ORPHAN: _("Tệp"), LOST: _("Mã, yêu cầu")}.get(chosen, _("Nơi viết"))
    return {
        "caption": _described(chosen)["label"],
        "columns": [
            {"key": "label", "label": first},
            {"key": "name", "label": _("Nội dung")},
            {"key": "mend", "label": _("Cách xử lý"), "css": "fit"},
        ],
        "rows": [_row(request, chosen, row) for row in rows.rows],
        "page": {"previous": rows.previous, "next": rows.next, "shown": len(rows.rows), "total": total},
        "empty": {
            "title": _("Không có gì phải xử lý"),
            "text": _("Mục này không có dòng nào."),
            "icon": "circle-check",
        },
    }


def _row(request: EvidenceRequest, chosen: str, row: Row) -> dict[str, Any]:
    if row.item is None:
        cells = {"label": row.label, "name": row.detail or row.name}
        if chosen == LOST:
            there = address(request, "collecting-one", collecting_id=row.collecting)
            return {"url": there, "cells": {**cells, "mend": _link(there, _("Mở việc thu thập"))}}
        if chosen == ORPHAN:
            return {"cells": {**cells, "mend": _take_button(request, row.name)}}
        return {"url": row.url, "cells": {**cells, "mend": _link(row.url, _("Mở phiếu"))}}
    url = address(request, "item", item_id=row.item.pk)
    page_name = page_of_mend(chosen, may_manage=request.actor.can(P.EVIDENCE_MANAGE))
    there = address(request, page_name, item_id=row.item.pk)
    below = format_html('<br><small class="text-secondary">{}</small>', row.detail) if row.detail else ""
    name = format_html("{}{}", row.name, below)
    return {
        "url": url,
        "cells": {"label": row.label, "name": name, "mend": _link(there, MENDS[BY_KEY[chosen].mend])},
    }


def _link(url: str, words: Any) -> str:
    return format_html('<a class="btn btn-sm" href="{}">{}</a>', url, words)


def _take_button(request: EvidenceRequest, path: str) -> str:
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="path" value="{}"><button class="btn btn-sm" type="submit">{}</button></form>',
        address(request, "health-take"),
        get_token(request),
        path,
        _("Đưa vào ngăn chờ"),
    )
