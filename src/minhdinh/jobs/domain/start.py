"""Starting and stopping jobs."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from minhdinh.access.actor import Actor
from minhdinh.common.problems import NotAllowed
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import runner_of


def start_job(*, actor: Actor, kind: str, title: str, **params: Any) -> Job:
    """Queue a job of ``kind`` with JSON-able ``params``; it is handed to a worker after the commit.

    The verb that the job calls checks the permission itself; this only records whose job it is.
    """
    runner_of(kind)
    job = Job.objects.create(
        kind=kind,
        title=title[:200],
        organisation_id=actor.organisation_id,
        owner_id=actor.user_id,
        params=params,
    )
    transaction.on_commit(lambda: deliver(job.pk))
    return job


def deliver(job_id: int) -> None:
    """Hand a queued job to whichever worker is free."""
    async_task("minhdinh.jobs.tasks.run_job", job_id, task_name=f"job-{job_id}")


def cancel_job(*, actor: Actor, job: Job) -> None:
    """Ask a job to stop; only its owner may. A queued one ends at once, a running one at its next step."""
    if job.owner_id != actor.user_id:
        raise NotAllowed("Chỉ người bắt đầu mới hủy được việc này.")
    queued = Job.objects.filter(pk=job.pk, status=JobStatus.QUEUED)
    ended = queued.update(
        status=JobStatus.CANCELLED, message="Đã hủy trước khi chạy.", finished_at=timezone.now()
    )
    if not ended:
        Job.objects.filter(pk=job.pk).update(cancel_requested=True)
