"""Jobs whose worker died: run again, or given up after too many attempts."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from minhdinh.jobs.domain.lease import MAX_ATTEMPTS
from minhdinh.jobs.domain.start import deliver
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job

UNDELIVERED = dt.timedelta(minutes=5)
GIVEN_UP = "Việc đã dừng giữa chừng nhiều lần nên không chạy lại nữa; dữ liệu đã lưu không đổi."


def requeue_expired() -> int:
    """Deliver again every job that nobody runs any more and return how many.

    That is: running with a lease that has run out, or queued for minutes without ever being taken (the server died
    between the commit and the delivery). Safe to call at any time from any process: a job that is delivered twice is
    run once, because the second delivery does not get the lease. Called at the start of the worker and each minute.
    """
    now = timezone.now()
    _expired(now).filter(attempts__gte=MAX_ATTEMPTS).update(
        status=JobStatus.FAILED, message=GIVEN_UP, lease_until=None, finished_at=now
    )
    lost = Q(status=JobStatus.QUEUED, lease_until__isnull=True, updated_at__lt=now - UNDELIVERED)
    waiting = list((_expired(now) | Job.objects.filter(lost)).values_list("pk", flat=True))
    for job_id in waiting:
        taken = (_expired(now) | Job.objects.filter(lost)).filter(pk=job_id)
        if taken.update(status=JobStatus.QUEUED, lease_until=None, lease_holder="", updated_at=now):
            deliver(job_id)
    return len(waiting)


def _expired(now: dt.datetime) -> QuerySet[Job]:
    return Job.objects.filter(status=JobStatus.RUNNING, lease_until__lt=now)
