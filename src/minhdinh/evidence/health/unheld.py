"""Bytes that a school keeps, and that count towards its room, though nothing in the database needs them.

A list that was read and never confirmed leaves such files, and an upload whose item changed before it was added.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import PROTECT, Exists, ManyToOneRel, OuterRef, QuerySet
from django.utils import timezone

from minhdinh.evidence.models import Blob

WAITED = dt.timedelta(days=31)  # a list of files may be confirmed for thirty days


def unheld(school_id: int) -> QuerySet[Blob]:
    """Return a school's stored files, older than a month, that no row of any room holds; needs the school's scope.

    Rows that only tell something about the bytes (words, faults) go with them and hold nothing.
    """
    found = Blob.objects.filter(school_id=school_id, created_at__lt=timezone.now() - WAITED)
    for link in Blob._meta.get_fields(include_hidden=True):  # noqa: SLF001 (documented by Django)
        if isinstance(link, ManyToOneRel) and link.on_delete is PROTECT:
            rows = link.related_model._default_manager.filter(**{link.field.name: OuterRef("pk")})  # noqa: SLF001 (documented by Django)
            found = found.exclude(Exists(rows))
    return found
