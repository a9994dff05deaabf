from collections.abc import Callable

from minhdinh.jobs.domain.queries import job_numbered, job_of, jobs_of
from minhdinh.jobs.models import Job
from tests.factories import World


def test_everybody_sees_the_own_jobs_only(world: World, job: Callable[..., Job]) -> None:
    mine, theirs = job(), job(owner=world.colleague)
    newer = job()
    assert list(jobs_of(world.owner.pk)) == [newer, mine]
    assert job_of(user_id=world.owner.pk, job_id=mine.pk) == mine
    assert job_of(user_id=world.owner.pk, job_id=theirs.pk) is None


def test_by_number(job: Callable[..., Job]) -> None:
    one = job()
    assert job_numbered(one.pk) == one
    assert job_numbered(None) is None
    assert job_numbered(one.pk + 1) is None
