import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from minhdinh.jobs.domain.lease import MAX_ATTEMPTS, take_lease
from minhdinh.jobs.domain.sweep import GIVEN_UP, UNDELIVERED, requeue_expired
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job

Make = Callable[..., Job]


def past(minutes: int = 5) -> dt.datetime:
    return timezone.now() - dt.timedelta(minutes=minutes)


def test_a_job_whose_worker_died_runs_again(job: Make, counting: list[int]) -> None:
    one = job(status=JobStatus.RUNNING, lease_holder="dead", lease_until=past(), attempts=1, done_count=2)
    assert requeue_expired() == 1
    one.refresh_from_db()
    assert (one.status, one.attempts) == (JobStatus.DONE, 2)
    assert counting == [1, 2, 3]


def test_a_job_that_is_being_run_is_left_alone(job: Make, counting: list[int]) -> None:
    one = job()
    assert take_lease(one.pk)
    assert requeue_expired() == 0
    assert counting == []


def test_after_too_many_attempts_it_is_given_up(job: Make, counting: list[int]) -> None:
    one = job(status=JobStatus.RUNNING, lease_until=past(), attempts=MAX_ATTEMPTS)
    assert requeue_expired() == 0
    one.refresh_from_db()
    assert (one.status, one.message, counting) == (JobStatus.FAILED, GIVEN_UP, [])
    assert one.finished_at is not None


def test_a_job_that_was_never_delivered_is_delivered(job: Make, counting: list[int]) -> None:
    one = job()
    assert requeue_expired() == 0
    Job.objects.filter(pk=one.pk).update(updated_at=timezone.now() - UNDELIVERED - dt.timedelta(seconds=1))
    assert requeue_expired() == 1
    assert counting == [1, 2, 3]


@pytest.mark.parametrize("status", [JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED])
def test_what_is_over_stays_over(job: Make, counting: list[int], status: JobStatus) -> None:
    job(status=status, lease_until=past())
    assert requeue_expired() == 0
    assert counting == []


def test_sweeping_twice_delivers_once(job: Make, counting: list[int]) -> None:
    job(status=JobStatus.RUNNING, lease_until=past(), attempts=1)
    assert [requeue_expired(), requeue_expired()] == [1, 0]
    assert counting == [1, 2, 3]
