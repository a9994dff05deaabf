from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.models import Organisation


class Notice(models.Model):
    """A line for one person: what happened, where, and the page that shows it.

    ``key`` names the thing told; the same person is told the same thing once. ``mail`` is the kind of letter that it
    still waits for, empty where none is wanted or it has gone.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=NoticeKind.choices, default=NoticeKind.OTHER)
    text = models.TextField(_("nội dung"))
    url = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField(_("lúc"))
    read_at = models.DateTimeField(_("đã đọc lúc"), null=True, blank=True)
    mail = models.CharField(max_length=8, blank=True)
    mailed_at = models.DateTimeField(_("gửi thư lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["mail", "person"], condition=~Q(mail=""), name="notice_to_mail"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
