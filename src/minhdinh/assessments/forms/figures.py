from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models import FiguresSource
from minhdinh.lib.sheet_reading import MOST_BYTES


class FiguresFileForm(forms.Form):
    """A workbook with figures and the program that wrote it."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx, .xls, .ods)"),
        help_text=_("Tối đa 10 MB. Tệp được đọc để xem trước; chưa ghi gì vào bảng số liệu."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )
    source = forms.ChoiceField(
        label=_("Tệp lấy từ"),
        choices=FiguresSource.choices,
        help_text=_("Mỗi nguồn ghép cột một lần; lần sau cách ghép được dùng lại."),
    )

    def clean_file(self) -> bytes:
        """Return the file's bytes; a file that is too big is not read at all."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(
                _("Tệp lớn hơn 10 MB. Hãy bỏ hình ảnh, hoặc chép riêng bảng tổng hợp sang tệp mới.")
            )
        self.file_name: str = sent.name or ""
        content: bytes = sent.read()
        return content


class ShareForm(forms.Form):
    """From which change against the year before a figure is asked about, in percent."""

    share = forms.IntegerField(label=_("Hỏi lại khi tăng hoặc giảm quá (%)"), min_value=1, max_value=500)
