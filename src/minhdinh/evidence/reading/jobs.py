"""Reading as a job: after an upload, and each hour what is still unread."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.events import EvidenceChanged
from minhdinh.evidence.models import Blob, BlobText, EvidenceFile
from minhdinh.evidence.reading.keeping import counts_as_unread, forget_unheld, read_school, unread_blobs
from minhdinh.jobs.domain.queries import job_under_way
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress

JOB_KIND = "evidence.reading"
MOST_AT_ONCE = 5


def run_reading(progress: Progress, *, school_id: int) -> dict[str, Any]:
    """Read the waiting files of one school (called by the worker)."""
    with school_scope(school_id):
        progress.total(unread_blobs(school_id).count())
        ended = read_school(school_id, step=progress.advance, page=lambda: progress.advance(steps=0))
    message = _("Đã đọc chữ của %(read)d tệp; %(other)d tệp không có chữ hoặc chưa đọc được.") % {
        "read": ended[ReadingState.READ],
        "other": sum(ended.values()) - ended[ReadingState.READ],
    }
    return {"message": message}


def read_after_change(event: EvidenceChanged) -> None:
    """Queue a reading where a change left files unread; called after the commit."""
    start_reading(event.school_id)


def start_reading(school_id: int) -> Job | None:
    """Queue the reading of a school's files; None where nothing waits or a reading is under way.

    Words that may not be kept any more are forgotten at once, whether or not something waits.
    """
    with school_scope(school_id):
        forget_unheld(school_id)
        if not unread_blobs(school_id).exists() or job_under_way(JOB_KIND, school_id) is not None:
            return None
    return start_job(
        actor=system_actor(school_id),
        kind=JOB_KIND,
        title=_("Đọc chữ trong tệp minh chứng"),
        school_id=school_id,
    )


def start_due_readings() -> int:
    """Queue a reading for schools with files that wait to be read; return how many (called each hour).

    Files arrive unread with a packaged dossier, and where the server stopped between an upload and its reading; what a
    missing tool kept from being read waits until files of its kind can be read.
    """
    with scopes_disabled():
        open_files = EvidenceFile.objects.filter(
            removed_at__isnull=True, item__removed_at__isnull=True, item__sensitive=False
        )
        unread = Blob.objects.filter(pk__in=open_files.values("blob_id")).exclude(
            pk__in=BlobText.objects.exclude(counts_as_unread()).values("blob_id")
        )
        schools = list(
            unread.order_by("school_id").values_list("school_id", flat=True).distinct()[:MOST_AT_ONCE]
        )
    return sum(start_reading(school_id) is not None for school_id in schools)
