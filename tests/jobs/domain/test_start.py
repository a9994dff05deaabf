from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from minhdinh.common.problems import NotAllowed
from minhdinh.jobs.domain.start import cancel_job, start_job
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from tests.factories import World, acting

Make = Callable[..., Job]


def started(world: World, **params: Any) -> Job:
    actor = acting(world.owner, world.school)
    return start_job(actor=actor, kind="count", title="Đếm", **{"to": 2, **params})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_it_runs_after_the_commit_only(world: World, counting: list[int]) -> None:
    with transaction.atomic():
        job = started(world)
        assert counting == []
    assert counting == [1, 2]
    job.refresh_from_db()
    assert (job.status, job.owner, job.organisation_id) == (JobStatus.DONE, world.owner, world.school.pk)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_rolled_back_never_runs(world: World, counting: list[int]) -> None:
    with transaction.atomic():
        started(world)
        transaction.set_rollback(True)
    assert counting == []
    assert not Job.objects.exists()


def test_an_unknown_kind_is_refused_at_once(world: World) -> None:
    with pytest.raises(KeyError):
        start_job(actor=acting(world.owner, world.school), kind="unknown", title="x")
    assert not Job.objects.exists()


def test_a_long_title_is_cut(world: World, counting: list[int]) -> None:
    job = start_job(actor=acting(world.owner, world.school), kind="count", title="x" * 300, to=1)
    assert len(job.title) == 200


def test_a_queued_job_is_cancelled_at_once(world: World, job: Make) -> None:
    one = job()
    cancel_job(actor=acting(world.owner, world.school), job=one)
    one.refresh_from_db()
    assert one.status == JobStatus.CANCELLED
    assert one.finished_at is not None


def test_a_running_job_is_asked_to_stop(world: World, job: Make) -> None:
    one = job(status=JobStatus.RUNNING)
    cancel_job(actor=acting(world.owner, world.school), job=one)
    one.refresh_from_db()
    assert (one.status, one.cancel_requested) == (JobStatus.RUNNING, True)


def test_only_its_owner_cancels(world: World, job: Make) -> None:
    one = job()
    with pytest.raises(NotAllowed):
        cancel_job(actor=acting(world.colleague, world.school), job=one)
    one.refresh_from_db()
    assert one.status == JobStatus.QUEUED
