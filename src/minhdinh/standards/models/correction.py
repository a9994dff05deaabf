from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.standards.catalogue import Correction
from minhdinh.standards.models.standard_set import StandardSetVersion


class RuleCorrection(Record):
    """A value that an administrator corrected, layered over the file; the last one of a target counts.

    ``target`` as in ``catalogue.corrections``, e.g. ``rule_value:council_min_members``; ``previous`` is what stood
    there before. A withdrawn correction stays with its reason and counts no more.
    """

    standard_set = models.ForeignKey(StandardSetVersion, on_delete=models.PROTECT, related_name="corrections")
    target = models.CharField(_("giá trị"), max_length=120)
    value = models.JSONField(_("giá trị mới"))
    previous = models.JSONField(_("giá trị trước đó"), null=True, blank=True)
    legal_reference = models.CharField(_("căn cứ"), max_length=300)
    reason = models.TextField(_("lý do"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    withdrawn = models.BooleanField(_("đã bỏ"), default=False)
    withdrawn_at = models.DateTimeField(_("lúc bỏ"), null=True, blank=True)
    withdrawn_by = models.CharField(_("người bỏ"), max_length=200, blank=True)
    withdrawal_reason = models.TextField(_("lý do bỏ"), blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.target

    def as_correction(self) -> Correction:
        """Return the layer that this row puts over the content."""
        return Correction(self.target, self.value, self.legal_reference)


class OfficialWording(Record):
    """The wording of a level as printed in the regulation, shown beside our requirements as “Nguyên văn”."""

    standard_set = models.ForeignKey(StandardSetVersion, on_delete=models.PROTECT, related_name="wordings")
    criterion = models.CharField(_("tiêu chí"), max_length=10)
    level = models.PositiveSmallIntegerField(_("mức"))
    text = models.TextField(_("nguyên văn"))
    article = models.CharField(_("điều, khoản"), max_length=200, blank=True)

    class Meta:
        ordering = ["criterion", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard_set", "criterion", "level"], name="official_wording_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion} · {self.level}"
