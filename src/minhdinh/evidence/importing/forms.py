"""The forms that take a list, or files whose names carry codes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.forms import ManyFilesField

ACCEPTED = ".xlsx,.xls,.xlsm,.ods,.docx,.csv,.txt"


class ListForm(forms.Form):
    """One list; an empty file is refused by the reader, in its own words."""

    prefix = "list"
    file = forms.FileField(
        label=_("Tệp danh mục (Excel, Word hoặc CSV)"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
        help_text=_("Thứ tự cột nào cũng được. Chưa ghi gì cho đến khi Thầy/Cô xác nhận."),
    )


class FilesForm(forms.Form):
    """Files or ZIPs."""

    prefix = "files"
    bundle = ManyFilesField(
        label=_("Tệp ZIP hoặc nhiều tệp"),
        help_text=_("Tên tệp hoặc tên thư mục có mã, ví dụ “MC.1.1.01 Ke hoach.pdf”."),
    )
