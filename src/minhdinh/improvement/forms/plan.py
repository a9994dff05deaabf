"""Forms of a plan as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.forms.rows import line_field, text_field
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.dates import DayField
from minhdinh.improvement.domain.plans import PlanValues
from minhdinh.improvement.domain.texts import LABELS, LONGEST
from minhdinh.improvement.forms.versions import VERSION, version_field
from minhdinh.organisations.web.forms import offer


class PlanForm(forms.Form):
    """The plan's head and its texts."""

    number = line_field(_("Số kế hoạch"), 60)
    date = DayField(label=_("Ngày ban hành"), required=False)
    source_id = forms.TypedChoiceField(
        label=_("Rút ra từ báo cáo tự đánh giá"), coerce=int, empty_value=None, required=False
    )
    version = version_field()

    def __init__(self, *args: Any, sources: Sequence[SelfAssessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.year} · {one.standard_set.title}") for one in sources]
        offer(self, "source_id", [("", str(_("— chưa chọn —"))), *choices])
        for key, label in LABELS.items():
            self.fields[key] = text_field(label, 5, LONGEST)

    def values(self) -> PlanValues:
        """Return what was written."""
        given = dict(self.cleaned_data)
        given.pop(VERSION, None)
        head = {name: given.pop(name) for name in ("number", "date", "source_id")}
        return PlanValues(**head, texts=given)


class ApproveForm(forms.Form):
    """The number and day under which a plan is approved."""

    number = forms.CharField(
        label=_("Số kế hoạch"), max_length=60, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    date = DayField(label=_("Ngày ban hành"))


class PublishForm(forms.Form):
    """Where and when a plan was made public."""

    place = forms.CharField(
        label=_("Nơi công khai"),
        max_length=250,
        widget=forms.TextInput(attrs={"class": "form-control", "list": "noi-cong-khai"}),
    )
    day = DayField(label=_("Ngày công khai"))
    link = line_field(_("Đường dẫn (nếu có)"), 1000, inputmode="url")


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"class": "form-control", "rows": 2})
    )
