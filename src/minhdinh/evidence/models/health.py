from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.enums import FileFaultKind, LinkState
from minhdinh.evidence.models.blob import Blob
from minhdinh.evidence.models.item import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class StoreCheck(SchoolOwned):
    """When a school's store was last read through, and which files there belong to nothing.

    ``orphans`` are paths inside the store, the first hundred of ``orphan_count``.
    """

    checked_at = models.DateTimeField(_("lúc kiểm tra"))
    files = models.PositiveIntegerField(default=0)
    links = models.PositiveIntegerField(default=0)
    orphan_count = models.PositiveIntegerField(default=0)
    orphans = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school"], name="store_check_once")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.checked_at}"


class FileFault(SchoolOwned):
    """A stored file that the last reading did not find as it was uploaded."""

    same_school = ("blob",)

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="faults")
    kind = models.CharField(max_length=10, choices=FileFaultKind.choices)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blob"], name="file_fault_once")]

    def __str__(self) -> str:
        return f"{self.blob_id} {self.kind}"


class LinkCheck(SchoolOwned):
    """What an item's link answered last. ``url`` is what was asked: a link changed since then was not asked yet."""

    same_school = ("item",)

    item = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, related_name="link_checks")
    url = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=LinkState.choices)
    note = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="link_check_once")]

    def __str__(self) -> str:
        return f"{self.url} {self.state}"


class NearTwin(SchoolOwned):
    """Two items whose files say nearly the same, in other bytes; ``percent`` of their words in common."""

    same_school = ("item", "other")

    item = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, related_name="near_twins")
    other = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "other"], name="near_twin_once")]

    def __str__(self) -> str:
        return f"{self.item_id} ≈ {self.other_id} ({self.percent} %)"
