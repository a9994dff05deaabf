"""The lease of a running job: taken by one UPDATE, renewed by a heartbeat, given back at the end."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db.models import F, Q
from django.utils import timezone

from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job

LEASE = dt.timedelta(seconds=90)
MAX_ATTEMPTS = 3


def take_lease(job_id: int) -> str | None:
    """Return a holder's key if this process may run the job now, None where another does or it is over."""
    holder = secrets.token_hex(16)
    now = timezone.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    taken = (
        Job.objects.filter(free, pk=job_id, status__in=[JobStatus.QUEUED, JobStatus.RUNNING])
        .filter(attempts__lt=MAX_ATTEMPTS)
        .update(
            lease_holder=holder, lease_until=now + LEASE, status=JobStatus.RUNNING, attempts=F("attempts") + 1
        )
    )
    return holder if taken else None


def renew_lease(job_id: int, holder: str) -> bool:
    """Prolong the lease; False where it was lost."""
    return bool(Job.objects.filter(pk=job_id, lease_holder=holder).update(lease_until=timezone.now() + LEASE))


def finish(job_id: int, holder: str, status: JobStatus, message: str, result: dict[str, object]) -> bool:
    """Write the end of a job, if this holder still holds it."""
    return bool(
        Job.objects.filter(pk=job_id, lease_holder=holder).update(
            status=status, message=message[:500], result=result, lease_until=None, finished_at=timezone.now()
        )
    )
