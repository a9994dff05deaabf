from __future__ import annotations

from django.db import models
from django.db.models import Q

from minhdinh.assessments.models import Seal
from minhdinh.evidence.models import Blob
from minhdinh.organisations.models import Organisation, SchoolOwned
from minhdinh.portal.models.publication import Publication


class PublishedReport(Publication, SchoolOwned):
    """That a school's head put a sealed report on the public page, and whether it was taken back since.

    The words shown are read out of the seal each time (``domain.public_report``); nothing of them is copied here.
    ``paper`` is the same part as PDF, made once where the server can; a publication anew takes the bytes made before.
    """

    same_school = ("seal", "paper")

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="published_report"
    )
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="publications")
    paper = models.ForeignKey(Blob, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal"], condition=Q(withdrawn_at__isnull=True), name="report_published_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seal_id} {self.published_at:%d/%m/%Y}"
