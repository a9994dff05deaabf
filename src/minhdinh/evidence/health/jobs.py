"""The round as a job: when a person asks for it, and by itself once a week."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require, system_actor
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.evidence.health.round import look_over
from minhdinh.evidence.models import Blob, EvidenceItem, StoreCheck
from minhdinh.jobs.domain.queries import job_under_way
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress
from minhdinh.organisations.models import Organisation

JOB_KIND = "evidence.health"
EVERY = dt.timedelta(days=7)
AGAIN = dt.timedelta(days=1)
MOST_AT_ONCE = 5
TELL_EVERY_SECONDS = 2.0


class _Telling:
    """Tells the job of steps now and then: each telling is three queries."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._steps, self._told = progress, 0, time.monotonic()

    def __call__(self) -> None:
        self._steps += 1
        if time.monotonic() - self._told >= TELL_EVERY_SECONDS:
            self._progress.advance(steps=self._steps)
            self._steps, self._told = 0, time.monotonic()


def start_round(*, actor: Actor, school_id: int) -> Job:
    """Queue a round over a school's store; where one is under way already, that one is returned."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    found = job_under_way(JOB_KIND, school_id)
    return found or start_job(
        actor=actor, kind=JOB_KIND, title=_("Kiểm tra kho minh chứng"), school_id=school_id
    )


def run_round(progress: Progress, *, school_id: int) -> dict[str, Any]:
    """Look through the store of one school (called by the worker)."""
    with school_scope(school_id):
        files = Blob.objects.filter(school_id=school_id).count()
        links = EvidenceItem.objects.filter(school_id=school_id, removed_at__isnull=True).exclude(link="")
        progress.total(files + links.count())
        seen = look_over(school_id, step=_Telling(progress))
    wrong = seen.faults + seen.orphans
    words = _("%(wrong)d chỗ có vấn đề") % {"wrong": wrong} if wrong else _("tệp nguyên vẹn")
    message = _("Đã đọc %(files)d tệp, hỏi %(links)d đường dẫn: %(words)s.") % {
        "files": seen.files,
        "links": seen.links,
        "words": words,
    }
    if seen.left:
        message += _(" Còn %(left)d đường dẫn sẽ hỏi ở lần sau.") % {"left": seen.left}
    return {"message": message}


def start_due_rounds(now: dt.datetime | None = None) -> int:
    """Queue a round for schools whose store was not looked through for a week; return how many (called each hour).

    Those never looked at come first, then those longest ago. Few wait or run at a time, so that what people ask for
    never stands behind a long row of them.
    """
    now = now or timezone.now()
    rounds = Job.objects.filter(kind=JOB_KIND, organisation_id__isnull=False)
    under_way = rounds.filter(status__in=(JobStatus.QUEUED, JobStatus.RUNNING)).count()
    tried = rounds.filter(created_at__gte=now - AGAIN)  # one that fails must not keep the others waiting
    with scopes_disabled():
        due = _due_schools(now - EVERY).exclude(pk__in=list(tried.values_list("organisation_id", flat=True)))
        chosen = list(due[: max(0, MOST_AT_ONCE - under_way)])
    for school_id in chosen:
        start_round(actor=system_actor(school_id), school_id=school_id)
    return len(chosen)


def _due_schools(before: dt.datetime) -> QuerySet[Organisation, int]:
    """Return the ids of schools with evidence whose last round was before a moment, or never; oldest first."""
    evidence = EvidenceItem.objects.filter(school=OuterRef("pk"), removed_at__isnull=True)
    last = StoreCheck.objects.filter(school=OuterRef("pk")).values("checked_at")[:1]
    rows = Organisation.objects.filter(Exists(evidence)).annotate(looked_at=Subquery(last))
    due = rows.filter(Q(looked_at__isnull=True) | Q(looked_at__lt=before))
    return due.order_by(F("looked_at").asc(nulls_first=True), "pk").values_list("pk", flat=True)
