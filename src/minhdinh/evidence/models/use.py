from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.models.item import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class EvidenceUse(SchoolOwned):
    """An item serves a criterion of one track of one year's self-assessment (by id: that room is above)."""

    same_school = ("item",)

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="uses")
    assessment_id = models.BigIntegerField()
    track = models.CharField(_("cấp học"), max_length=20)
    criterion = models.CharField(_("tiêu chí"), max_length=10)
    requirement = models.CharField(_("yêu cầu"), max_length=20, blank=True)

    class Meta:
        ordering = ["item", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "assessment_id", "track", "criterion", "requirement"],
                name="evidence_use_once",
            )
        ]
        indexes = [
            models.Index(fields=["assessment_id", "track", "criterion"], name="evidence_use_of_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.criterion}"


class Citation(SchoolOwned):
    """An item is cited in a text; rewritten in the transaction that saves the text."""

    same_school = ("item",)

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="citations")
    assessment_id = models.BigIntegerField()
    source = models.CharField(max_length=60)
    track = models.CharField(max_length=20, blank=True)
    criterion = models.CharField(max_length=10, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    requirement = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["source", "id"]
        constraints = [models.UniqueConstraint(fields=["source", "item"], name="citation_once_a_source")]
        indexes = [
            models.Index(fields=["assessment_id", "track", "criterion"], name="citation_of_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.item_id}"
