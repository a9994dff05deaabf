from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.carrying.word.reading import MOST_BYTES


class WordReportForm(forms.Form):
    """A report as DOCX, the set it was written by, and the cấp học it is about where there are several."""

    file = forms.FileField(
        label=_("Báo cáo tự đánh giá (.docx)"),
        help_text=_("Tối đa 20 MB. Tệp được đọc để xem trước; chưa ghi gì vào báo cáo."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
    source_set = forms.ChoiceField(label=_("Báo cáo viết theo bộ tiêu chuẩn"))
    track = forms.ChoiceField(label=_("Cấp học trong báo cáo"), required=False)

    def __init__(
        self,
        *args: object,
        sets: Sequence[tuple[str, str]],
        tracks: Sequence[tuple[str, str]] = (),
        **kwargs: object,
    ) -> None:
        """``sets`` are (id, title) of the loaded sets, ``tracks`` the cấp học of the year (asked where several)."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["source_set"].choices = list(sets)  # type: ignore[attr-defined]
        if len(tracks) > 1:
            self.fields["track"].choices = [("", _("Mọi cấp học")), *tracks]  # type: ignore[attr-defined]
        else:
            del self.fields["track"]

    def clean_file(self) -> bytes:
        """Return the file's bytes; a file that is too big is not read at all."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(
                _("Tệp lớn hơn 20 MB. Hãy xóa hình ảnh trong báo cáo (chỉ cần chữ), lưu lại rồi tải lên.")
            )
        self.file_name: str = sent.name or ""
        content: bytes = sent.read()
        return content
