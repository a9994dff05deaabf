"""Whether a visitor's copy of open data is still the same, told without making the file."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.organisations.models import Organisation, SchoolProfile
from minhdinh.portal.models import PublishedEvaluation, PublishedReport
from minhdinh.recognition.models import Decision

Mark = tuple[str, int]  # the weak ETag and since when (seconds)


def mark_of(dataset: str, suffix: str, today: dt.date) -> Mark:
    """Return the mark of a file: of its day (standings change by the day), and of the rows it is made from.

    A row that is written, added or removed changes the mark; a mark may change though the file does not.
    """
    with scopes_disabled():
        sources = [
            rows.order_by().aggregate(count=Count("pk"), last=Max("updated_at")) for rows in _sources(dataset)
        ]
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time.min))
    moments = [midnight, *(one["last"] for one in sources if one["last"])]
    told = f"{dataset}.{suffix}:{today}:{sources}"
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"', int(max(moments).timestamp())


def _sources(dataset: str) -> tuple[QuerySet[Any], ...]:
    schools = Organisation.objects.filter(kind__is_school=True)
    if dataset == "bao-cao":
        reports, evaluations = PublishedReport.objects.all(), PublishedEvaluation.objects.all()
        return (
            schools,
            reports,
            evaluations,
            Organisation.objects.filter(pk__in=evaluations.order_by().values("office")),
            reports.filter(seal__reopened_at__isnull=False),
        )
    return schools, SchoolProfile.objects.all(), Decision.objects.all()
