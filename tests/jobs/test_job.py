import pytest

from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job


@pytest.mark.parametrize(
    ("status", "done", "total", "percent"),
    [
        (JobStatus.QUEUED, 0, 0, 0),
        (JobStatus.RUNNING, 1, 3, 33),
        (JobStatus.RUNNING, 3, 3, 99),
        (JobStatus.RUNNING, 9, 3, 99),
        (JobStatus.DONE, 1, 3, 100),
        (JobStatus.FAILED, 1, 4, 25),
    ],
)
def test_how_far(status: JobStatus, done: int, total: int, percent: int) -> None:
    assert Job(status=status, done_count=done, total_count=total).percent == percent


@pytest.mark.parametrize(
    ("status", "over"),
    [
        (JobStatus.QUEUED, False),
        (JobStatus.RUNNING, False),
        (JobStatus.DONE, True),
        (JobStatus.FAILED, True),
        (JobStatus.CANCELLED, True),
    ],
)
def test_over(status: JobStatus, over: bool) -> None:
    assert Job(status=status).is_over is over


def test_in_words() -> None:
    assert str(Job(title="Xuất Biểu 1", status=JobStatus.RUNNING)) == "Xuất Biểu 1 (Đang chạy)"
