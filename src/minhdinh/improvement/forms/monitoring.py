"""The form of a monitoring: the plan as a whole and every action of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.forms.rows import text_field
from minhdinh.common.dates import DayField
from minhdinh.improvement.domain.guards import LONGEST, short
from minhdinh.improvement.domain.monitoring import FoundOfAction, MonitoringValues
from minhdinh.improvement.forms.versions import version_field
from minhdinh.improvement.models import Action, Monitoring, MonitoringResult


class MonitoringForm(forms.Form):
    """What is written once for the plan, and two fields for each action (``result-<id>``, ``adjustment-<id>``)."""

    day = DayField(label=_("Ngày giám sát"))
    assessor = forms.CharField(
        label=_("Người đánh giá"), max_length=250, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    followed = text_field(_("Nội dung theo dõi"), 2, LONGEST)
    result = forms.CharField(
        label=_("Kết quả thực hiện"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )
    adjustment = text_field(_("Điều chỉnh (nếu có)"), 2, LONGEST)
    version = version_field()

    def __init__(self, *args: Any, actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = actions
        for action in actions:
            self.fields[f"result-{action.pk}"] = text_field(_("Kết quả"), 2, LONGEST)
            self.fields[f"adjustment-{action.pk}"] = text_field(_("Điều chỉnh"), 2, LONGEST)

    @property
    def labels(self) -> dict[str, str]:
        """The fields of the actions with the action they belong to, for where they stand alone."""
        return {
            name: f"{short(one.content)}: {self.fields[name].label}"
            for one in self.actions
            for name in (f"result-{one.pk}", f"adjustment-{one.pk}")
        }

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The actions with their two fields."""
        return [
            {
                "action": one,
                "result": self[f"result-{one.pk}"],
                "adjustment": self[f"adjustment-{one.pk}"],
            }
            for one in self.actions
        ]

    def values(self) -> MonitoringValues:
        """Return what was written."""
        given = self.cleaned_data
        return MonitoringValues(
            day=given["day"],
            result=given["result"],
            assessor=given["assessor"],
            followed=given["followed"],
            adjustment=given["adjustment"],
            of_actions={
                one.pk: FoundOfAction(given[f"result-{one.pk}"], given[f"adjustment-{one.pk}"])
                for one in self.actions
            },
        )


def initial_of(row: Monitoring, results: Sequence[MonitoringResult]) -> dict[str, Any]:
    """Return what a recorded monitoring fills the form with."""
    filled: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("day", "assessor", "followed", "result", "adjustment", "version")
    }
    for one in results:
        filled[f"result-{one.action_id}"] = one.result
        filled[f"adjustment-{one.action_id}"] = one.adjustment
    return filled
