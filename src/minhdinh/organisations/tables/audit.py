"""The table of an organisation's record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhdinh.audit.domain.queries import EntryFilter
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import groups, sentence
from minhdinh.common.dates import TypedDay
from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import vn_datetime

GROUP_LABELS = {
    "account": gettext_lazy("Tài khoản"),
    "organisation": gettext_lazy("Đơn vị"),
    "assessment": gettext_lazy("Tự đánh giá"),
    "api": gettext_lazy("Kết nối API"),
    "demo": gettext_lazy("Bản dùng thử"),
    "evidence": gettext_lazy("Minh chứng"),
    "document": gettext_lazy("Biểu mẫu"),
    "standards": gettext_lazy("Bộ tiêu chuẩn"),
    "exchange": gettext_lazy("Xuất, nhập hồ sơ trường"),
    "fact": gettext_lazy("Dữ kiện được ghi nhận"),
    "legal": gettext_lazy("Thư viện văn bản"),
    "history": gettext_lazy("Dữ liệu các năm trước"),
}


def audit_table(
    organisation_id: int, page: Page[Entry], wanted: EntryFilter, days: tuple[TypedDay, TypedDay]
) -> dict[str, Any]:
    """Return the table of one page of entries; ``days`` are what was typed for from and until."""
    return {
        "caption": _("Nhật ký"),
        "columns": [
            {"key": "at", "label": _("Lúc"), "css": "fit"},
            {"key": "who", "label": _("Người làm")},
            {"key": "what", "label": _("Việc")},
        ],
        "rows": [{"cells": _cells(entry, organisation_id)} for entry in page.rows],
        "filters": _filters(wanted, *days),
        "filtered": wanted.is_set,
        "page": page,
        "empty": {
            "title": _("Không có dòng nào") if wanted.is_set else _("Nhật ký còn trống"),
            "icon": "history",
        },
    }


def _cells(entry: Entry, organisation_id: int) -> dict[str, str]:
    outside = entry.home_id is not None and entry.home_id != organisation_id
    return {
        "at": vn_datetime(entry.at),
        "who": _("%(name)s (cơ quan cấp trên)") % {"name": entry.actor_name} if outside else entry.actor_name,
        "what": sentence(entry.action, entry.data),
    }


def _filters(wanted: EntryFilter, since: TypedDay, until: TypedDay) -> list[dict[str, Any]]:
    options = [(group, GROUP_LABELS.get(group, group)) for group in groups()]
    return [
        {"name": "person", "label": _("Người làm"), "kind": "search", "value": wanted.person},
        {"name": "group", "label": _("Loại việc"), "kind": "select", "value": wanted.group, "options": [("", _("Tất cả")), *options]},
        {"name": "since", "label": _("Từ ngày"), "kind": "date", "value": since.shown, "error": since.problem},
        {"name": "until", "label": _("Đến ngày"), "kind": "date", "value": until.shown, "error": until.problem},
    ]  # fmt: skip
