"""The legal library as pages show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from minhdinh.common.dates import TypedDay
from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.lib.text import vn_date
from minhdinh.standards.domain.legal_queries import Wanted
from minhdinh.standards.enums import LegalKind
from minhdinh.standards.models import LegalDocument
from minhdinh.standards.rules.legal_citations import Finding

AROUND = 60


def validity(document: LegalDocument, day: dt.date) -> dict[str, str]:
    """Return in words and tone whether a document holds on a day."""
    holds = document.in_force(day)
    if holds is None:
        return {"label": _("Chưa rõ hiệu lực"), "tone": "none"}
    if holds:
        return {"label": _("Còn hiệu lực"), "tone": "ok"}
    if document.effective_to and document.effective_to <= day:
        return {"label": _("Hết hiệu lực"), "tone": "bad"}
    return {"label": _("Chưa có hiệu lực"), "tone": "wait"}


def legal_table(
    page: Page[LegalDocument], wanted: Wanted, day: TypedDay, sets: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return the table of documents with its filters."""
    shown_on = wanted.day or dt.date.max
    every = ("", _("Tất cả"))
    return {
        "caption": _("Văn bản trong thư viện"),
        "columns": [
            {"key": "number", "label": _("Số, ký hiệu")},
            {"key": "title", "label": _("Trích yếu")},
            {"key": "issued", "label": _("Ngày ban hành"), "css": "fit"},
            {"key": "validity", "label": _("Hiệu lực"), "css": "fit"},
        ],
        "rows": [_row(document, shown_on) for document in page.rows],
        "filters": [
            {"name": "q", "label": _("Tìm số, trích yếu, nơi ban hành"), "kind": "search", "value": wanted.words},
            {"name": "kind", "label": _("Loại"), "kind": "select", "value": wanted.kind, "options": [every, *((kind.value, kind.label) for kind in LegalKind)]},
            {"name": "set", "label": _("Bộ tiêu chuẩn"), "kind": "select", "value": wanted.set_id, "options": [every, *sets]},
            {"name": "validity", "label": _("Hiệu lực"), "kind": "select", "value": wanted.validity, "options": [every, ("yes", _("Còn hiệu lực")), ("no", _("Hết hiệu lực"))]},
            {"name": "day", "label": _("Vào ngày"), "kind": "date", "value": day.shown, "error": day.problem},
        ],
        "filtered": any((wanted.words, wanted.kind, wanted.set_id, wanted.validity, day.shown)),
        "page": page,
        "empty": {
            "title": _("Không có văn bản nào như vậy"),
            "text": _("Thử bớt chữ, hoặc tìm không dấu theo số văn bản."),
            "icon": "books",
        },
    }  # fmt: skip


def _row(document: LegalDocument, day: dt.date) -> dict[str, Any]:
    holds = validity(document, day)
    return {
        "url": reverse("standards:legal-document", args=[document.pk]),
        "cells": {
            "number": f"{document.get_kind_display()} {document.number}",
            "title": _title(document),
            "issued": vn_date(document.issued_on) or _("chưa rõ"),
            "validity": pill(holds["label"], holds["tone"]),
        },
    }


def _title(document: LegalDocument) -> SafeString | str:
    by = document.office.name if document.office else document.issuer
    if not by:
        return document.title
    return format_html('<div>{}<div class="text-secondary">{}</div></div>', document.title, by)


def finding_views(text: str, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return the findings with the words around their place."""
    return [
        {
            "message": one.message,
            "tone": "wait" if one.mild else "bad",
            "before": _cut(text[max(0, one.start - AROUND) : one.start], start=one.start > AROUND),
            "place": text[one.start : one.end],
            "after": _cut(text[one.end : one.end + AROUND], end=one.end + AROUND < len(text)),
        }
        for one in findings
    ]


def _cut(words: str, *, start: bool = False, end: bool = False) -> str:
    return f"{'…' if start else ''}{words}{'…' if end else ''}"
