"""Reads of jobs."""

from __future__ import annotations

from django.db.models import QuerySet

from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job


def job_of(*, user_id: int, job_id: int) -> Job | None:
    """Return a person's own job, or None."""
    return Job.objects.filter(pk=job_id, owner_id=user_id).first()


def jobs_of(user_id: int) -> QuerySet[Job]:
    """Return what a person has started, newest first."""
    return Job.objects.filter(owner_id=user_id).order_by("-id")


def job_numbered(job_id: int | None) -> Job | None:
    """Return a job for a caller that has checked whose it is, or None."""
    return Job.objects.filter(pk=job_id).first() if job_id else None


def job_under_way(kind: str, organisation_id: int) -> Job | None:
    """Return the job of this kind that an organisation has waiting or running, the newest; None where there is none."""
    going = Job.objects.filter(kind=kind, organisation_id=organisation_id)
    return going.filter(status__in=[JobStatus.QUEUED, JobStatus.RUNNING]).order_by("-id").first()
