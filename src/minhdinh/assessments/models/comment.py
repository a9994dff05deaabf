from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models.assessment import Sheet
from minhdinh.organisations.models import SchoolOwned


class Comment(SchoolOwned):
    """What a person of the school says about a sheet, a requirement or a text; answers hang on the first of a thread.

    ``slot``, ``version`` and ``quote`` name the text as it stood when it was commented on. ``text`` carries a mention
    as ``@[person id]``. ``must_mend`` marks a reason of a return: the sheet goes on only when its thread is resolved.
    Nothing is deleted: who takes a comment back leaves its row, every earlier wording stays in ``CommentWording``.
    """

    same_school = ("sheet", "thread")

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="comments")
    thread = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    requirement = models.CharField(_("yêu cầu"), max_length=20, blank=True)
    slot = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    quote = models.CharField(_("trích đoạn"), max_length=400, blank=True)
    text = models.TextField(_("góp ý"))
    must_mend = models.BooleanField(_("cần sửa"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["sheet", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(thread__isnull=True) | Q(resolved_at__isnull=True, must_mend=False),
                name="comment_thread_is_resolved_at_its_head",
            )
        ]
        indexes = [
            models.Index(
                fields=["sheet"],
                condition=Q(thread__isnull=True, resolved_at__isnull=True),
                name="comment_open",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Mention(SchoolOwned):
    """A person named in a comment."""

    same_school = ("comment",)

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["comment", "id"]
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} @{self.person_id}"


class CommentWording(SchoolOwned):
    """How a comment read before it was edited."""

    same_school = ("comment",)

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="wordings")
    text = models.TextField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["comment", "id"]

    def __str__(self) -> str:
        return self.text[:60]
