from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.domain.plan_tables import LONGEST, MeansRow, PlanTables, TrainingRow
from minhdinh.assessments.forms.rows import line_field, rows_of, text_field

TRAINING = "training"
MEANS = "means"


class ExpertsForm(forms.Form):
    """What the tables do not hold: experts, and the mark of what the page was drawn with."""

    experts = text_field(_("Dự kiến thuê chuyên gia tư vấn (nếu có)"), rows=3, longest=4 * LONGEST)
    drawn = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


class TrainingForm(forms.Form):
    """One training."""

    when = line_field(_("Thời gian"), LONGEST)
    who = line_field(_("Thành phần"), LONGEST)
    content = text_field(_("Nội dung"), rows=2, longest=LONGEST)


class MeansForm(forms.Form):
    """What has to be raised for a criterion."""

    criterion = forms.ChoiceField(
        label=_("Tiêu chuẩn, tiêu chí"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    resource = text_field(_("Nguồn lực cần huy động"), rows=2, longest=LONGEST)
    when = line_field(_("Thời điểm huy động"), LONGEST)
    note = line_field(_("Ghi chú"), LONGEST)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [("", _("Chung cho cả trường")), *places]  # type: ignore[attr-defined]


TrainingFormSet = rows_of(TrainingForm)
MeansFormSet = rows_of(MeansForm)


def table_values(experts: ExpertsForm, training: BaseFormSet[Any], means: BaseFormSet[Any]) -> PlanTables:
    """Return valid forms as the verb takes them."""
    return PlanTables(
        tuple(TrainingRow(**form.cleaned_data) for form in training.forms),
        tuple(MeansRow(**form.cleaned_data) for form in means.forms),
        experts.cleaned_data["experts"],
    )
