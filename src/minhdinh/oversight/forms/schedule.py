"""Forms of the schedule of external evaluations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.enums import SchoolType
from minhdinh.oversight.domain.schedule import NOTE_LENGTH, REASON_LENGTH
from minhdinh.oversight.domain.schedule_months import month_label, months_of

NO_MONTH = ("", _("Chưa xếp tháng"))


def month_choices(year: str) -> list[tuple[str, Any]]:
    """Return the months of a school year to choose from, "chưa xếp tháng" first."""
    return [NO_MONTH, *((month, month_label(month)) for month in months_of(year))]


class RowForm(forms.Form):
    """Where one school stands on a schedule; ``reason`` is asked for where the month was published."""

    month = forms.ChoiceField(label=_("Đề nghị đánh giá ngoài vào tháng"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=NOTE_LENGTH, required=False)
    reason = forms.CharField(
        label=_("Lý do điều chỉnh"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Trường đọc được lý do này trong thông báo."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, year: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = month_choices(year)


class RemoveForm(forms.Form):
    """Why a school is taken off a schedule."""

    reason = forms.CharField(label=_("Lý do bỏ khỏi lịch"), max_length=REASON_LENGTH, required=False)


class SearchForm(forms.Form):
    """Which schools to look for when adding."""

    q = forms.CharField(label=_("Tên hoặc mã trường"), required=False)
    school_type = forms.ChoiceField(
        label=_("Loại trường"), required=False, choices=[("", _("Mọi loại trường")), *SchoolType.choices]
    )


class AddForm(forms.Form):
    """Which schools to add, and the month they go to."""

    schools = forms.TypedMultipleChoiceField(label=_("Trường"), coerce=int, required=False)
    month = forms.ChoiceField(label=_("Xếp vào tháng"), required=False)

    def __init__(self, *args: Any, year: str, offered: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools, month = self.fields["schools"], self.fields["month"]
        assert isinstance(schools, forms.TypedMultipleChoiceField)  # noqa: S101 (for the type checker)
        assert isinstance(month, forms.ChoiceField)  # noqa: S101
        schools.choices = [(school_id, school_id) for school_id in offered]
        month.choices = month_choices(year)
