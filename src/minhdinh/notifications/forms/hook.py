from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.notifications.enums import NoticeKind


class HookForm(forms.Form):
    """Where an organisation's notices go."""

    url = forms.CharField(
        label=_("Địa chỉ nhận (https)"),
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "inputmode": "url",
                "placeholder": "https://cong-zalo.vi-du.vn/nhan",
            }
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Loại thông báo gửi ra"), choices=NoticeKind.choices, widget=forms.CheckboxSelectMultiple
    )
    active = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)
