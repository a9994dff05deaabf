from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.api.enums import TokenScope


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(label=_("Tên chương trình sẽ dùng mã"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("Phạm vi"), choices=TokenScope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=_("Hết hạn sau ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
