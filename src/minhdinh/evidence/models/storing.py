from __future__ import annotations

from django.db import models

from minhdinh.organisations.models import SchoolOwned


class StoringNote(SchoolOwned):
    """A file on its way into a bucket, under a name that nobody else ever writes to and that no row has yet.

    It stands before the first byte goes, and goes in the transaction that writes the row. ``sweeping`` is final: the
    object is being removed, and no row may be written for it any more.
    """

    path = models.CharField(max_length=200, unique=True)
    sweeping = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="storing_by_age")]

    def __str__(self) -> str:
        return self.path
