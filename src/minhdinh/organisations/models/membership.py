from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import Role
from minhdinh.common.models import Record
from minhdinh.organisations.models.organisation import Organisation


class Membership(Record):
    """A role of a person in an organisation, from a day to a day; ended memberships stay as history.

    ``source`` tells who gave it: an administrator, or the council of a self-assessment.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=30, choices=Role.choices)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    source = models.CharField(max_length=20, default="admin")
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    ended = models.BooleanField(_("đã thôi"), default=False)

    class Meta:
        ordering = ["organisation", "user", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(ended=False), name="membership_role_once"
            )
        ]
        indexes = [models.Index(fields=["user", "ended"], name="membership_of_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
