from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.enums import CollectingState
from minhdinh.evidence.models.item import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class Collecting(SchoolOwned):
    """Somebody collects something for a year's self-assessment: for an item, or for a criterion or requirement.

    ``item`` is empty until what is wanted is in the store. ``keeper`` keeps the papers, ``place`` says where. What is
    lost names the reason; what was asked for by mistake is withdrawn, never deleted.
    """

    same_school = ("item",)

    assessment_id = models.BigIntegerField()
    track = models.CharField(_("cấp học"), max_length=20, blank=True)
    criterion = models.CharField(_("tiêu chí"), max_length=10, blank=True)
    requirement = models.CharField(_("yêu cầu"), max_length=20, blank=True)
    item = models.ForeignKey(
        EvidenceItem, null=True, blank=True, on_delete=models.PROTECT, related_name="collectings"
    )
    what = models.CharField(_("cần thu thập gì"), max_length=300)
    collector = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    due_on = models.DateField(_("đến ngày"), null=True, blank=True)
    state = models.CharField(
        _("tình trạng"),
        max_length=12,
        choices=CollectingState.choices,
        default=CollectingState.COLLECTING,
    )
    lost_reason = models.CharField(_("vì sao thất lạc"), max_length=500, blank=True)
    note = models.CharField(_("dặn thêm"), max_length=500, blank=True)
    state_at = models.DateTimeField(null=True, blank=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CollectingState.LOST) | ~Q(lost_reason=""),
                name="collecting_lost_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=CollectingState.HAVE) | Q(item__isnull=False),
                name="collecting_have_with_item",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(starts_on__lte=F("due_on")),
                name="collecting_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["assessment_id", "state"], name="collecting_of_year"),
        ]

    def __str__(self) -> str:
        return self.what
