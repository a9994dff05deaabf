from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models.assessment import SelfAssessment
from minhdinh.assessments.models.passage import Passage, PassageRevision
from minhdinh.organisations.models import SchoolOwned


class CarriedFrom(models.TextChoices):
    """Where a carried text came from."""

    YEAR = "year", _("Năm học trước")
    CROSSWALK = "crosswalk", _("Bộ tiêu chuẩn khác")
    WORD = "word", _("Tệp Word")


class ConfirmedAs(models.TextChoices):
    """How a person answered for a carried text."""

    EDITED = "edited", _("Đã sửa")
    STILL_TRUE = "still_true", _("Xác nhận còn đúng")


class CarriedText(SchoolOwned):
    """One text that became (part of) a passage: where it stood before, who carried it, who answered for it.

    ``source`` is the revision it was copied from, none for a text from a file; ``key`` names the source so that the
    same text comes to one passage once. While nobody answered, the passage stays ``inherited`` and counts as unwritten.
    """

    same_school = ("passage", "source")

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="carried")
    source = models.ForeignKey(
        PassageRevision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("nguồn"), max_length=10, choices=CarriedFrom.choices)
    origin = models.CharField(_("nơi đã viết"), max_length=300)
    key = models.CharField(max_length=120)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    carried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    carried_by_name = models.CharField(_("người kế thừa"), max_length=200)
    carried_at = models.DateTimeField(_("lúc kế thừa"))
    confirmed_as = models.CharField(max_length=10, choices=ConfirmedAs.choices, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by_name = models.CharField(_("người xác nhận"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("lúc xác nhận"), null=True, blank=True)

    class Meta:
        ordering = ["passage", "id"]
        constraints = [models.UniqueConstraint(fields=["passage", "key"], name="carried_text_once")]

    def __str__(self) -> str:
        return f"{self.origin} → {self.passage_id}"


class CrosswalkChoice(SchoolOwned):
    """Where a school itself wants the text of one old requirement to go; an empty list means nowhere."""

    from_set = models.CharField(max_length=60)
    to_set = models.CharField(max_length=60)
    requirement = models.CharField(_("yêu cầu cũ"), max_length=20)
    targets = models.JSONField(_("yêu cầu mới"), default=list)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["from_set", "to_set", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "from_set", "to_set", "requirement"], name="crosswalk_choice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_set} {self.requirement} → {self.targets}"


class WordReport(SchoolOwned):
    """An earlier report read from a file into pieces, waiting for the one confirmation that writes them.

    ``pieces`` holds what was read, in the file's order; ``source_set`` is the id of the set the report was written by.
    """

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="word_reports")
    source_set = models.CharField(max_length=60)
    file_name = models.CharField(_("tệp"), max_length=200)
    sha256 = models.CharField(max_length=64)
    pieces = models.JSONField(default=list)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(_("lúc ghi"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "sha256", "source_set"], name="word_report_once")
        ]

    def __str__(self) -> str:
        return self.file_name
