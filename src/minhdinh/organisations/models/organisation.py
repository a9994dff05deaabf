from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.lib.text import clean, fold, sort_key
from minhdinh.organisations.enums import ParentRelation


class OrganisationKind(models.Model):
    """A kind of organisation; the package brings five, an administrator may add more."""

    id = models.SlugField(_("mã loại"), primary_key=True, max_length=40)
    name = models.CharField(_("tên loại"), max_length=100)
    rank = models.PositiveSmallIntegerField(_("thứ bậc"), default=50)
    is_school = models.BooleanField(_("là cơ sở giáo dục"), default=False)

    class Meta:
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.name


class Organisation(Record):
    """A ministry, department, district office (history), commune or school.

    ``path`` is the current materialised path of ids, e.g. ``0000001/0000004/``; the truth over time is in Parentage.
    """

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=250)
    kind = models.ForeignKey(OrganisationKind, on_delete=models.PROTECT, related_name="organisations")
    path = models.CharField(max_length=400, db_index=True, blank=True, editable=False)
    active = models.BooleanField(_("đang hoạt động"), default=True)
    sort_key = models.CharField(max_length=1200, editable=False)
    search_text = models.CharField(max_length=400, editable=False)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["kind", "path"], name="organisation_kind_path")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row with its derived sort and search keys."""
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """Set what follows from name and code; for rows that are written in bulk."""
        self.name = clean(self.name)
        self.sort_key = sort_key(self.name)
        self.search_text = fold(f"{self.name} {self.code}")[:400]

    @property
    def is_school(self) -> bool:
        """Whether this is a school or centre."""
        return self.kind_id == "school" or self.kind.is_school

    def path_step(self) -> str:
        """Return this organisation's own step in a path."""
        return f"{self.pk:07d}/"


class Parentage(Record):
    """An edge of the tree from one day (inclusive) to another (exclusive); no day means always."""

    child = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="parentages")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="children_edges")
    relation = models.CharField(
        max_length=20, choices=ParentRelation.choices, default=ParentRelation.MANAGING
    )
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        ordering = ["child", "relation", "valid_from"]
        constraints = [
            models.CheckConstraint(condition=~Q(child=F("parent")), name="parentage_not_self"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_from__lt=F("valid_to")),
                name="parentage_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["child", "relation"], condition=Q(valid_to__isnull=True), name="parentage_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} ← {self.parent}"
