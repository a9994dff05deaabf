from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models.assessment import SelfAssessment
from minhdinh.evidence.models import Blob
from minhdinh.organisations.models import SchoolOwned


class Meeting(SchoolOwned):
    """The council's meeting on one revision of the report.

    ``minutes`` holds what only the minutes print: ``place``, ``absentees`` [{name, reason}], ``votes`` {for, against,
    blank} (counts, or missing where nobody voted) and ``conclusion``.
    """

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="meetings")
    revision = models.PositiveSmallIntegerField()
    held_on = models.DateField(_("ngày họp"))
    number = models.CharField(_("số biên bản"), max_length=60, blank=True)
    present = models.PositiveSmallIntegerField(_("có mặt"), default=0)
    absent = models.PositiveSmallIntegerField(_("vắng"), default=0)
    summary = models.TextField(_("tóm tắt nội dung"))
    quorum_reason = models.TextField(_("lý do giữ cuộc họp thiếu người"), blank=True)
    minutes = models.JSONField(_("nội dung biên bản"), default=dict, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["assessment", "-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.held_on}"


class Seal(SchoolOwned):
    """An immutable snapshot of a revision: canonical JSON in a blob, whose hash is printed on every page.

    ``token`` is what the QR leads to; it tells a stranger nothing but whether a paper is genuine.
    """

    same_school = ("assessment", "blob")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="seals")
    revision = models.PositiveSmallIntegerField(_("lần"))
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    token = models.CharField(max_length=32, unique=True)
    sealed_at = models.DateTimeField(_("lúc niêm phong"))
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed_by_name = models.CharField(max_length=200)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["assessment", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "revision"], name="seal_once_a_revision")
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} lần {self.revision}"


class SignedCopy(SchoolOwned):
    """A signed and stamped scan, or a digitally signed PDF, attached to a seal; every version stays."""

    same_school = ("seal", "blob")

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="signed_copies")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=250)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["seal", "-id"]

    def __str__(self) -> str:
        return self.name
