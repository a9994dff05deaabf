from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyQuerySet(models.QuerySet["Entry"]):
    """Entries to read: neither changed nor deleted, not even many at once."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002 (the signature of a queryset)
        """Refuse: entries stay as they are."""
        refuse()

    def delete(self) -> NoReturn:
        """Refuse: entries stay."""
        refuse()


def refuse() -> NoReturn:
    """Raise what every attempt to change the record gets."""
    raise TypeError("Audit entries are append-only.")


class Entry(models.Model):
    """One thing that was done: append-only, never changed, never deleted.

    ``organisation_id`` is an id, not a foreign key: the record outlives what it tells of.
    """

    at = models.DateTimeField(_("lúc"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(_("người làm"), max_length=200)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    home_id = models.BigIntegerField(null=True, blank=True)
    action = models.CharField(_("việc"), max_length=80)
    target = models.CharField(_("đối tượng"), max_length=120, blank=True)
    data = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager[Entry]] = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organisation_id", "-id"], name="audit_by_organisation"),
            models.Index(fields=["target", "-id"], name="audit_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_name}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; an existing one cannot be changed."""
        if self.pk is not None:
            refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 (the model's signature)
        """Refuse: entries stay."""
        refuse()
