from __future__ import annotations

from django.conf import settings
from django.db import models

from minhdinh.evidence.models.blob import Blob
from minhdinh.evidence.models.item import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class ProposalDismissal(SchoolOwned):
    """A person looked at what the machine proposes for an item from these bytes, and does not want it shown again."""

    same_school = ("item", "blob")

    item = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, related_name="dismissals")
    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="+")
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "blob"], name="proposal_dismissed_once")]

    def __str__(self) -> str:
        return f"{self.item_id} – {self.blob_id}"
