from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.forms.rows import line_field


class MilestoneForm(forms.Form):
    """A day of the school year that an office sets for its schools."""

    title = line_field(_("Việc các trường phải làm"), 200)
    day = forms.IntegerField(
        label=_("Ngày"), min_value=1, max_value=31, widget=forms.NumberInput(attrs={"class": "form-control"})
    )
    month = forms.IntegerField(
        label=_("Tháng"), min_value=1, max_value=12, widget=forms.NumberInput(attrs={"class": "form-control"})
    )
    legal_reference = line_field(_("Căn cứ (số, ngày, nơi ban hành)"), 300)
    certainty = forms.ChoiceField(
        label=_("Mức chắc chắn"),
        choices=Certainty.choices,
        initial=Certainty.HIGH,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    from_year = line_field(_("Từ năm học"), 9, placeholder="2026-2027")
    to_year = line_field(_("Đến hết năm học (để trống nếu chưa biết)"), 9)
