"""Forms for what an officer records of a school by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import Wish
from minhdinh.common.dates import DayField
from minhdinh.lib.school_year import containing, latest

YEARS_BACK = 20
UNKNOWN = ("", _("Không ghi"))
LEVELS = [UNKNOWN, *((str(number), _("Mức %d") % number) for number in range(1, 5))]
FOUND_LEVELS = [UNKNOWN, ("0", _("Không đạt")), *LEVELS[1:]]
GRADES = [UNKNOWN, *((str(number), _("Cấp độ %d") % number) for number in range(1, 5))]
DEGREES = [UNKNOWN, *((str(number), _("Mức độ %d") % number) for number in range(1, 3))]


def year_choices() -> list[tuple[str, str]]:
    """Return the running school year and those before it, newest first."""
    years = latest(containing(timezone.localdate()), YEARS_BACK)
    return [(year, year) for year in reversed(years)]


def _number(text: str) -> int | None:
    return int(text) if text else None


def _level_field(label: Any, choices: Sequence[tuple[Any, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=_number, empty_value=None, required=False
    )


class YearForm(forms.Form):
    """A fact of one school year."""

    year = forms.ChoiceField(label=_("Năm học"), choices=year_choices)


class RegistrationForm(YearForm):
    """That the school registered for external evaluation."""

    wish = forms.ChoiceField(label=_("Nguyện vọng"), choices=Wish.choices, initial=Wish.BOTH)
    declared_level = _level_field(_("Mức tự nhận"), LEVELS)
    registered_on = DayField(label=_("Ngày đăng ký"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)


class EvaluationForm(YearForm):
    """That the school was evaluated by others."""

    held_on = DayField(label=_("Ngày đánh giá ngoài"), required=False)
    level = _level_field(_("Mức được đánh giá"), FOUND_LEVELS)
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)


class DecisionForm(YearForm):
    """A signed decision that recognises the school."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100)
    decided_on = DayField(label=_("Ngày quyết định"), required=False)
    valid_to = DayField(label=_("Ngày hết hạn"), required=False)
    grade = _level_field(_("Cấp độ công nhận"), GRADES)
    degree = _level_field(_("Mức độ chuẩn quốc gia"), DEGREES)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=250, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=150, required=False)


class RevokeForm(forms.Form):
    """That a decision was revoked."""

    day = DayField(label=_("Ngày thu hồi"))
    reason = forms.CharField(
        label=_("Lý do, văn bản thu hồi"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
