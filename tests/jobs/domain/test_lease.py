import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from minhdinh.jobs.domain.lease import LEASE, MAX_ATTEMPTS, finish, renew_lease, take_lease
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job

Make = Callable[..., Job]


def past(minutes: int = 5) -> dt.datetime:
    return timezone.now() - dt.timedelta(minutes=minutes)


def test_one_worker_gets_the_job(job: Make) -> None:
    one = job()
    holder = take_lease(one.pk)
    assert holder
    assert take_lease(one.pk) is None
    one.refresh_from_db()
    assert (one.status, one.attempts, one.lease_holder) == (JobStatus.RUNNING, 1, holder)
    assert one.lease_until is not None
    assert timezone.now() < one.lease_until <= timezone.now() + LEASE


def test_a_lease_that_ran_out_is_free_again(job: Make) -> None:
    one = job(status=JobStatus.RUNNING, lease_holder="old", lease_until=past(), attempts=1)
    assert take_lease(one.pk)
    assert not renew_lease(one.pk, "old")
    one.refresh_from_db()
    assert one.attempts == 2


@pytest.mark.parametrize("status", [JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED])
def test_what_is_over_is_not_run_again(job: Make, status: JobStatus) -> None:
    assert take_lease(job(status=status).pk) is None


def test_not_more_often_than_allowed(job: Make) -> None:
    assert take_lease(job(attempts=MAX_ATTEMPTS).pk) is None


def test_a_job_that_is_not_there(world: object) -> None:
    assert take_lease(12345) is None


def test_renewing_prolongs_only_ones_own_lease(job: Make) -> None:
    one = job()
    holder = take_lease(one.pk) or ""
    Job.objects.filter(pk=one.pk).update(lease_until=past())
    assert renew_lease(one.pk, holder)
    one.refresh_from_db()
    assert one.lease_until is not None
    assert one.lease_until > timezone.now()
    assert not renew_lease(one.pk, "somebody else")


def test_only_the_holder_writes_the_end(job: Make) -> None:
    one = job()
    holder = take_lease(one.pk) or ""
    assert not finish(one.pk, "somebody else", JobStatus.FAILED, "x", {})
    assert finish(one.pk, holder, JobStatus.DONE, "Xong." * 200, {"a": 1})
    one.refresh_from_db()
    assert (one.status, one.result, len(one.message)) == (JobStatus.DONE, {"a": 1}, 500)
    assert one.lease_until is None
    assert one.finished_at is not None
