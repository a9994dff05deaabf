from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.enums import StepKind
from minhdinh.standards.models import LegalDocument


class Campaign(Record):
    """An office's call for a school year: what is to be done by when, by which schools (P5, P15, P17).

    Empty ``school_types``, ``ownership`` and ``communes`` mean all schools below the office. ``documents`` are those of the
    legal library that it rests on (B5, P16).
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    name = models.CharField(_("tên đợt"), max_length=250)
    legal_basis = models.CharField(_("căn cứ"), max_length=400, blank=True)
    content = models.TextField(_("nội dung, yêu cầu"), blank=True)
    school_types = models.JSONField(_("loại trường"), default=list, blank=True)
    ownership = models.CharField(_("loại hình"), max_length=20, choices=Ownership.choices, blank=True)
    communes = models.ManyToManyField(Organisation, related_name="+", blank=True)
    documents = models.ManyToManyField(LegalDocument, related_name="+", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by_name = models.CharField(max_length=150, blank=True)
    closed_on = models.DateField(_("kết thúc sớm ngày"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["year", "office"], name="campaign_of_office")]

    def __str__(self) -> str:
        return self.name


class CampaignStep(Record):
    """A thing to be done by a day; extensions move the day and leave a ``CampaignChange``."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("việc"), max_length=20, choices=StepKind.choices)
    title = models.CharField(_("diễn giải"), max_length=250, blank=True)
    due = models.DateField(_("hạn"))

    class Meta:
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())


class CampaignTarget(Record):
    """The share of schools that shall have done something (P5); an empty type means all that the campaign asks."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField(_("việc"), max_length=20, choices=StepKind.choices)
    school_type = models.CharField(_("loại trường"), max_length=20, choices=SchoolType.choices, blank=True)
    percent = models.PositiveSmallIntegerField(_("chỉ tiêu (%)"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind", "school_type"], name="campaign_target_once"),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100), name="campaign_target_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.percent} %"


class CampaignChange(models.Model):
    """What was changed after the opening, why and by whom; append-only (P15)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="changes")
    step = models.ForeignKey(
        CampaignStep, null=True, blank=True, on_delete=models.SET_NULL, related_name="changes"
    )
    what = models.CharField(_("thay đổi"), max_length=400)
    day_before = models.DateField(_("hạn cũ"), null=True, blank=True)
    day_after = models.DateField(_("hạn mới"), null=True, blank=True)
    reason = models.TextField(_("lý do"))
    by_name = models.CharField(_("người thay đổi"), max_length=150)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.what


class CampaignLetter(Record):
    """The official letter of a campaign, as it was uploaded."""

    campaign = models.OneToOneField(
        Campaign, on_delete=models.CASCADE, primary_key=True, related_name="letter"
    )
    name = models.CharField(_("tên tệp"), max_length=250)
    extension = models.CharField(max_length=10)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
