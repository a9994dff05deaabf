"""The form that takes a file of people or schools."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPTED = ".xlsx,.xlsm,.xls,.xlsb,.ods"


class ImportForm(forms.Form):
    """One workbook; an empty one is refused by the reader, in its own words."""

    file = forms.FileField(
        label=_("Tệp Excel"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
        help_text=_("Điền vào tệp mẫu rồi chọn ở đây. Chưa ghi gì cho đến khi Thầy/Cô xác nhận."),
    )
