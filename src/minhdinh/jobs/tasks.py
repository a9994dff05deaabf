"""What a worker runs: one job row by its id."""

from __future__ import annotations

import logging

from django.db import connection

from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.jobs.domain.lease import finish, renew_lease, take_lease
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import JobCancelledError, runner_of

logger = logging.getLogger(__name__)


class RowProgress:
    """Progress written to the job's row; every step renews the lease and looks for a cancel."""

    def __init__(self, job_id: int, holder: str) -> None:
        self.job_id = job_id
        self.holder = holder
        self.done = 0

    def total(self, count: int) -> None:
        """Say how many steps there will be."""
        Job.objects.filter(pk=self.job_id).update(total_count=count)

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Say that a step is done; raises JobCancelledError where somebody asked to stop or the lease is lost."""
        self.done += steps
        Job.objects.filter(pk=self.job_id).update(done_count=self.done, message=message[:500])
        wanted = Job.objects.filter(pk=self.job_id, cancel_requested=True).exists()
        if wanted or not renew_lease(self.job_id, self.holder):
            raise JobCancelledError


@in_vietnamese
def run_job(job_id: int) -> str:
    """Run a job to its end and return its status; a job that another worker runs is left alone."""
    holder = take_lease(job_id)
    if holder is None:
        return "left alone"
    job = Job.objects.get(pk=job_id)
    if job.cancel_requested:
        finish(job_id, holder, JobStatus.CANCELLED, "Đã hủy trước khi chạy.", {})
        return JobStatus.CANCELLED
    try:
        result = runner_of(job.kind)(RowProgress(job_id, holder), **job.params)
    except JobCancelledError:
        finish(job_id, holder, JobStatus.CANCELLED, "Đã hủy theo yêu cầu.", {})
        return JobStatus.CANCELLED
    except Problem as problem:
        finish(job_id, holder, JobStatus.FAILED, problem.message, {})
        return JobStatus.FAILED
    except BaseException:
        logger.exception("Job %s (%s) failed", job_id, job.kind)
        if not connection.in_atomic_block:
            finish(
                job_id,
                holder,
                JobStatus.FAILED,
                "Việc dừng vì lỗi của phần mềm; dữ liệu đã lưu không đổi.",
                {},
            )
        raise
    finish(job_id, holder, JobStatus.DONE, str(result.get("message", "")), result)
    return JobStatus.DONE
