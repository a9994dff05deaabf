from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.calendars import all_calendars, packaged_duty
from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.forms.rows import line_field
from minhdinh.assessments.models import Milestone
from minhdinh.organisations.web.forms import offer


class MilestoneForm(forms.Form):
    """A day of the school year that an office sets for its schools."""

    duty = forms.ChoiceField(
        label=_("Dời ngày của việc trong lịch, hoặc việc riêng của cơ quan"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    title = line_field(_("Việc các trường phải làm (khi là việc riêng)"), 200)
    day = forms.IntegerField(
        label=_("Ngày"), min_value=1, max_value=31, widget=forms.NumberInput(attrs={"class": "form-control"})
    )
    month = forms.IntegerField(
        label=_("Tháng"), min_value=1, max_value=12, widget=forms.NumberInput(attrs={"class": "form-control"})
    )
    legal_reference = line_field(_("Căn cứ (số, ngày, nơi ban hành)"), 300)
    certainty = forms.ChoiceField(
        label=_("Mức chắc chắn"),
        choices=Certainty.choices,
        initial=Certainty.HIGH,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    from_year = line_field(_("Từ năm học"), 9, placeholder="2026-2027")
    to_year = line_field(_("Đến hết năm học (để trống nếu chưa biết)"), 9)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "duty", [("", str(_("— việc riêng của cơ quan —"))), *packaged_duties()])


def packaged_duties() -> list[tuple[str, str]]:
    """Return the duties of every packaged calendar with the day that each has there."""
    return [
        (calendar.address(duty), f"{calendar.title}: {duty.title} ({duty.day})")
        for calendar in all_calendars()
        for duty in calendar.duties
    ]


def moved_from(row: Milestone) -> str:
    """Return where the day that a row moves stands, and which day that is; empty for an office's own duty."""
    found = packaged_duty(row.duty)
    return f"{found[0].title}: {found[1].day}" if found else ""
