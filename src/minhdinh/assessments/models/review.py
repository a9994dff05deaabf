from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.enums import ChangeKind
from minhdinh.assessments.models.assessment import SelfAssessment, Sheet
from minhdinh.organisations.models import SchoolOwned


class SheetChange(SchoolOwned):
    """One thing that happened to a sheet: an answer, a level, a text, a step of its review, an approval that fell.

    ``field`` is the requirement of an answer, the slot of a text, the move of a step. ``before`` and ``after`` are
    words of the state, the answer or the level, for a text its versions. ``read`` keeps what a reviewer decided on:
    ``{"version": of the sheet, "passages": {slot: version}}``.
    """

    same_school = ("sheet",)

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    field = models.CharField(max_length=120, blank=True)
    before = models.CharField(_("trước"), max_length=60, blank=True)
    after = models.CharField(_("sau"), max_length=60, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    read = models.JSONField(default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["sheet", "-id"]
        indexes = [models.Index(fields=["sheet", "-id"], name="sheet_change_newest")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.kind} {self.field}"


class Presence(SchoolOwned):
    """Who has a sheet open now, and the slot being written in; a row is true for a minute after ``seen_at``."""

    same_school = ("sheet",)

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    slot = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["sheet", "id"]
        constraints = [models.UniqueConstraint(fields=["sheet", "person"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.sheet_id}"


class ParallelText(SchoolOwned):
    """What somebody wrote on top of a version that was no longer the newest: kept beside the text, never over it.

    ``base`` is the version it was written on. ``taken_at`` is set when the words were made the newest version later.
    """

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="parallel_texts")
    slot = models.CharField(max_length=120)
    base = models.PositiveIntegerField()
    body = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()
    save_id = models.CharField(max_length=64)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assessment", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "slot", "save_id"], name="parallel_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.author_name}"
