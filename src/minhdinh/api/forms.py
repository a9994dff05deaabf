from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.api.enums import TokenScope
from minhdinh.common.dates import DayField


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(label=_("Tên chương trình sẽ dùng mã"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("Phạm vi"), choices=TokenScope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = DayField(label=_("Hết hạn sau ngày"), required=False)
