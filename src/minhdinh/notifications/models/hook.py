from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.notifications.enums import DeliveryState
from minhdinh.notifications.models.profile import new_key
from minhdinh.organisations.models import Organisation


class WebHook(Record):
    """An address outside that is told of an organisation's notices; its signing key follows from ``key``."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(_("địa chỉ nhận"), max_length=300)
    kinds = models.JSONField(_("loại thông báo"), default=list)
    active = models.BooleanField(_("đang dùng"), default=True)
    key = models.CharField(max_length=32, default=new_key)
    made_by_name = models.CharField(_("người đặt"), max_length=150)

    class Meta:
        ordering = ["organisation"]

    def __str__(self) -> str:
        return self.url


class HookDelivery(models.Model):
    """One call of a web hook: what was sent, how often it was tried, what came back."""

    hook = models.ForeignKey(WebHook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(_("việc"), max_length=20)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    status_code = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(_("lỗi"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("lúc"))
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state=DeliveryState.WAITING),
                name="hook_call_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.state}"
