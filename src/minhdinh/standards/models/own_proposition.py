from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation
from minhdinh.standards.enums import RequirementKind

LONGEST_TEXT = 600


class OwnProposition(Record):
    """A proposition that a school or a province added to a requirement of a standard set.

    ``content`` is an entry of a suggestion file. A change raises ``version`` and keeps the row; the earlier contents
    stay in ``past`` as ``[{"version", "content"}]``. A retired one is no longer offered but can still be read.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    set_id = models.SlugField(_("mã bộ"), max_length=60)
    requirement = models.CharField(_("yêu cầu"), max_length=20)
    group = models.CharField(
        _("nhóm"), max_length=20, choices=[(kind.value, kind.label) for kind in RequirementKind]
    )
    text = models.CharField(_("mệnh đề"), max_length=LONGEST_TEXT)
    content = models.JSONField(_("nội dung"))
    past = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["set_id", "requirement", "id"]
        indexes = [models.Index(fields=["owner", "set_id"], name="own_proposition_owner_set")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "set_id", "requirement", "text"],
                condition=Q(active=True),
                name="own_proposition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.text}"

    @property
    def proposition_id(self) -> str:
        """The id under which choices remember it."""
        return f"rieng-{self.pk}"
