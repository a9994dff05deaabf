"""Forms of conclusions, opinions, replies and the school's answer."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.domain.concluding.writing import LONGEST, WRITTEN, ConclusionValues
from minhdinh.common.dates import DayField
from minhdinh.common.problems import Problem

MOST = 1_000_000
F = TypeVar("F", bound=forms.Form)


def _text(label: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


def _number(*, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(required=required, min_value=0, max_value=MOST)


class VersionForm(forms.Form):
    """The version that a page was drawn with."""

    version = _number()


class ConclusionForm(VersionForm):
    """What the body holds of one criterion."""

    track = forms.CharField(max_length=20)
    criterion = forms.CharField(max_length=10)
    level = _number(required=False)
    strengths = _text(_("Điểm mạnh"))
    weaknesses = _text(_("Điểm yếu"))
    unclear = _text(_("Nội dung chưa rõ"))
    advice = _text(_("Khuyến nghị cải tiến"))
    reason = _text(_("Lý do khác với tự đánh giá"))

    def values(self) -> ConclusionValues:
        """Return what was typed."""
        data = self.cleaned_data
        return ConclusionValues(data["level"], {name: data[name] for name in WRITTEN})


class PartForm(VersionForm):
    """One general part of the report."""

    key = forms.CharField(max_length=20)
    text = _text()


class ResultForm(VersionForm):
    """The result that the leader stands by."""

    level = _number(required=False)
    reason = _text()


class DayForm(VersionForm):
    """Until when the school may answer, where the regulation names no days."""

    due_on = DayField(label=_("Trường phản hồi đến hết ngày"), required=False)


class OpinionForm(VersionForm):
    """A member's opinion slip."""

    verdict = forms.CharField(max_length=10, required=False)
    reason = _text()


class AbsentForm(forms.Form):
    """A member who sends no opinion slip, and why."""

    member = _number()
    reason = forms.CharField(max_length=400, required=False)


class ReplyForm(forms.Form):
    """What the body does with an objection."""

    seen = forms.CharField(max_length=40)
    reply = forms.CharField(max_length=10, required=False)
    reason = _text()


class ObjectionForm(forms.Form):
    """What the school says against a draft; ``place`` is "<track>:<criterion>", empty for the whole report."""

    place = forms.CharField(max_length=40, required=False)
    seen = forms.CharField(max_length=40, required=False)
    text = _text()


class ResponseForm(VersionForm):
    """The school's answer to a draft."""

    response = forms.CharField(max_length=10, required=False)
    text = _text()


def checked(form: F) -> F:
    """Return a valid form; raises Problem with the first thing that is wrong with it."""
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise Problem(f"{label}: {errors[0]}" if label else str(errors[0]), field=name)
    return form
