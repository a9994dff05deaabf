"""The table of an office's registrations, on the page and as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.intake.listing import ALL, CLOSED, LEVELS, MINE, CaseFilter, Totals
from minhdinh.appraisals.domain.intake.reminding import AHEAD
from minhdinh.appraisals.enums import CaseKind, Holder, Outcome, Wish
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import Stage, regime, regimes
from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation

OUTCOME_TONES = {
    Outcome.RECOGNISED: "ok",
    Outcome.REFUSED: "bad",
    Outcome.WITHDRAWN: "none",
    Outcome.STOPPED: "none",
}


def stage_of(case: Case) -> Stage:
    """Return the stage a registration is at, by the file of its regime (no query)."""
    return regime(case.regime).stage(case.stage)


def holder_words(case: Case) -> str:
    """Return whose turn it is, by name where an office has one."""
    holder = stage_of(case).holder
    if holder is Holder.INTAKE and case.intake is not None:
        return case.intake.name
    if holder is Holder.DEPARTMENT:
        return case.department.name
    return regime(case.regime).body.title if holder is Holder.LEAD else str(holder.label)


def turn_pill(case: Case, office: Organisation) -> Any:
    """Return whose turn it is: what waits for this very office, and how it ended, stand out as pills."""
    stage = stage_of(case)
    if stage.outcome:
        outcome = Outcome(stage.outcome)
        return pill(outcome.label, OUTCOME_TONES[outcome])
    return pill(_("Cơ quan này"), "wait") if is_waiting_for(case, office) else holder_words(case)


def is_waiting_for(case: Case, office: Organisation) -> bool:
    """Tell whether the turn is this very office's."""
    own = {Holder.INTAKE: case.intake_id, Holder.DEPARTMENT: case.department_id}
    return own.get(stage_of(case).holder) == office.pk


def due_pill(case: Case, today: dt.date) -> Any:
    """Return the due day; late and soon stand out. "–" where no day is known."""
    if case.due_on is None or not case.is_open:
        return "–"
    shown = vn_date(case.due_on)
    if case.due_on < today:
        return pill(_("Quá hạn %(day)s") % {"day": shown}, "bad")
    return pill(shown, "wait") if case.due_on <= today + AHEAD else shown


def link(wanted: CaseFilter, **changes: str) -> str:
    """Return the address part that keeps what is filtered and changes some of it; "" drops a part."""
    values = {**asdict(wanted), **changes}
    if values["sort"] == "turn":
        values["sort"] = ""
    return "?" + urlencode({key: value for key, value in values.items() if value})


def tiles_of(totals: Totals, wanted: CaseFilter) -> list[dict[str, Any]]:
    """Return the figures above the table; each leads to its registrations, the chosen one back to all."""
    mine, late = wanted.holder == MINE, bool(wanted.overdue)
    first = [
        _tile(
            _("Việc của cơ quan này"), totals.mine, link(wanted, holder="" if mine else MINE, stage=""), mine
        ),
        _tile(_("Quá hạn"), totals.overdue, link(wanted, overdue="" if late else "1", stage=""), late),
    ]
    return [*first, *(_stage_tile(one.regime, one.stage, one.count, wanted) for one in totals.stages)]


def _stage_tile(name: str, stage: str, count: int, wanted: CaseFilter) -> dict[str, Any]:
    key = f"{name}:{stage}"
    active = wanted.stage == key
    law = regime(name)
    url = link(wanted, stage="" if active else key, holder="", overdue="")
    return {**_tile(law.stage(stage).title, count, url, active), "note": law.short_title}


def _tile(label: str, count: int, url: str, active: bool) -> dict[str, Any]:  # noqa: FBT001 (a pressed tile)
    return {"label": label, "count": count, "url": url, "active": active, "note": ""}


def case_table(
    office: Organisation,
    page: Page[Any],
    wanted: CaseFilter,
    places: tuple[Sequence[Organisation], Sequence[str]],
) -> dict[str, Any]:
    """Return one page of an office's registrations; ``places`` are the offices below it and the years known."""
    children, years = places
    today = timezone.localdate()
    return {
        "caption": _("Hồ sơ đăng ký"),
        "columns": [
            {"key": "name", "label": _("Trường"), "sortable": True},
            {"key": "year", "label": _("Năm học"), "css": "fit", "sortable": True},
            {"key": "wish", "label": _("Nguyện vọng")},
            {"key": "level", "label": _("Mức tự nhận"), "css": "fit"},
            {"key": "stage", "label": _("Bước")},
            {"key": "turn", "label": _("Đang chờ"), "sortable": True},
            {"key": "since", "label": _("Từ ngày"), "css": "fit", "sortable": True},
            {"key": "due", "label": _("Hạn"), "css": "fit", "sortable": True},
        ],
        "rows": [
            {
                "cells": _cells(row, office, today),
                "url": reverse("appraisals:case-office", args=[office.code, row.pk]),
            }
            for row in page.rows
        ],
        "sort": wanted.sort,
        "filters": _filters(wanted, children, years),
        "filtered": wanted.is_set,
        "page": page,
        "export_url": reverse("appraisals:case-export", args=[office.code]),
        "empty": {
            "title": _("Không có hồ sơ nào"),
            "text": _("Bỏ bớt điều kiện lọc, hoặc chờ trường gửi hồ sơ đăng ký."),
            "icon": "clipboard-list",
        },
    }


