from collections.abc import Callable
from typing import Any

import pytest

from minhdinh.common.problems import Problem
from minhdinh.jobs.domain.lease import take_lease
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress, register
from minhdinh.jobs.tasks import run_job

Make = Callable[..., Job]


def kind(name: str, act: Callable[[Progress], dict[str, Any]]) -> str:
    register(name, act)
    return name


def test_a_job_runs_to_its_end(job: Make, counting: list[int]) -> None:
    one = job()
    assert run_job(one.pk) == JobStatus.DONE
    one.refresh_from_db()
    assert (one.done_count, one.total_count, one.percent) == (3, 3, 100)
    assert one.message == "Đã đếm đến 3."
    assert one.result["result_url"] == "/ket-qua/"


def test_a_second_delivery_is_left_alone(job: Make, counting: list[int]) -> None:
    one = job()
    take_lease(one.pk)
    assert run_job(one.pk) == "left alone"
    assert counting == []
    assert run_job(job(status=JobStatus.DONE).pk) == "left alone"


def test_a_problem_is_told_in_its_words(job: Make) -> None:
    def refuse(progress: Progress) -> dict[str, Any]:
        raise Problem("Thiếu mẫu biểu.")

    one = job(kind=kind("refuse", refuse), params={})
    assert run_job(one.pk) == JobStatus.FAILED
    one.refresh_from_db()
    assert (one.status, one.message, one.result) == (JobStatus.FAILED, "Thiếu mẫu biểu.", {})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_mistake_is_recorded_and_not_hidden(job: Make, caplog: pytest.LogCaptureFixture) -> None:
    def stumble(progress: Progress) -> dict[str, Any]:
        raise ZeroDivisionError

    one = job(kind=kind("stumble", stumble), params={})
    with pytest.raises(ZeroDivisionError):
        run_job(one.pk)
    one.refresh_from_db()
    assert one.status == JobStatus.FAILED
    assert "lỗi của phần mềm" in one.message
    assert "failed" in caplog.text


def test_cancelled_before_it_began(job: Make, counting: list[int]) -> None:
    one = job(cancel_requested=True)
    assert run_job(one.pk) == JobStatus.CANCELLED
    assert counting == []


def test_a_cancel_stops_it_at_the_next_step(job: Make) -> None:
    steps: list[int] = []
    one = job(params={})

    def work(progress: Progress) -> dict[str, Any]:
        for number in range(5):
            progress.advance()
            steps.append(number)
            Job.objects.filter(pk=one.pk).update(cancel_requested=number == 1)
        return {}

    Job.objects.filter(pk=one.pk).update(kind=kind("work", work))
    assert run_job(one.pk) == JobStatus.CANCELLED
    assert steps == [0, 1]
    one.refresh_from_db()
    assert one.message == "Đã hủy theo yêu cầu."


def test_whoever_lost_the_lease_stops_and_writes_nothing(job: Make) -> None:
    one = job(params={})

    def slow(progress: Progress) -> dict[str, Any]:
        Job.objects.filter(pk=one.pk).update(lease_holder="another worker")
        progress.advance("còn đây")
        return {"message": "không được đến đây"}

    Job.objects.filter(pk=one.pk).update(kind=kind("slow", slow))
    run_job(one.pk)
    one.refresh_from_db()
    assert one.status == JobStatus.RUNNING
    assert one.lease_holder == "another worker"


def test_progress_is_seen_while_it_runs(job: Make) -> None:
    seen: list[tuple[int, int, str]] = []
    one = job(params={})

    def work(progress: Progress) -> dict[str, Any]:
        progress.total(4)
        progress.advance("Hai bước", steps=2)
        one.refresh_from_db()
        seen.append((one.done_count, one.total_count, one.message))
        return {}

    Job.objects.filter(pk=one.pk).update(kind=kind("seen", work))
    run_job(one.pk)
    assert seen == [(2, 4, "Hai bước")]
