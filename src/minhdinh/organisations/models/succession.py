from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.enums import MergerForm, SuccessionForm
from minhdinh.organisations.models.organisation import Organisation


class Succession(Record):
    """That an organisation came in another's place on a day; rows of the predecessor stay the predecessor's.

    A renamed or re-parented organisation succeeds itself; ``former_name`` is the predecessor's name until that day.
    ``merger_form`` and ``cohort_completed`` are asked of schools, because recognition depends on them.
    """

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="precessions")
    day = models.DateField(_("từ ngày"))
    form = models.CharField(_("hình thức"), max_length=10, choices=SuccessionForm.choices)
    merger_form = models.CharField(
        _("trường hợp sáp nhập"), max_length=20, choices=MergerForm.choices, blank=True
    )
    cohort_completed = models.BooleanField(_("trường mới đã có một khóa hoàn thành chương trình"), null=True)
    former_name = models.CharField(_("tên trước đó"), max_length=250)
    basis = models.CharField(_("căn cứ pháp lý"), max_length=400)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "day", "form"], name="succession_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(
                    form__in=(SuccessionForm.RENAME, SuccessionForm.REPARENT), successor=F("predecessor")
                )
                | Q(form__in=(SuccessionForm.MERGE, SuccessionForm.SPLIT)) & ~Q(successor=F("predecessor")),
                name="succession_form_fits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} {self.day}"


class Delegation(Record):
    """That one office acts for another from a day (inclusive) to another (exclusive); no end means until further notice."""

    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("cơ quan ủy quyền")
    )
    acting = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="delegated", verbose_name=_("cơ quan làm thay")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    basis = models.CharField(_("căn cứ pháp lý"), max_length=400)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)

    class Meta:
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(office=F("acting")), name="delegation_not_self"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="delegation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.acting_id} ⇒ {self.office_id}"
