"""The form of a private school's taking part."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.oversight.enums import ParticipationBasis


class ParticipationForm(forms.Form):
    """How a school takes part, from a day to a day."""

    basis = forms.ChoiceField(
        label=_("Hình thức tham gia"),
        choices=ParticipationBasis.choices,
        initial=ParticipationBasis.CONTRACT,
    )
    number = forms.CharField(label=_("Số hợp đồng, văn bản"), max_length=100, required=False)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)
