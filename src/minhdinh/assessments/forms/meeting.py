from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.domain.meetings import MeetingValues


class MeetingForm(forms.Form):
    """The council's meeting on the report."""

    held_on = forms.DateField(
        label=_("Ngày họp"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    number = forms.CharField(label=_("Số biên bản"), max_length=60, required=False)
    present = forms.IntegerField(label=_("Số người có mặt"), min_value=0, max_value=999, initial=0)
    absent = forms.IntegerField(label=_("Số người vắng"), min_value=0, max_value=999, initial=0)
    summary = forms.CharField(
        label=_("Tóm tắt nội dung và kết luận"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def values(self) -> MeetingValues:
        """Return the cleaned values for the verb."""
        return MeetingValues(**self.cleaned_data)
