from __future__ import annotations

from django.db.models import QuerySet

from minhdinh.audit.models import Entry


def entries_of_organisation(organisation_id: int) -> QuerySet[Entry]:
    """Return an organisation's entries, newest first."""
    return Entry.objects.filter(organisation_id=organisation_id).order_by("-id")


def entries_of_target(target: str) -> QuerySet[Entry]:
    """Return the entries of one thing, newest first."""
    return Entry.objects.filter(target=target).order_by("-id")
