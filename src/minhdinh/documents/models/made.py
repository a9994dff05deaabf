from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.common.models import Record
from minhdinh.evidence.models import Blob
from minhdinh.organisations.models import Organisation, SchoolOwned


class MadeDocument(SchoolOwned):
    """A form that was made. One made from a seal is made once, kept byte for byte and served ever after."""

    same_school = ("assessment", "seal", "blob")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="documents")
    seal = models.ForeignKey(Seal, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    form = models.CharField(_("biểu mẫu"), max_length=60)
    criterion = models.CharField(_("tiêu chí"), max_length=10, blank=True)
    file_format = models.CharField(_("định dạng"), max_length=5)
    name = models.CharField(_("tên tệp"), max_length=250)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "form", "criterion", "file_format"],
                condition=Q(seal__isnull=False),
                name="sealed_document_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class FormTemplate(Record):
    """A Word template by which an office replaces a form's own one for itself and all below it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="form_templates")
    form = models.CharField(_("biểu mẫu"), max_length=60)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(_("tên tệp"), max_length=250)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "form"], condition=Q(active=True), name="form_template_one_active"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.file_name}"
