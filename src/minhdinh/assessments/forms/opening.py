from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.dates import DayField
from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.standards.domain.queries import version_by_id, version_choices
from minhdinh.standards.models import StandardSetVersion


class OpenYearForm(forms.Form):
    """Which year to open; the set is the system's choice unless another is named with a reason."""

    year = forms.CharField(label=_("Năm học"), max_length=9, help_text=_("Viết dạng 2026-2027."))
    decision_date = DayField(label=_("Ngày quyết định thành lập hội đồng (nếu đã có)"), required=False)
    standard_set = forms.ChoiceField(
        label=_("Bộ tiêu chuẩn khác (để trống thì hệ thống tự xác định)"), required=False
    )
    reason = forms.CharField(
        label=_("Lý do chọn bộ khác"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    source = forms.ChoiceField(
        label=_("Kế thừa từ"),
        required=False,
        help_text=_("Thầy/Cô xem trước những gì được mang sang rồi mới ghi; bản cũ giữ nguyên."),
    )

    def __init__(self, *args: object, sources: Sequence[SelfAssessment] = (), **kwargs: object) -> None:
        """``sources`` are the earlier years to carry from; without any the question is left out."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if sources:
            named = [
                (str(one.pk), f"{one.year} · {one.standard_set.catalogue.short_title}") for one in sources
            ]
            choices = [("", _("Không kế thừa, làm mới từ đầu")), *named]
            self.fields["source"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["source"]
        chosen = self.fields["standard_set"]
        chosen.choices = [("", _("Hệ thống tự xác định")), *version_choices()]  # type: ignore[attr-defined]

    def clean_standard_set(self) -> StandardSetVersion | None:
        """Return the chosen version, None where the system decides."""
        value = self.cleaned_data["standard_set"]
        return version_by_id(int(value)) if value else None

    def clean_year(self) -> str:
        """Check the year's form."""
        year: str = self.cleaned_data["year"].strip()
        try:
            first_year(year)
        except SchoolYearError as error:
            raise forms.ValidationError(str(error)) from error
        return year
