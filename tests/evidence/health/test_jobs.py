"""The round as a job: once at a time, by who may, and by itself each week."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotAllowed
from minhdinh.evidence.health.jobs import JOB_KIND, run_round, start_due_rounds, start_round
from minhdinh.evidence.health.round import last_round
from minhdinh.evidence.models import StoreCheck
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import runner_of
from tests.evidence.factories import House, make_file, make_house, make_item

pytestmark = pytest.mark.django_db


class Told:
    """Counts what a job tells."""

    def __init__(self) -> None:
        self.expected, self.done = 0, 0

    def total(self, count: int) -> None:
        self.expected = count

    def advance(self, message: str = "", steps: int = 1) -> None:
        self.done += steps


def test_a_round_is_started_once_at_a_time(house: House, secretary: Actor) -> None:
    first = start_round(actor=secretary, school_id=house.school.pk)
    assert start_round(actor=secretary, school_id=house.school.pk) == first
    Job.objects.filter(pk=first.pk).update(status=JobStatus.DONE)
    assert start_round(actor=secretary, school_id=house.school.pk) != first


def test_only_who_manages_evidence_starts_one(house: House, member: Actor, contributor: Actor) -> None:
    for actor in (member, contributor):
        with pytest.raises(NotAllowed):
            start_round(actor=actor, school_id=house.school.pk)
    other = make_house("bac-ha")
    with pytest.raises(NotAllowed):
        start_round(actor=member, school_id=other.school.pk)
    assert not Job.objects.exists()


def test_the_job_reads_the_school_and_says_so(house: House) -> None:
    make_file(make_item(house))
    told = Told()
    assert runner_of(JOB_KIND) is run_round
    assert run_round(told, school_id=house.school.pk) == {
        "message": "Đã đọc 1 tệp, hỏi 0 đường dẫn: tệp nguyên vẹn."
    }
    assert told.expected == 1
    with scopes_disabled():
        assert last_round(house.school.pk) is not None


def test_a_week_later_it_is_due_again(house: House) -> None:
    make_house("trong")
    make_item(house)
    assert start_due_rounds() == 1
    job = Job.objects.get()
    assert (job.kind, job.organisation_id, job.owner_id) == (JOB_KIND, house.school.pk, None)
    Job.objects.update(status=JobStatus.DONE)
    with scopes_disabled():
        StoreCheck.objects.create(school=house.school, checked_at=timezone.now())
    assert start_due_rounds() == 0
    assert start_due_rounds(timezone.now() + dt.timedelta(days=8)) == 1
