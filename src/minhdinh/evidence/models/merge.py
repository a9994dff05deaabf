from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.models.item import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class ItemMerge(SchoolOwned):
    """Two items that were one paper became one: what leads to ``gone`` leads to ``survivor`` from then on.

    ``moved`` says by key what went over, so that it can be taken back: files, codes, uses, and what each room above
    moved of its own (``moves.following``). A merge that was undone stays as a record.
    One that came in a school's package has nothing in ``moved``: it leads old texts on and cannot be taken back.
    """

    same_school = ("gone", "survivor")

    gone = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="merges_away")
    survivor = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="merges_into")
    reason = models.CharField(_("lý do gộp"), max_length=300)
    moved = models.JSONField(default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    merged_at = models.DateTimeField(_("lúc gộp"))
    undone_at = models.DateTimeField(_("lúc tách lại"), null=True, blank=True)
    undone_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="evidence_merged_once"
            ),
            models.CheckConstraint(
                condition=~Q(gone=models.F("survivor")), name="evidence_merged_with_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.survivor_id}"
