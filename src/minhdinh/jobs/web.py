"""A job as the component ``common/components/job.html`` shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job

STATES = {JobStatus.QUEUED: "waiting"}


def job_card(job: Job) -> dict[str, Any]:
    """Return the component's ``job``. A finished kind may put ``result_url`` and ``result_label`` into its result."""
    return {
        "state": STATES.get(JobStatus(job.status), job.status),
        "percent": job.percent if job.total_count else None,
        "message": job.message or ("" if job.is_over else job.title),
        "url": reverse("jobs:progress", kwargs={"job_id": job.pk}),
        "cancel_url": "" if job.is_over else reverse("jobs:cancel", kwargs={"job_id": job.pk}),
        "result_url": str(job.result.get("result_url", "")),
        "result_label": str(job.result.get("result_label", "")),
    }
