from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.domain.plan import PlanValues, StepValues
from minhdinh.assessments.forms.rows import day_field, filled, line_field, rows_of, text_field

PREFIX = "steps"
NUMBER = re.compile(r"\b[0-9]{1,18}\b", re.ASCII)


class PlanForm(forms.Form):
    """The head of the self-assessment plan."""

    number = line_field(_("Số kế hoạch"), 60, placeholder="92/KH-…")
    date = day_field(_("Ngày ban hành"))
    purpose = text_field(_("Mục đích"), rows=3)
    scope = text_field(_("Phạm vi"), rows=2)
    tools = text_field(_("Công cụ"), rows=2)
    resources = text_field(_("Nguồn lực"), rows=2)
    drawn = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def clean_drawn(self) -> frozenset[int] | None:
        """Return the steps that the page was drawn with; None where it does not say."""
        if "drawn" not in self.data:
            return None
        return frozenset(int(one) for one in NUMBER.findall(self.cleaned_data["drawn"]))


class StepForm(forms.Form):
    """One step of the plan; who carries it out is ticked among the members of the council."""

    step_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.ChoiceField(
        label=_("Ứng với bước nào của quy định (để hệ thống tính hạn từng việc và báo khi đã đủ)"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    content = text_field(_("Nội dung"), rows=2)
    starts_on = day_field(_("Từ ngày"))
    ends_on = day_field(_("Đến ngày"))
    owner = line_field(_("Đơn vị, bộ phận phụ trách"), 200)
    note = line_field(_("Ghi chú"), 250)
    people = forms.TypedMultipleChoiceField(
        label=_("Người thực hiện"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[int, str]] = (),
        templates: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]
        own = ("", _("Bước riêng của trường"))
        self.fields["key"].choices = [own, *templates]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> int:
        """How many people are ticked."""
        return len(self["people"].value() or ())


StepFormSet = rows_of(StepForm)


def plan_values(head: PlanForm, steps: BaseFormSet[Any]) -> PlanValues:
    """Return valid forms as the verb takes them; rows without any word are left out."""
    rows = filled(
        (form.cleaned_data for form in steps.forms), "content", "starts_on", "ends_on", "owner", "note"
    )
    words = {name: value for name, value in head.cleaned_data.items() if name != "drawn"}
    return PlanValues(**words, steps=[_step(row) for row in rows])


def _step(row: Mapping[str, Any]) -> StepValues:
    return StepValues(**{**row, "people": tuple(row["people"])})
