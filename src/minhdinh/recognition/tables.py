"""The table of the register, on the page and as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.lib.text import vn_date
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.queries import RegisterFilter, clock_of
from minhdinh.recognition.enums import TONES, Standing
from minhdinh.recognition.models import Decision

YEARS_AHEAD, YEARS_BACK = 5, 2
REMEDY = "remedy"


def level_words(decision: Decision) -> str:
    """Return what a decision recognises, in words."""
    words = []
    if decision.grade:
        words.append(_("cấp độ %(grade)s") % {"grade": decision.grade})
    if decision.degree:
        words.append(_("chuẩn quốc gia mức độ %(degree)s") % {"degree": decision.degree})
    return ", ".join(words)


def standing_pill(decision: Any) -> Any:
    """Return the state of a decision that ``with_standing`` read, as a pill."""
    standing = Standing(decision.standing)
    return pill(standing.label, TONES[standing])


def link(wanted: RegisterFilter, **changes: str) -> str:
    """Return the address part that keeps what is filtered and changes some of it; "" drops a part."""
    values = {**asdict(wanted), **changes}
    if values["sort"] == "ends":
        values["sort"] = ""
    return "?" + urlencode({key: value for key, value in values.items() if value})


def tiles_of(counts: Mapping[str, int], wanted: RegisterFilter) -> list[dict[str, Any]]:
    """Return the figures above the table; each leads to its decisions, the chosen one back to all."""
    labels = {**{one.value: one.label for one in Standing}, REMEDY: _("Đang khắc phục")}
    return [
        {
            "label": label,
            "count": counts[key],
            "active": key == wanted.standing,
            "url": link(wanted, standing="" if key == wanted.standing else key),
        }
        for key, label in labels.items()
    ]


def register_table(
    office: Organisation,
    page: Page[Decision],
    wanted: RegisterFilter,
    children: Sequence[Organisation],
    today: dt.date,
) -> dict[str, Any]:
    """Return one page of the register."""
    return {
        "caption": _("Quyết định công nhận"),
        "columns": [
            {"key": "name", "label": _("Trường"), "sortable": True},
            {"key": "number", "label": _("Số quyết định"), "sortable": True},
            {"key": "decided", "label": _("Ngày"), "css": "fit", "sortable": True},
            {"key": "level", "label": _("Công nhận")},
            {"key": "ends", "label": _("Hết hạn"), "css": "fit", "sortable": True},
            {"key": "left", "label": _("Còn lại"), "css": "fit"},
            {"key": "standing", "label": _("Tình trạng"), "css": "fit"},
        ],
        "rows": [
            {
                "cells": _cells(row, today),
                "url": reverse("recognition:decision", args=[office.code, row.pk]),
            }
            for row in page.rows
        ],
        "sort": wanted.sort,
        "filters": _filters(wanted, children, today),
        "filtered": wanted.is_set,
        "page": page,
        "export_url": reverse("recognition:register-export", args=[office.code]) + link(wanted),
        "empty": {
            "title": _("Không có quyết định nào"),
            "text": _("Bỏ bớt điều kiện lọc, hoặc ghi quyết định đã ký vào sổ."),
            "icon": "certificate",
        },
    }


def _cells(row: Any, today: dt.date) -> dict[str, Any]:
    clock = clock_of(row, today)
    return {
        "name": row.school.name,
        "number": row.number or "–",
        "decided": vn_date(row.decided_on) or "–",
        "level": level_words(row) or "–",
        "ends": vn_date(row.ends_on) if clock.printed or clock.dated else _("khoảng %(day)s") % {"day": vn_date(row.ends_on)},
        "left": left_words(clock.days_left) if clock.runs else "–",
        "standing": standing_pill(row),
    }  # fmt: skip


def left_words(days: int) -> str:
    """Return how much is left: days below two months, else whole months."""
    if days < 60:
        return _("%(count)s ngày") % {"count": days}
    return _("%(count)s tháng") % {"count": days * 12 // 365}


def export_columns() -> list[str]:
    """Return the headings of the workbook."""
    return [
        _("TT"),
        _("Mã trường"),
        _("Trường"),
        _("Loại trường"),
        _("Số quyết định"),
        _("Ngày quyết định"),
        _("Cơ quan ban hành"),
        _("Người ký"),
        _("Cấp độ kiểm định"),
        _("Mức độ chuẩn quốc gia"),
        _("Số bằng, giấy chứng nhận"),
        _("Hết hạn"),
        _("Ngày hết hạn theo"),
        _("Tình trạng"),
        _("Thu hồi ngày"),
        _("Lý do thu hồi"),
    ]


def export_row(index: int, row: Any) -> list[object]:
    """Return a line of the workbook."""
    profile = getattr(row.school, "profile", None)
    printed = _("in trên bằng") if row.valid_to else _("tính theo quy định")
    return [
        index,
        row.school.code,
        row.school.name,
        SchoolType(profile.school_type).label if profile and profile.school_type else "",
        row.number,
        vn_date(row.decided_on),
        row.issuer,
        row.signer,
        row.grade or "",
        row.degree or "",
        row.certificate_number,
        vn_date(row.ends_on),
        printed,
        str(Standing(row.standing).label),
        vn_date(row.revoked_on),
        row.revoked_reason,
    ]


def _filters(
    wanted: RegisterFilter, children: Sequence[Organisation], today: dt.date
) -> list[dict[str, Any]]:
    everything = ("", _("Tất cả"))
    years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
    standings = [everything, *Standing.choices, (REMEDY, _("Đang khắc phục"))]
    communes = [everything, *((one.code, one.name) for one in children)]
    return [
        {"name": "q", "label": _("Tìm trường, số quyết định"), "kind": "search", "value": wanted.q},
        _select("standing", _("Tình trạng"), wanted.standing, standings),
        _select(
            "ends", _("Hết hạn năm"), wanted.ends, [everything, *((str(one), str(one)) for one in years)]
        ),
        _select("degree", _("Mức độ"), wanted.degree, [everything, ("1", "1"), ("2", "2")]),
        _select("grade", _("Cấp độ"), wanted.grade, [everything, *((str(n), str(n)) for n in range(1, 5))]),
        _select("school_type", _("Loại trường"), wanted.school_type, [everything, *SchoolType.choices]),
        *([_select("commune", _("Đơn vị quản lý"), wanted.commune, communes)] if children else []),
    ]


def _select(name: str, label: str, value: str, options: list[Any]) -> dict[str, Any]:
    return {"name": name, "label": label, "kind": "select", "value": value, "options": options}
