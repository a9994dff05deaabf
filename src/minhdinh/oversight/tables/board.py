"""The board's list of schools, on the page and as a workbook, and the tables of its counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.lib.text import percent, two_digits, vn_date
from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.board import IDLE_CHOICES, BoardFilter, Counts, Group
from minhdinh.oversight.enums import Stage

TONES = {
    Stage.NOT_OPENED: "none",
    Stage.OPENED: "none",
    Stage.COUNCIL: "edit",
    Stage.WRITING: "edit",
    Stage.DECIDED: "edit",
    Stage.SUBMITTED: "wait",
    Stage.APPROVED: "ok",
    Stage.COMPLETED: "ok",
    Stage.REGISTERED: "ok",
    Stage.EVALUATED: "ok",
}
NOTHING = "–"


def link(wanted: BoardFilter, **changes: object) -> str:
    """Return the address part that keeps what is filtered and changes some of it; "" drops a part."""
    values = {**asdict(wanted), **changes}
    if values["sort"] == "name":
        values["sort"] = ""
    return "?" + urlencode({key: value for key, value in values.items() if value != ""})


def columns(*, parents: bool, picks: bool = False) -> list[dict[str, Any]]:
    """Return the columns; ``parents`` where schools stand under several offices, ``picks`` with boxes to tick."""
    return [
        *([{"key": "pick", "label": _("Chọn"), "css": "fit"}] if picks else []),
        {"key": "name", "label": _("Trường"), "sortable": True},
        {"key": "type", "label": _("Loại trường")},
        *([{"key": "parent", "label": _("Trực thuộc")}] if parents else []),
        {"key": "stage", "label": _("Bước"), "sortable": True},
        {"key": "decided", "label": _("Tiêu chí"), "css": "num", "sortable": True},
        {"key": "gaps", "label": _("Thiếu minh chứng"), "css": "num"},
        {"key": "level", "label": _("Mức"), "css": "fit"},
        {"key": "activity", "label": _("Hoạt động"), "sortable": True},
        {"key": "due", "label": _("So với hạn"), "css": "fit"},
    ]


def cells_of(row: Any, parent: str, gaps: int | None) -> dict[str, Any]:
    """Return what the columns say of a school, as plain words and numbers."""
    return {
        "name": row.school.name,
        "type": short_type(row),
        "parent": parent,
        "stage": str(Stage(row.stage).label),
        "decided": f"{row.decided}/{row.sheets}" if row.assessment_pk else NOTHING,
        "gaps": gaps or 0 if row.assessment_pk else NOTHING,
        "level": level_label(row.level),
        "activity": idle_label(row.last_activity),
        "due": due_label(row)[0],
    }


def short_type(row: Any) -> str:
    """Return the type of a school without the word that stands in its name anyway."""
    words = str(SchoolType(row.school_type).label).removeprefix("Trường ") if row.school_type else ""
    return words[:1].upper() + words[1:]


def level_label(level: int | None) -> str:
    """Return a level in words; a dash where none counts yet."""
    if level is None:
        return NOTHING
    return _("Mức %(level)s") % {"level": level} if level else _("Chưa đạt Mức 1")


def idle_label(last: dt.datetime | None) -> str:
    """Return how long nothing was done."""
    if last is None:
        return _("chưa có")
    days = (timezone.localdate() - timezone.localtime(last).date()).days
    if days <= 0:
        return _("hôm nay")
    return _("hôm qua") if days == 1 else _("%(days)s ngày trước") % {"days": days}


def due_label(row: Any) -> tuple[str, str]:
    """Return how a school stands to the days of the campaigns, and the tone of the words."""
    today = timezone.localdate()
    if row.late_since is not None:
        return _("Chậm %(days)s ngày") % {"days": (today - row.late_since).days}, "wait"
    if row.due_next is not None:
        days = (row.due_next - today).days
        return (_("Còn %(days)s ngày") % {"days": days} if days else _("Hạn hôm nay")), "edit"
    return (_("Đã hoàn thành"), "ok") if row.completed else (NOTHING, "none")


def board_table(
    office: Organisation,
    year: str,
    page: Page[Placement],
    wanted: BoardFilter,
    children: Sequence[Organisation],
    *,
    parents: dict[int, str],
    gaps: dict[int, int],
    picks: bool,
) -> dict[str, Any]:
    """Return the table of one page of schools."""
    return {
        "caption": _("Từng trường"),
        "columns": columns(parents=bool(children), picks=picks),
        "rows": [{"cells": _drawn(office, year, row, parents, gaps)} for row in page.rows],
        "sort": wanted.sort,
        "filters": filters(children, wanted),
        "filtered": wanted.is_set,
        "export_url": reverse("oversight:board-export", args=[office.code, year]),
        "page": page,
        "empty": {
            "title": _("Không có trường như vậy") if wanted.is_set else _("Chưa có trường nào"),
            "text": _("Bỏ bớt điều kiện lọc, hoặc thêm trường ở mục Các trường."),
            "icon": "school",
        },
    }


def _drawn(
    office: Organisation, year: str, row: Any, parents: dict[int, str], gaps: dict[int, int]
) -> dict[str, Any]:
    """Return a row's cells with links and pills."""
    cells = cells_of(row, parents.get(row.pk, ""), gaps.get(row.assessment_pk, 0))
    url = reverse("oversight:school", args=[office.code, year, row.school.code])
    words, tone = due_label(row)
    return cells | {
        "pick": format_html(
            '<input class="form-check-input" type="checkbox" form="remind" name="school" value="{}" aria-label="{}">',
            row.school.code,
            _("Chọn %(name)s") % {"name": row.school.name},
        ),
        "name": format_html('<a href="{}"><b>{}</b></a>', url, row.school.name),
        "stage": pill(cells["stage"], TONES[Stage(row.stage)]),
        "due": words if words == NOTHING else pill(words, tone),
    }


