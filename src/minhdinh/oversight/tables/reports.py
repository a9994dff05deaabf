"""What the pages of reports and requests list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.lib.text import vn_date
from minhdinh.oversight.domain.reports_paper import lines_of
from minhdinh.oversight.enums import ReportState
from minhdinh.oversight.models import DataRequest, OfficeReport, RequestedOffice

NEAR = 3  # days


def reports_table(code: str, reports: Iterable[OfficeReport]) -> dict[str, Any]:
    """Return the table of an office's reports of a year."""
    return {
        "caption": _("Báo cáo của cơ quan"),
        "columns": [
            {"key": "kind", "label": _("Báo cáo")},
            {"key": "number", "label": _("Số")},
            {"key": "dated", "label": _("Ngày")},
            {"key": "state", "label": _("Tình trạng")},
            {"key": "writer", "label": _("Người lập")},
        ],
        "rows": [{"cells": _report_cells(one), "url": report_url(code, one)} for one in reports],
        "empty": {"title": _("Chưa có báo cáo nào của năm học này"), "icon": "report"},
    }


def archive_table(code: str, page: Page[OfficeReport]) -> dict[str, Any]:
    """Return the table of what an office has issued: number, day, recipients."""
    return {
        "caption": _("Báo cáo đã ban hành"),
        "columns": [
            {"key": "number", "label": _("Số")},
            {"key": "dated", "label": _("Ngày")},
            {"key": "kind", "label": _("Báo cáo")},
            {"key": "year", "label": _("Năm học")},
            {"key": "recipients", "label": _("Nơi nhận")},
        ],
        "rows": [
            {
                "cells": {
                    **_report_cells(one),
                    "year": one.year,
                    "recipients": " ".join(lines_of(one.recipients)),
                },
                "url": report_url(code, one),
            }
            for one in page.rows
        ],
        "page": page,
        "empty": {"title": _("Chưa ban hành báo cáo nào"), "icon": "folder"},
    }


def report_url(code: str, report: OfficeReport) -> str:
    """Return the address of a report's page."""
    return reverse("oversight:report", args=[code, report.year, report.pk])


def waiting_words(due: dt.date) -> tuple[str, str]:
    """Return how long there is until a day, in words, and the tone of its pill."""
    left = (due - timezone.localdate()).days
    if left < 0:
        return _("quá hạn %(days)s ngày") % {"days": -left}, "bad"
    if left == 0:
        return _("hết hạn hôm nay"), "wait"
    return _("còn %(days)s ngày") % {"days": left}, "wait" if left <= NEAR else "edit"


def received_lines(rows: Iterable[RequestedOffice]) -> list[dict[str, Any]]:
    """Return requests to be answered, each with its countdown."""
    found = []
    for row in rows:
        words, tone = (_("đã trả lời"), "ok") if row.answered_at else waiting_words(row.request.due)
        found.append({"row": row, "request": row.request, "words": words, "tone": tone})
    return found


def asked_lines(rows: Iterable[DataRequest]) -> list[dict[str, Any]]:
    """Return requests that were made, with how many have answered."""
    found = []
    for one in rows:
        asked, answered = getattr(one, "asked", 0), getattr(one, "answered", 0)
        words, tone = (_("đã trả lời đủ"), "ok") if asked == answered else waiting_words(one.due)
        found.append({"request": one, "asked": asked, "answered": answered, "words": words, "tone": tone})
    return found


def _report_cells(report: OfficeReport) -> dict[str, str]:
    return {
        "kind": report.get_kind_display(),
        "number": report.number or "…",
        "dated": vn_date(report.dated),
        "state": str(ReportState(report.state).label),
        "writer": report.writer_name,
    }
