"""What is collected, as a table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.evidence.enums import CollectingState
from minhdinh.evidence.models import Collecting
from minhdinh.lib.text import vn_date

TONES = {CollectingState.COLLECTING: "wait", CollectingState.HAVE: "ok", CollectingState.LOST: "bad"}


def columns() -> list[dict[str, Any]]:
    """Return the columns in the shape of the table component."""
    return [
        {"key": "what", "label": _("Cần thu thập")},
        {"key": "criterion", "label": _("Tiêu chí"), "css": "fit"},
        {"key": "collector", "label": _("Người thu thập")},
        {"key": "keeper", "label": _("Người lưu giữ")},
        {"key": "days", "label": _("Thời gian"), "css": "fit"},
        {"key": "state", "label": _("Tình trạng"), "css": "fit"},
    ]


def row_of(row: Collecting, url: str, day: dt.date) -> dict[str, Any]:
    """Return one collecting as a row; below the words stands the item where there is one."""
    below = format_html('<br><small class="text-secondary">{}</small>', row.item.label) if row.item else ""
    cells = {
        "what": format_html("{}{}", row.what, below),
        "criterion": row.requirement or row.criterion,
        "collector": row.collector.full_name,
        "keeper": row.keeper.full_name if row.keeper else "",
        "days": days_of(row),
        "state": state_pill(row, day),
    }
    return {"url": url, "cells": cells}


def days_of(row: Collecting) -> str:
    """Return from when to when, in words."""
    if row.starts_on and row.due_on:
        return f"{vn_date(row.starts_on)} – {vn_date(row.due_on)}"
    if row.due_on:
        return _("đến %(day)s") % {"day": vn_date(row.due_on)}
    return _("từ %(day)s") % {"day": vn_date(row.starts_on)} if row.starts_on else ""


def is_late(row: Collecting, day: dt.date) -> bool:
    """Tell whether a row is still collected after its last day."""
    return row.state == CollectingState.COLLECTING and row.due_on is not None and row.due_on < day


def state_pill(row: Collecting, day: dt.date) -> str:
    """Return the state as a pill; what is late says so."""
    if is_late(row, day):
        return pill(_("Quá hạn"), "bad")
    state = CollectingState(row.state)
    return pill(state.label, TONES[state])
