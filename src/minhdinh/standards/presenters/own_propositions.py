"""Own propositions as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.standards.domain.own_propositions import as_proposition
from minhdinh.standards.models import OwnProposition
from minhdinh.standards.suggestions import Proposition, SlotInput
from minhdinh.standards.suggestions.locking import kind_name
from minhdinh.standards.suggestions.sentences import fill

LETTERS = {
    SlotInput.NUMBER: "12",
    SlotInput.PERCENT: "95%",
    SlotInput.DATE: "15/10/2026",
    SlotInput.SCHOOL_YEAR: "2026-2027",
    SlotInput.YEARS: "2026-2030",
    SlotInput.TIME: "học kỳ I năm học 2026-2027",
}


def own_table(
    page: Page[OwnProposition], sets: Mapping[str, str], *, code: str, side: str, set_id: str
) -> dict[str, Any]:
    """Return the table of an owner's propositions with its filter by set."""
    return {
        "caption": _("Mệnh đề riêng"),
        "columns": [
            {"key": "requirement", "label": _("Yêu cầu"), "css": "fit"},
            {"key": "text", "label": _("Mệnh đề")},
            {"key": "group", "label": _("Nhóm"), "css": "fit"},
            {"key": "set", "label": _("Bộ tiêu chuẩn")},
            {"key": "state", "label": _("Trạng thái"), "css": "fit"},
        ],
        "rows": [_row(row, sets, code, side) for row in page.rows],
        "filters": [
            {
                "name": "bo",
                "label": _("Bộ tiêu chuẩn"),
                "kind": "select",
                "value": set_id,
                "options": [("", _("Tất cả")), *sets.items()],
            }
        ],
        "filtered": bool(set_id),
        "page": page,
        "empty": {
            "title": _("Chưa có mệnh đề riêng"),
            "text": _("Thêm mệnh đề khi đơn vị có việc làm mà thư viện chung chưa nêu."),
            "icon": "bulb",
        },
    }


def _row(row: OwnProposition, sets: Mapping[str, str], code: str, side: str) -> dict[str, Any]:
    state = pill(_("Đang dùng"), "ok") if row.active else pill(_("Ngừng dùng"), "none")
    return {
        "cells": {
            "requirement": row.requirement,
            "text": row.text,
            "group": row.get_group_display(),
            "set": sets.get(row.set_id, row.set_id),
            "state": format_html("{} {}", state, _("bản %(version)s") % {"version": row.version}),
        },
        "url": reverse(f"standards:own-{side}-edit", args=[code, row.pk]),
    }


def above_views(rows: list[OwnProposition]) -> list[dict[str, str]]:
    """Return the propositions of offices above, each with its source."""
    return [
        {
            "requirement": row.requirement,
            "text": row.text,
            "source": row.owner.name,
            "group": row.get_group_display(),
        }
        for row in rows
    ]


def preview(row: OwnProposition) -> dict[str, Any]:
    """Return a proposition as it will read: its sentences with examples, its slots and its proof in words."""
    found = as_proposition(row)
    return {
        "sentences": [fill(one.text, examples(found)) for one in found.wordings],
        "slots": [slot.label for slot in found.slots],
        "all": [kind_name(kind) for kind in found.proof.all],
        "any": [kind_name(kind) for kind in found.proof.any],
        "dates": found.proof.dates,
    }


def examples(proposition: Proposition) -> dict[str, str]:
    """Return an example for every slot: a figure or a day, for words the label in brackets."""
    return {slot.name: LETTERS.get(slot.input, f"[{slot.label}]") for slot in proposition.slots}
