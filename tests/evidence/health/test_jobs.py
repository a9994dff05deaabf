"""The round as a job: once at a time, by who may, and by itself each week."""

import datetime as dt
import os
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotAllowed
from minhdinh.config.management.commands import serve
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.health import links
from minhdinh.evidence.health.jobs import JOB_KIND, MOST_AT_ONCE, run_round, start_due_rounds, start_round
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
    Job.objects.update(status=JobStatus.DONE, created_at=timezone.now() - dt.timedelta(days=2))
    with scopes_disabled():
        StoreCheck.objects.create(school=house.school, checked_at=timezone.now())
    assert start_due_rounds() == 0
    assert start_due_rounds(timezone.now() + dt.timedelta(days=8)) == 1


def test_few_rounds_wait_at_a_time_and_those_longest_ago_come_first(house: House) -> None:
    make_item(house)
    now = timezone.now()
    others = [make_house(f"truong-{number}") for number in range(MOST_AT_ONCE + 2)]
    for days, other in enumerate(others, start=10):
        make_item(other)
        with scopes_disabled():
            StoreCheck.objects.create(school=other.school, checked_at=now - dt.timedelta(days=days))
    assert start_due_rounds() == MOST_AT_ONCE
    started = list(Job.objects.order_by("id").values_list("organisation_id", flat=True))
    oldest = [other.school.pk for other in reversed(others)]
    assert started == [house.school.pk, *oldest[: MOST_AT_ONCE - 1]]
    assert start_due_rounds() == 0, "as many as may wait do"
    Job.objects.update(status=JobStatus.FAILED)
    assert start_due_rounds() == 3, "those that failed today do not keep the others waiting"
    assert set(Job.objects.values_list("organisation_id", flat=True)) == {house.school.pk, *oldest}
    Job.objects.update(status=JobStatus.FAILED)
    assert start_due_rounds() == 0
    assert start_due_rounds(now + dt.timedelta(days=1, hours=1)) == MOST_AT_ONCE, "tomorrow again"


def test_a_round_that_ran_out_of_time_says_what_is_left(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_item(house, name="Trang tin", storage=Storage.LINK, link="https://vi-du.edu.vn/")
    monkeypatch.setattr(links, "MOST_SECONDS", 0)
    assert run_round(Told(), school_id=house.school.pk)["message"] == (
        "Đã đọc 0 tệp, hỏi 0 đường dẫn: tệp nguyên vẹn. Còn 1 đường dẫn sẽ hỏi ở lần sau."
    )


def test_the_server_looks_for_due_rounds_each_hour(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)  # the test's own connection stays
    monkeypatch.setattr(serve._Daily, "done_in", None)
    make_item(house)
    rounds = Job.objects.filter(kind=JOB_KIND)
    serve.keep_house()
    assert rounds.count() == 1
    make_item(make_house("bac-ha"))
    serve.keep_house()
    assert rounds.count() == 1, "in the next hour"
    monkeypatch.setattr(serve._Daily, "done_in", timezone.now() - dt.timedelta(hours=1))
    serve.keep_house()
    assert rounds.count() == 2


def test_a_disk_that_refuses_does_not_end_the_server(
    house: House, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)
    monkeypatch.setattr(serve._Daily, "done_in", None)
    settings.MINHDINH_INCOMING = tmp_path
    stray = tmp_path / "parts" / "x.part"
    stray.mkdir(parents=True)  # a folder cannot be unlinked
    os.utime(stray, (0, 0))
    serve.keep_house()
    assert serve._Daily.done_in is None, "asked again in a minute"
