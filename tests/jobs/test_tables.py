from collections.abc import Callable

import pytest

from minhdinh.common.keyset import Page, page_of
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.tables import TONES, jobs_table

Make = Callable[..., Job]


def test_every_status_has_a_tone() -> None:
    assert set(TONES) == set(JobStatus)


@pytest.mark.parametrize(
    ("status", "tone", "words"),
    [
        (JobStatus.QUEUED, "none", "Chờ chạy"),
        (JobStatus.RUNNING, "wait", "Đang chạy"),
        (JobStatus.DONE, "ok", "Xong"),
        (JobStatus.FAILED, "bad", "Không xong"),
        (JobStatus.CANCELLED, "none", "Đã hủy"),
    ],
)
def test_a_row_says_in_words_how_it_stands(job: Make, status: JobStatus, tone: str, words: str) -> None:
    one = job(title="Xuất Biểu 1", status=status, message="Ba trang")
    (row,) = jobs_table(Page([one], None, None))["rows"]
    assert row["url"] == f"/viec/{one.pk}/"
    assert row["cells"]["title"] == "Xuất Biểu 1"
    assert row["cells"]["message"] == "Ba trang"
    assert f"pill {tone}" in row["cells"]["status"]
    assert words in row["cells"]["status"]


def test_the_page_carries_its_keys(job: Make) -> None:
    for _ in range(3):
        job()
    page = page_of(Job.objects.all(), ("-id",), size=2)
    table = jobs_table(page)
    assert len(table["rows"]) == 2
    assert table["page"].next == str(page.rows[-1].pk)
    assert table["empty"]["title"] == "Chưa có việc nào"
