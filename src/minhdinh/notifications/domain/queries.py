"""Reads of notices."""

from __future__ import annotations

from django.db.models import QuerySet

from minhdinh.notifications.models import Notice

MOST_COUNTED = 100


def notices_of(person_id: int) -> QuerySet[Notice]:
    """Return a person's notices, newest first."""
    return Notice.objects.filter(person_id=person_id).select_related("organisation").order_by("-id")


def unread_count(person_id: int) -> int:
    """Return how many a person has not read; counting stops at 100."""
    rows = Notice.objects.filter(person_id=person_id, read_at__isnull=True)
    return rows.order_by()[:MOST_COUNTED].count()
