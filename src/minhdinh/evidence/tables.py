"""The list of evidence as columns and cells: the screen and the Excel file share them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.evidence.domain.listing import Serving, in_order
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue import evidence_kinds

TONES = {
    Status.PENDING: "wait",
    Status.VERIFIED: "ok",
    Status.REJECTED: "bad",
    Status.EXPIRED: "bad",
    Status.MISSING: "none",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``text`` gives its cell in plain words; ``sort`` is the sort that its head offers."""

    key: str
    label: Any
    text: Callable[[EvidenceItem, Serving], str]
    sort: str = ""
    css: str = ""
    width: int = 16


def kind_name(kind_id: str) -> str:
    """Return the name of a kind in words; the id itself where the catalogue no longer has it."""
    kind = evidence_kinds().get(kind_id)
    return kind.name if kind else kind_id


def kept_in(item: EvidenceItem) -> str:
    """Return where an item is kept, in a few words: its files, its link and the place of its papers together."""
    parts = [_("Đường dẫn")] if item.link else []
    if item.file_count and not item.sensitive:
        parts.insert(0, ngettext("%(n)d tệp", "%(n)d tệp", item.file_count) % {"n": item.file_count})
    return ", ".join([*parts, item.place] if item.place else parts)


def number_and_date(item: EvidenceItem) -> str:
    """Return number and date of a paper as the catalogue prints them."""
    return ", ".join(part for part in (item.number, vn_date(item.issued_on)) if part)


def criteria_of(item: EvidenceItem, served: Serving) -> str:
    """Return the criteria that an item is rooted in or serves this year."""
    return ", ".join(in_order({*served.criteria.get(item.pk, ()), item.root_criterion} - {""}))


def status_of(item: EvidenceItem) -> Status:
    """Return the status that a query of the list put on the item."""
    return Status(item.shown_status)  # type: ignore[attr-defined]


COLUMNS = (
    Column("code", gettext_lazy("Mã"), lambda item, _served: item.label, "code", "fit", 14),
    Column("name", gettext_lazy("Tên minh chứng"), lambda item, _served: item.name, "name", "stack", 60),
    Column("kind", gettext_lazy("Loại"), lambda item, _served: kind_name(item.kind), width=28),
    Column(
        "issued", gettext_lazy("Số, ngày"), lambda item, _served: number_and_date(item), "issued", width=26
    ),
    Column("criteria", gettext_lazy("Tiêu chí"), criteria_of),
    Column("kept", gettext_lazy("Nơi lưu"), lambda item, _served: kept_in(item)),
    Column(
        "cited",
        gettext_lazy("Trích dẫn"),
        lambda item, served: str(served.citations.get(item.pk, 0)),
        css="num",
        width=10,
    ),
    Column(
        "status",
        gettext_lazy("Tình trạng"),
        lambda item, _served: str(status_of(item).label),
        css="fit",
        width=22,
    ),
)


def screen_columns() -> list[dict[str, Any]]:
    """Return the columns in the shape of the table component; the kind stands below the name there."""
    return [
        {
            "key": column.sort or column.key,
            "label": column.label,
            "sortable": bool(column.sort),
            "css": column.css,
        }
        for column in COLUMNS
        if column.key != "kind"
    ]


def screen_row(item: EvidenceItem, served: Serving, url: str) -> dict[str, Any]:
    """Return an item as a row of the table component."""
    cells: dict[str, Any] = {column.sort or column.key: column.text(item, served) for column in COLUMNS}
    status = status_of(item)
    cells["status"] = pill(status.label, TONES[status])
    below = format_html('<br><small class="text-secondary">{}</small>', cells["kind"]) if item.kind else ""
    cells["name"] = format_html("{}{}", item.name, below)
    return {"url": url, "cells": cells}


def plain_rows(items: Sequence[EvidenceItem], served: Serving) -> list[list[str]]:
    """Return the rows as plain words, in the order of the columns."""
    return [[column.text(item, served) for column in COLUMNS] for item in items]
