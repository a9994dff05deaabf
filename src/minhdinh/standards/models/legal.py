from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.lib.text import clean, fold
from minhdinh.organisations.models import Organisation
from minhdinh.standards.enums import Confidence, LegalKind, LegalLink
from minhdinh.standards.rules.legal_citations import number_key

NO_DAY = "0000-00-00"


class LegalDocument(Record):
    """A law, circular, official letter …: what offices and schools cite.

    ``effective_to`` is the first day on which it holds no more. ``office`` is the one that added it and looks after
    it; none for the documents of the package. ``number_key`` and ``search_text`` follow from the rest.
    """

    number = models.CharField(_("số, ký hiệu"), max_length=80)
    kind = models.CharField(
        _("loại văn bản"), max_length=20, choices=[(kind.value, kind.label) for kind in LegalKind]
    )
    title = models.CharField(_("trích yếu"), max_length=500)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    effective_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    effective_to = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    url = models.URLField(_("địa chỉ toàn văn"), max_length=400, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    confidence = models.CharField(
        _("mức chắc chắn"), max_length=10, default=Confidence.HIGH.value,
        choices=[(one.value, one.label) for one in Confidence],
    )  # fmt: skip
    office = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number_key = models.CharField(max_length=80, editable=False, db_index=True)
    order_key = models.CharField(max_length=10, editable=False, db_index=True)
    search_text = models.CharField(max_length=900, editable=False)

    class Meta:
        ordering = ["-order_key", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["number_key", "order_key"], name="legal_document_once"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True)
                | Q(effective_from__isnull=True)
                | Q(effective_from__lt=F("effective_to")),
                name="legal_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row with what follows from number, title and day."""
        self.number, self.title = clean(self.number), clean(self.title)
        self.number_key = number_key(self.number)
        self.order_key = self.issued_on.isoformat() if self.issued_on else NO_DAY
        words = f"{self.number} {self.get_kind_display()} {self.title} {self.issuer}"
        self.search_text = fold(words)[:900]
        super().save(*args, **kwargs)

    def in_force(self, day: dt.date) -> bool | None:
        """Tell whether it holds on a day; None where no day is known."""
        start = self.effective_from or self.issued_on
        if start is None and self.effective_to is None:
            return None
        return (start is None or start <= day) and (self.effective_to is None or day < self.effective_to)


class LegalRelation(Record):
    """What one document does to another."""

    source = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="acts")
    target = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="acted_upon")
    kind = models.CharField(
        _("quan hệ"), max_length=20, choices=[(link.value, link.label) for link in LegalLink]
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="legal_relation_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="legal_relation_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class LegalAttachment(Record):
    """That a document belongs to a standard set, in all its versions."""

    document = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="attachments")
    set_id = models.SlugField(_("mã bộ"), max_length=60)

    class Meta:
        ordering = ["set_id"]
        constraints = [models.UniqueConstraint(fields=["document", "set_id"], name="legal_attachment_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.set_id}"
