from __future__ import annotations

from django.db import models
from django.db.models import Q

from minhdinh.appraisals.models import Draft
from minhdinh.organisations.models import Organisation, SchoolOwned
from minhdinh.portal.models.publication import Publication


class PublishedEvaluation(Publication, SchoolOwned):
    """That the office which decided put the final report on a school on the public page, and whether it took it back.

    ``sha256`` is the hash of the report when it was published; one that reads otherwise is shown no more. The words
    are read out of the report each time (``domain.public_evaluation``).
    """

    same_school = ("draft",)

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="published_evaluation"
    )
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="publications")
    sha256 = models.CharField(max_length=64)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(withdrawn_at__isnull=True), name="evaluation_published_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.published_at:%d/%m/%Y}"
