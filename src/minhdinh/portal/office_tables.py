"""The table of an office's decided registrations: which final reports everybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.appraisals.models import Case
from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.office_queries import HIDDEN, SHOWN, DecidedFilter
from minhdinh.portal.models import PublishedEvaluation


def decided_table(
    office: Organisation,
    page: Page[Case],
    publications: Mapping[int, PublishedEvaluation],
    wanted: DecidedFilter,
) -> dict[str, Any]:
    """Return one page of decided registrations, what ended last first; each leads to what would be shown of it."""
    return {
        "caption": _("Hồ sơ đã có quyết định công nhận"),
        "columns": [
            {"key": "school", "label": _("Trường")},
            {"key": "year", "label": _("Năm học"), "css": "fit"},
            {"key": "ended", "label": _("Kết thúc ngày"), "css": "fit"},
            {"key": "public", "label": _("Công khai")},
        ],
        "rows": [
            {
                "cells": _cells(row, publications.get(row.pk)),
                "url": reverse("portal:office-publishing-one", args=[office.code, row.pk]),
            }
            for row in page.rows
        ],
        "filters": _filters(wanted),
        "filtered": wanted.is_set,
        "page": page,
        "empty": {
            "title": _("Chưa có báo cáo nào để công bố"),
            "text": _(
                "Hồ sơ đăng ký kết thúc bằng quyết định công nhận thì báo cáo hoàn thiện của hồ sơ hiện ở đây."
            ),
            "icon": "world",
        },
    }


def _cells(case: Case, published: PublishedEvaluation | None) -> dict[str, Any]:
    shown = pill(_("Không công bố"), "none")
    if published is not None:
        day = vn_date(timezone.localdate(published.published_at))
        shown = pill(_("Công bố ngày %(day)s") % {"day": day}, "ok")
    return {
        "school": case.school.name,
        "year": case.year,
        "ended": vn_date(timezone.localdate(case.closed_at)) if case.closed_at else "–",
        "public": shown,
    }


def _filters(wanted: DecidedFilter) -> list[dict[str, Any]]:
    choices = [("", _("Tất cả")), (SHOWN, _("Đang công bố")), (HIDDEN, _("Không công bố"))]
    return [
        {"name": "q", "label": _("Tên trường"), "kind": "search", "value": wanted.q},
        {"name": "public", "label": _("Công khai"), "kind": "select", "value": wanted.public, "options": choices},
    ]  # fmt: skip
