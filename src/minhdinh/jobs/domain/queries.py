from __future__ import annotations

from minhdinh.jobs.models import Job


def job_of(*, user_id: int, job_id: int) -> Job | None:
    """Return a person's own job, or None."""
    return Job.objects.filter(pk=job_id, owner_id=user_id).first()