def export_columns(*, parents: bool) -> list[str]:
    """Return the header of the workbook: the page's columns with the code and the days of what was said in words."""
    shown = [str(column["label"]) for column in columns(parents=parents)]
    return [_("Mã"), *shown, _("Hoạt động gần nhất"), _("Hạn đã quá")]


def export_row(row: Any, parent: str, gaps: int | None, *, parents: bool) -> list[object]:
    """Return a school as a line of the workbook."""
    cells = cells_of(row, parent, gaps)
    last = vn_date(timezone.localtime(row.last_activity).date()) if row.last_activity else ""
    values = [cells[column["key"]] for column in columns(parents=parents)]
    return [row.school.code, *values, last, vn_date(row.late_since)]


def filters(children: Sequence[Organisation], wanted: BoardFilter) -> list[dict[str, Any]]:
    """Return the fields above the list."""
    communes = [(one.code, one.name) for one in children]
    if wanted.commune and wanted.commune not in {code for code, _name in communes}:
        communes.append((wanted.commune, wanted.commune))
    days = [(str(days), _("từ %(days)s ngày") % {"days": days}) for days in IDLE_CHOICES]
    return [
        {"name": "q", "label": _("Tìm trường"), "kind": "search", "value": wanted.q, "placeholder": _("tên hoặc mã, không cần dấu")},
        _select("school_type", _("Loại trường"), wanted.school_type, SchoolType.choices),
        _select("ownership", _("Loại hình"), wanted.ownership, Ownership.choices),
        *([_select("commune", _("Đơn vị quản lý"), wanted.commune, communes)] if communes else []),
        _select("stage", _("Bước"), wanted.stage, Stage.choices),
        _select("done", _("Báo cáo"), wanted.done, [("1", _("đã hoàn thành")), ("0", _("chưa hoàn thành"))]),
        _select("late", _("So với hạn"), wanted.late, [("1", _("chậm"))]),
        _select("idle", _("Không hoạt động"), wanted.idle, days),
    ]  # fmt: skip


def _select(name: str, label: str, value: str, options: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "kind": "select",
        "value": value,
        "options": [("", _("Tất cả")), *options],
    }


def group_lines(
    counts: Counts, wanted: BoardFilter, children: Sequence[Organisation], year: str
) -> list[dict[str, Any]]:
    """Return the lines of the table of counts: by offices below where these are given, else by type; with links.

    The name of an office that still works leads to its own board.
    """
    if children:
        known = {one.code: one.name for one in children} | {"": _("Trường trực thuộc cơ quan")}
        boards = {
            one.code: reverse("oversight:board", args=[one.code, year]) for one in children if one.active
        }
        return [
            _line(group, known[code], wanted, **({"commune": code} if code else {}))
            | {"url": boards.get(code, "")}
            for code in known
            if (group := counts.by_child.get(code)) is not None
        ]
    return [
        _line(group, str(kind.label), wanted, school_type=kind.value)
        for kind in SchoolType
        if (group := counts.by_type.get(kind.value)) is not None
    ]


def total_line(counts: Counts, wanted: BoardFilter) -> dict[str, Any]:
    """Return the closing line."""
    return _line(counts.overall, _("Cộng"), wanted)


def _line(group: Group, label: str, wanted: BoardFilter, **own: str) -> dict[str, Any]:
    """Return a line: counts of two digits, shares in percent, and the address behind each count."""
    base = {"stage": "", "done": "", "late": "", "idle": "", **own}
    return {
        "label": label,
        "numbers": [
            {"text": two_digits(group.total), "url": link(wanted, **base) if group.total else ""},
            {
                "text": two_digits(group.completed),
                "url": link(wanted, **{**base, "done": "1"}) if group.completed else "",
            },
            {"text": percent(group.completed, group.total), "url": ""},
            {
                "text": two_digits(group.evaluated),
                "url": link(wanted, **{**base, "stage": str(Stage.EVALUATED.value)})
                if group.evaluated
                else "",
            },
            {
                "text": two_digits(group.late),
                "url": link(wanted, **{**base, "late": "1"}) if group.late else "",
            },
        ],
    }


def stage_bars(counts: Counts, wanted: BoardFilter) -> list[dict[str, Any]]:
    """Return one bar a stage: how many schools are there, in percent of the fullest stage, and the list behind."""
    most = max(counts.overall.stages.values(), default=0)
    return [
        {
            "label": str(stage.label),
            "count": counts.overall.stages.get(stage.value, 0),
            "share": counts.overall.stages.get(stage.value, 0) * 100 // most if most else 0,
            "tone": {"none": "none", "edit": "edit", "wait": "wait", "ok": "ok"}[TONES[stage]],
            "url": link(wanted, stage=stage.value, done="", late="", idle=""),
            "active": wanted.stage == str(stage.value),
        }
        for stage in Stage
    ]
