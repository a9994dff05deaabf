from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.enums import AnswerValue, PassageKind
from minhdinh.assessments.models.assessment import SelfAssessment, Sheet
from minhdinh.organisations.models import SchoolOwned


class Passage(SchoolOwned):
    """A text that a person writes, at one slot of a self-assessment (docs/architecture, "Passages").

    ``body`` is ProseMirror JSON, the truth; ``text`` is derived from it for search and counting. An ``inherited`` one was
    carried from elsewhere (``CarriedText``) and counts as unwritten until a person edits it or confirms it.
    """

    same_school = ("assessment", "sheet")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="passages")
    slot = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=PassageKind.choices)
    sheet = models.ForeignKey(Sheet, null=True, blank=True, on_delete=models.PROTECT, related_name="passages")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    requirement = models.CharField(max_length=20, blank=True)
    body = models.JSONField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    inherited = models.BooleanField(_("kế thừa, chờ cập nhật"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "slot"]
        constraints = [models.UniqueConstraint(fields=["assessment", "slot"], name="passage_once")]

    def __str__(self) -> str:
        return self.slot


class PassageRevision(SchoolOwned):
    """A saved version of a passage; ``save_id`` makes a repeated save answer as the first did."""

    same_school = ("passage",)

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    body = models.JSONField()
    text = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()
    save_id = models.CharField(max_length=64)
    restored_from = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["passage", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "version"], name="passage_revision_once"),
            models.UniqueConstraint(fields=["passage", "save_id"], name="passage_save_once"),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} v{self.version}"


class Answer(SchoolOwned):
    """What people answered to one requirement; no row means chưa xét."""

    same_school = ("sheet",)

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="answers")
    requirement = models.CharField(_("yêu cầu"), max_length=20)
    value = models.CharField(max_length=5, choices=AnswerValue.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["sheet", "requirement"]
        constraints = [models.UniqueConstraint(fields=["sheet", "requirement"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.value}"


class DataCell(SchoolOwned):
    """One typed cell of the data tables; computed and summed cells are not stored."""

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="cells")
    table = models.CharField(max_length=40)
    row = models.CharField(max_length=60)
    column = models.CharField(max_length=20)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["table", "row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "table", "row", "column"], name="data_cell_once")
        ]

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"


class DataCellChange(SchoolOwned):
    """One change of a typed cell: who, when, from what to what; written with the cell itself, never changed."""

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="cell_changes")
    table = models.CharField(max_length=40)
    row = models.CharField(max_length=60)
    column = models.CharField(max_length=20)
    before = models.CharField(_("giá trị trước"), max_length=200, blank=True)
    after = models.CharField(_("giá trị sau"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "-id"]
        indexes = [models.Index(fields=["assessment", "table", "row", "column"], name="cell_change_place")]

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}: {self.before} → {self.after}"
