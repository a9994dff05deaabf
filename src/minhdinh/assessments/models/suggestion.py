from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models.assessment import SelfAssessment, Sheet
from minhdinh.evidence.models import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class SuggestionChoice(SchoolOwned):
    """A school says of itself that a proposition of the library is true, or that it has nothing yet (``negative``).

    ``values`` are the school's own data by slot, ``wording`` the pattern last looked at. Choosing writes no text and
    no level: the sentence stands in the statement only once a person put it there (``SuggestedText``).
    """

    same_school = ("sheet",)

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="suggestions")
    requirement = models.CharField(_("yêu cầu"), max_length=20)
    level = models.PositiveSmallIntegerField(_("mức"))
    proposition = models.CharField(_("mệnh đề"), max_length=60)
    negative = models.BooleanField(_("chưa có"), default=False)
    library_version = models.CharField(_("bản thư viện"), max_length=80)
    values = models.JSONField(_("số liệu riêng"), default=dict)
    wording = models.PositiveSmallIntegerField(_("cách viết"), default=0)
    direction_confirmed = models.BooleanField(_("đã xác nhận chiều thay đổi"), default=False)
    weakness = models.TextField(_("điểm hạn chế"), blank=True)
    action = models.TextField(_("việc cải tiến nháp"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    chosen_at = models.DateTimeField(_("lúc chọn"))
    changed_at = models.DateTimeField(_("lúc sửa"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sheet", "requirement", "proposition"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "proposition"], name="suggestion_once_a_sheet"),
            models.CheckConstraint(
                condition=Q(negative=False) | ~Q(weakness=""), name="suggestion_negative_says_what_lacks"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposition} ({self.sheet_id})"


class SuggestionEvidence(SchoolOwned):
    """An item that proves a chosen proposition; it becomes a citation when the sentence is put in."""

    same_school = ("choice", "item")

    choice = models.ForeignKey(SuggestionChoice, on_delete=models.CASCADE, related_name="evidence")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["choice", "id"]
        constraints = [models.UniqueConstraint(fields=["choice", "item"], name="suggestion_evidence_once")]

    def __str__(self) -> str:
        return f"{self.choice_id} ← {self.item_id}"


class SuggestedText(SchoolOwned):
    """What suggesting put into a text: the paragraphs as they were put in.

    A paragraph that still reads so in the text is shown as drafted and not yet edited; the mark is derived by
    comparing, so that it goes when a person changes a word. ``choice`` is empty for remarks on a standard.
    """

    same_school = ("assessment", "choice")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="suggested_texts")
    choice = models.OneToOneField(
        SuggestionChoice, null=True, blank=True, on_delete=models.CASCADE, related_name="text"
    )
    slot = models.CharField(max_length=120)
    blocks = models.JSONField(_("các đoạn đã đưa vào"))
    author_name = models.CharField(max_length=200)
    put_at = models.DateTimeField(_("lúc đưa vào"))

    class Meta:
        ordering = ["assessment", "slot", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "slot"], condition=Q(choice__isnull=True), name="suggested_remark_once"
            )
        ]
        indexes = [models.Index(fields=["assessment", "slot"], name="suggested_text_of_slot")]

    def __str__(self) -> str:
        return self.slot
