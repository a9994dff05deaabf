"""The table of a person's jobs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill, vn_datetime
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job

TONES = {
    JobStatus.QUEUED: "none",
    JobStatus.RUNNING: "wait",
    JobStatus.DONE: "ok",
    JobStatus.FAILED: "bad",
    JobStatus.CANCELLED: "none",
}


def jobs_table(page: Page[Job]) -> dict[str, Any]:
    """Return the table of one page of jobs."""
    return {
        "caption": _("Việc chạy nền của tôi"),
        "columns": [
            {"key": "title", "label": _("Việc")},
            {"key": "status", "label": _("Tình trạng"), "css": "fit"},
            {"key": "message", "label": _("Kết quả")},
            {"key": "started", "label": _("Bắt đầu"), "css": "fit"},
        ],
        "rows": [_row(job) for job in page.rows],
        "page": page,
        "empty": {
            "title": _("Chưa có việc nào"),
            "text": _("Nhập tệp lớn, xuất biểu mẫu dài… chạy ở đây trong lúc Thầy/Cô làm việc khác."),
        },
    }


def _row(job: Job) -> dict[str, Any]:
    return {
        "url": reverse("jobs:page", kwargs={"job_id": job.pk}),
        "cells": {
            "title": job.title,
            "status": pill(job.get_status_display(), TONES[JobStatus(job.status)]),
            "message": job.message,
            "started": vn_datetime(job.created_at),
        },
    }
