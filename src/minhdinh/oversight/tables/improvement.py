"""The table of schools' improvement plans, and the figures above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.improvement.domain.moments import due_on
from minhdinh.improvement.enums import Moment
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.board import BoardFilter
from minhdinh.oversight.domain.improvement import PlanLine
from minhdinh.oversight.tables.board import NOTHING, short_type


def labels() -> dict[str, str]:
    """Return the words of each condition."""
    return {
        "no_plan": _("Chưa lập kế hoạch"),
        "not_approved": _("Chưa duyệt"),
        "late": _("Có việc quá hạn"),
        "blocked": _("Có vướng mắc"),
        Moment.MID_YEAR.value: _("Chưa giám sát lần 1"),
        Moment.YEAR_END.value: _("Chưa giám sát lần 2"),
    }


def link(wanted: BoardFilter, condition: str) -> str:
    """Return the address part that keeps what is filtered and changes the condition."""
    values = {"q": wanted.q, "school_type": wanted.school_type, "commune": wanted.commune, "con": condition}
    return "?" + urlencode({key: value for key, value in values.items() if value})


def tiles_of(totals: Mapping[str, int], wanted: BoardFilter, condition: str) -> list[dict[str, Any]]:
    """Return the figures above the table; each leads to its schools, the chosen one back to all."""
    return [
        {
            "label": label,
            "count": totals[key],
            "active": key == condition,
            "url": link(wanted, "" if key == condition else key),
        }
        for key, label in labels().items()
    ]


def improvement_table(  # noqa: PLR0913 (what a page of the table is made of)
    page: Page[Placement],
    year: str,
    lines: Mapping[int, PlanLine],
    wanted: BoardFilter,
    condition: str,
    children: Sequence[Organisation],
    *,
    parents: Mapping[int, str],
    picks: bool,
    today: dt.date,
) -> dict[str, Any]:
    """Return the table of one page of schools."""
    return {
        "caption": _("Kế hoạch cải tiến của từng trường"),
        "columns": _columns(parents=bool(children), picks=picks),
        "rows": [
            {"cells": _cells(row, year, lines.get(row.school_id), parents.get(row.pk, ""), today)}
            for row in page.rows
        ],
        "filters": _filters(children, wanted, condition),
        "filtered": bool(wanted.is_set or condition),
        "page": page,
        "empty": {
            "title": _("Không có trường như vậy"),
            "text": _("Bỏ bớt điều kiện lọc."),
            "icon": "school",
        },
    }


def _columns(*, parents: bool, picks: bool) -> list[dict[str, Any]]:
    return [
        *([{"key": "pick", "label": _("Chọn"), "css": "fit"}] if picks else []),
        {"key": "name", "label": _("Trường")},
        {"key": "type", "label": _("Loại trường")},
        *([{"key": "parent", "label": _("Trực thuộc")}] if parents else []),
        {"key": "plan", "label": _("Kế hoạch"), "css": "fit"},
        {"key": "actions", "label": _("Số việc"), "css": "num"},
        {"key": "done", "label": _("Hoàn thành"), "css": "num"},
        {"key": "late", "label": _("Quá hạn"), "css": "num"},
        {"key": "blocked", "label": _("Vướng mắc"), "css": "num"},
        {"key": "mid_year", "label": _("Giám sát lần 1"), "css": "fit"},
        {"key": "year_end", "label": _("Giám sát lần 2"), "css": "fit"},
    ]


def _cells(row: Any, year: str, line: PlanLine | None, parent: str, today: dt.date) -> dict[str, Any]:
    numbers = {
        name: getattr(line, name) if line else NOTHING for name in ("actions", "done", "late", "blocked")
    }
    return {
        "pick": format_html(
            '<input class="form-check-input" type="checkbox" form="remind" name="school" value="{}" aria-label="{}">',
            row.school.code,
            _("Chọn %(name)s") % {"name": row.school.name},
        ),
        "name": format_html(
            '<a href="{}"><b>{}</b></a>',
            reverse("improvement:plan", args=[row.school.code, year]),
            row.school.name,
        ),
        "type": short_type(row),
        "parent": parent,
        "plan": _plan(line),
        **numbers,
        **{moment.value: _moment(moment, year, line, today) for moment in Moment},
    }


def _plan(line: PlanLine | None) -> Any:
    if line is None:
        return pill(_("chưa lập"), "none")
    return pill(_("đã duyệt"), "ok") if line.approved else pill(_("đang soạn"), "edit")


def _moment(moment: Moment, year: str, line: PlanLine | None, today: dt.date) -> Any:
    if line is None or not line.approved:
        return NOTHING
    if moment in line.monitored:
        return pill(_("đã ghi"), "ok")
    return pill(_("chưa ghi"), "wait") if today > due_on(moment, year) else _("chưa đến hạn")


def _filters(children: Sequence[Organisation], wanted: BoardFilter, condition: str) -> list[dict[str, Any]]:
    communes = [("", _("Tất cả")), *((one.code, one.name) for one in children)]
    return [
        {"name": "q", "label": _("Tìm trường"), "kind": "search", "value": wanted.q},
        _select(
            "school_type", _("Loại trường"), wanted.school_type, [("", _("Tất cả")), *SchoolType.choices]
        ),
        *([_select("commune", _("Đơn vị quản lý"), wanted.commune, communes)] if children else []),
        _select("con", _("Còn nợ"), condition, [("", _("Tất cả")), *labels().items()]),
    ]


def _select(name: str, label: str, value: str, options: list[Any]) -> dict[str, Any]:
    return {"name": name, "label": label, "kind": "select", "value": value, "options": options}
