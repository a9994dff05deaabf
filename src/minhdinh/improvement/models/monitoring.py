from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.improvement.enums import ActionState, Moment
from minhdinh.improvement.models.action import Action
from minhdinh.improvement.models.plan import ImprovementPlan
from minhdinh.organisations.models import SchoolOwned


class Monitoring(SchoolOwned):
    """One of the year's two monitorings of a plan."""

    same_school = ("plan",)

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="monitorings")
    moment = models.CharField(_("thời điểm"), max_length=10, choices=Moment.choices)
    day = models.DateField(_("ngày"))
    followed = models.TextField(_("nội dung theo dõi"), blank=True)
    result = models.TextField(_("kết quả thực hiện"))
    adjustment = models.TextField(_("điều chỉnh (nếu có)"), blank=True)
    assessor = models.CharField(_("người đánh giá"), max_length=250)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "day", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "moment"], name="improvement_monitoring_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.moment}"


class MonitoringResult(SchoolOwned):
    """What a monitoring found of one action, and what was changed in it."""

    same_school = ("monitoring", "action")

    monitoring = models.ForeignKey(Monitoring, on_delete=models.CASCADE, related_name="results")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="monitored")
    state = models.CharField(max_length=12, choices=ActionState.choices)
    result = models.TextField(_("kết quả"), blank=True)
    adjustment = models.TextField(_("điều chỉnh"), blank=True)

    class Meta:
        ordering = ["monitoring", "action__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["monitoring", "action"], name="improvement_monitored_action_once")
        ]

    def __str__(self) -> str:
        return f"{self.monitoring_id}: {self.action_id}"