def _cells(row: Case, office: Organisation, today: dt.date) -> dict[str, Any]:
    return {
        "name": row.school.name,
        "year": row.year,
        "wish": Wish(row.wish).label,
        "level": _("Mức %(level)s") % {"level": row.declared_level} if row.declared_level else "–",
        "stage": stage_of(row).title,
        "turn": turn_pill(row, office),
        "since": vn_date(timezone.localdate(row.stage_since)),
        "due": due_pill(row, today),
    }


def _filters(
    wanted: CaseFilter, children: Sequence[Organisation], years: Sequence[str]
) -> list[dict[str, Any]]:
    everything = ("", _("Tất cả"))
    stages = [
        (f"{law.id}:{one.id}", f"{law.short_title}: {one.title}") for law in regimes() for one in law.stages
    ]
    holders = [
        (MINE, _("Cơ quan này")),
        *((one.value, one.label) for one in Holder if one is not Holder.NOBODY),
    ]
    states = [("", _("Đang xử lý")), (CLOSED, _("Đã kết thúc")), (ALL, _("Tất cả"))]
    levels = [(one, _("Từ Mức %(level)s") % {"level": one}) for one in LEVELS]
    return [
        {"name": "q", "label": _("Tìm trường, số tiếp nhận"), "kind": "search", "value": wanted.q},
        _select("state", _("Tình trạng"), wanted.state, states),
        _select("stage", _("Bước"), wanted.stage, [everything, *stages]),
        _select("holder", _("Đang chờ"), wanted.holder, [everything, *holders]),
        _select("overdue", _("Hạn"), wanted.overdue, [everything, ("1", _("Quá hạn"))]),
        _select("year", _("Năm học"), wanted.year, [everything, *((one, one) for one in years)]),
        _select("wish", _("Nguyện vọng"), wanted.wish, [everything, *Wish.choices]),
        _select("level", _("Mức tự nhận"), wanted.level, [everything, *levels]),
        *(
            [_select("commune", _("Đơn vị quản lý"), wanted.commune,
                     [everything, *((one.code, one.name) for one in children)])]
            if children
            else []
        ),
    ]  # fmt: skip


def _select(name: str, label: str, value: str, options: Sequence[Any]) -> dict[str, Any]:
    return {"name": name, "label": label, "kind": "select", "value": value, "options": options}


def export_columns() -> list[str]:
    """Return the headings of the workbook."""
    return [
        _("TT"), _("Mã trường"), _("Trường"), _("Cơ quan nhận đầu tiên"), _("Năm học"), _("Quy định áp dụng"),
        _("Loại đăng ký"), _("Nguyện vọng"), _("Mức tự nhận"), _("Cấp độ đề nghị"), _("Mức độ đề nghị"),
        _("Số công văn"), _("Ngày công văn"), _("Số tiếp nhận"), _("Ngày tiếp nhận"), _("Bước"), _("Đang chờ"),
        _("Từ ngày"), _("Hạn"), _("Kết quả"), _("Ngày kết thúc"),
    ]  # fmt: skip


def export_row(index: int, row: Case) -> list[object]:
    """Return a line of the workbook."""
    return [
        index,
        row.school.code,
        row.school.name,
        (row.intake or row.department).name,
        row.year,
        regime(row.regime).short_title,
        str(CaseKind(row.kind).label),
        str(Wish(row.wish).label),
        row.declared_level or "",
        row.declared_grade or "",
        row.declared_degree or "",
        row.letter_number,
        vn_date(row.letter_date),
        row.number,
        vn_date(row.received_on),
        stage_of(row).title,
        holder_words(row) if row.is_open else "",
        vn_date(timezone.localdate(row.stage_since)),
        vn_date(row.due_on) if row.is_open else "",
        str(Outcome(row.outcome).label) if row.outcome else "",
        vn_date(timezone.localdate(row.closed_at)) if row.closed_at else "",
    ]
