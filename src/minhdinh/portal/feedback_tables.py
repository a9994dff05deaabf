"""The table of what people outside wrote, and the figures above it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill, vn_date
from minhdinh.portal.enums import FEEDBACK_TONES, FeedbackState, FeedbackTopic
from minhdinh.portal.models import Feedback

LONGEST_SHOWN = 120


def tiles_of(counts: Mapping[str, int], chosen: str) -> list[dict[str, Any]]:
    """Return how many wait, are answered and closed; each leads to its rows, the chosen one back to all."""
    return [
        {
            "label": one.label,
            "count": counts[one.value],
            "active": one == chosen,
            "url": "?" if one == chosen else f"?state={one.value}",
        }
        for one in FeedbackState
    ]


def feedback_table(page: Page[Feedback], state: str) -> dict[str, Any]:
    """Return one page of what was written, newest first."""
    return {
        "caption": _("Góp ý của người dân"),
        "columns": [
            {"key": "body", "label": _("Nội dung")},
            {"key": "school", "label": _("Trường")},
            {"key": "topic", "label": _("Về việc")},
            {"key": "sent", "label": _("Ngày gửi"), "css": "fit"},
            {"key": "state", "label": _("Tình trạng"), "css": "fit"},
        ],
        "rows": [
            {"cells": _cells(row), "url": reverse("portal:feedback", args=[row.school.code, row.pk])}
            for row in page.rows
        ],
        "filtered": bool(state),
        "page": page,
        "empty": {
            "title": _("Chưa có góp ý nào"),
            "text": _("Người dân góp ý ở trang công khai của từng trường; góp ý gửi đến hiện ở đây."),
            "icon": "messages",
        },
    }


def _cells(row: Feedback) -> dict[str, Any]:
    state = FeedbackState(row.state)
    words = " ".join(row.body.split())
    return {
        "body": words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip()}…",
        "school": row.school.name,
        "topic": FeedbackTopic(row.topic).label,
        "sent": vn_date(row.created_at),
        "state": pill(state.label, FEEDBACK_TONES[state]),
    }
