from __future__ import annotations

from typing import Any

from django.db import transaction
from django_q.tasks import async_task

from minhdinh.access.actor import Actor
from minhdinh.common.problems import NotAllowed
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import runner_of


def start_job(*, actor: Actor, kind: str, title: str, **params: Any) -> Job:
    """Queue a job of ``kind`` with JSON-able ``params``; it is handed to a worker after the commit.

    The verb that the job calls checks the permission itself; this only records whose job it is.
    """
    runner_of(kind)
    job = Job.objects.create(
        kind=kind, title=title[:200], organisation_id=actor.organisation_id, owner_id=actor.user_id, params=params
    )
    transaction.on_commit(lambda: async_task("minhdinh.jobs.tasks.run_job", job.pk, task_name=f"job-{job.pk}"))
    return job


def cancel_job(*, actor: Actor, job: Job) -> None:
    """Ask a job to stop; only its owner may. A running one stops at its next step."""
    if job.owner_id != actor.user_id:
        raise NotAllowed("Chỉ người bắt đầu mới hủy được việc này.")
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
