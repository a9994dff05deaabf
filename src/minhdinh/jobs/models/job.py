from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.jobs.enums import JobStatus


class Job(Record):
    """A piece of long work: what it is, how far it got, what came out.

    While it runs it holds a lease that its heartbeat renews; a second delivery of the same job finds the lease and
    ends at once, one whose worker died runs again when the lease has run out (ADR 7).
    """

    kind = models.CharField(max_length=60)
    title = models.CharField(_("việc"), max_length=200)
    organisation_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    params = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.QUEUED)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    message = models.CharField(_("thông báo"), max_length=500, blank=True)
    result = models.JSONField(default=dict)
    cancel_requested = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_holder = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_status_display()})"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in {JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED}

    @property
    def percent(self) -> int:
        """How far, in whole percent."""
        if self.status == JobStatus.DONE:
            return 100
        return min(99, self.done_count * 100 // self.total_count) if self.total_count else 0
