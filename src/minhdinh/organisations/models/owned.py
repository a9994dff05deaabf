from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from minhdinh.access.scope import ScopedManager
from minhdinh.common.models import Record
from minhdinh.organisations.models.organisation import Organisation


class SchoolOwned(Record):
    """A row that belongs to one school: read and written inside an opened scope only.

    ``same_school`` names the foreign keys whose target must belong to the same school; the database enforces it
    (``organisations.tenancy``).
    """

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    same_school: ClassVar[tuple[str, ...]] = ()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        abstract = True
