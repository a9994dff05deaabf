"""Forms of corrections and of the official wording."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.lib.text import clean, decimal_comma
from minhdinh.standards.catalogue.places import CHOICES, Place
from minhdinh.standards.enums import UNIT_LABELS

LARGEST_FILE = 1024 * 1024
EMPTY_ALLOWED = frozenset(
    {"set:effective_to", "set:confidence_note", "code_convention:open", "code_convention:close"}
)


class PercentField(forms.CharField):
    """A percentage typed with a decimal comma or point."""

    def clean(self, value: Any) -> int | float:
        """Return a number; whole ones as int."""
        text = super().clean(value).replace("%", "").replace(",", ".").strip()
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise forms.ValidationError(_("Hãy ghi một số, ví dụ 62,5.")) from error
        if not number.is_finite() or not 0 <= number <= 100:
            raise forms.ValidationError(_("Tỷ lệ phải từ 0 đến 100."))
        return int(number) if number == number.to_integral_value() else float(number)

    def prepare_value(self, value: Any) -> Any:
        """Show a number with a decimal comma."""
        return decimal_comma(value) if isinstance(value, int | float) else value


class IsoDayField(DayField):
    """A day that becomes its ISO form, as set files write dates."""

    def clean(self, value: Any) -> str | None:
        """Return ``2026-07-07``, None where nothing was given."""
        day: dt.date | None = super().clean(value)
        return day.isoformat() if day else None


class LinesField(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value: Any) -> list[str]:
        """Return the entries without empty lines."""
        return [line for line in map(clean, super().clean(value).splitlines()) if line]

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


class WordsField(forms.CharField):
    """A text of a set; spaces are folded."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> str:
        """Return the text in composed form."""
        return clean(super().clean(value))


def _yes(value: Any) -> bool:
    return value in {True, "True", "true"}


WHOLE_NUMBER = {"invalid": _("Hãy ghi một số nguyên."), "min_value": _("Số này không được nhỏ hơn 0.")}
SPECIAL: dict[str, type[forms.Field]] = {
    "percent": PercentField,
    "date": IsoDayField,
    "list": LinesField,
    "json": forms.JSONField,
}


def value_field(place: Place) -> forms.Field:
    """Return the field that takes a value of a place, cleaned to what the set's content holds."""
    required = place.target not in EMPTY_ALLOWED
    if place.unit in CHOICES:
        coerce = _yes if place.unit == "boolean" else str
        return forms.TypedChoiceField(choices=list(CHOICES[place.unit].items()), coerce=coerce)
    if place.unit in UNIT_LABELS and place.unit not in SPECIAL:
        return forms.IntegerField(min_value=0, help_text=UNIT_LABELS[place.unit], error_messages=WHOLE_NUMBER)
    if place.unit == "day_month":
        return forms.CharField(max_length=5, help_text=_("Ngày và tháng, ví dụ 15/6."))
    if place.target.startswith("code_convention:"):
        return forms.CharField(required=required, strip=False, help_text=_("Dấu cách ở đầu, cuối được giữ."))
    return SPECIAL.get(place.unit, WordsField)(required=required)


class CorrectionForm(forms.Form):
    """A new value of one place with its legal reference and reason."""

    legal_reference = forms.CharField(
        label=_("Căn cứ pháp lý của giá trị mới"),
        max_length=300,
        help_text=_("Điều, khoản, tên văn bản. Căn cứ này hiện bên cạnh giá trị."),
    )
    reason = forms.CharField(
        label=_("Lý do điều chỉnh"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = value_field(place)
        field.label = _("Giá trị mới")
        self.fields = {"value": field, **self.fields}


class WithdrawForm(forms.Form):
    """Why a correction is taken back."""

    reason = forms.CharField(
        label=_("Lý do bỏ điều chỉnh"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WordingFileForm(forms.Form):
    """A file with official wording."""

    file = forms.FileField(
        label=_("Tệp nguyên văn (.yaml hoặc .json)"),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.json", "class": "form-control"}),
        help_text=_("Tệp ghi id của bộ, rồi từng tiêu chí với câu chữ của từng mức. Tối đa 1 MB."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large to be wording."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(_("Tệp nặng quá 1 MB."))
        return upload


class WordingTextForm(forms.Form):
    """The wording that was previewed, on its way to be written."""

    name = forms.CharField(max_length=200, widget=forms.HiddenInput)
    text = forms.CharField(max_length=LARGEST_FILE, strip=False, widget=forms.HiddenInput)
