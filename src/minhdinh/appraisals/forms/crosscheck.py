"""Forms of cross-checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.crosscheck import MOST_TIMES
from minhdinh.common.dates import DayField
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation


class DaysForm(forms.Form):
    """From when to when a check lasts, both days included."""

    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"))


class RuleForm(DaysForm):
    """What the rule pairs by."""

    school_type = forms.ChoiceField(
        label=_("Loại trường"), required=False, choices=[("", _("Mọi loại trường")), *SchoolType.choices]
    )
    times = forms.IntegerField(
        label=_("Mỗi trường kiểm tra và được kiểm tra mấy lần"),
        min_value=1,
        max_value=MOST_TIMES,
        initial=1,
    )
    avoid_commune = forms.BooleanField(
        label=_("Tránh ghép hai trường cùng xã khi còn cách khác"), required=False, initial=True
    )
    field_order = ("school_type", "times", "starts_on", "ends_on", "avoid_commune")


class PairForm(DaysForm):
    """Two schools paired by hand."""

    reviewer = forms.TypedChoiceField(label=_("Trường đi kiểm tra"), coerce=int)
    school = forms.TypedChoiceField(label=_("Trường được kiểm tra"), coerce=int)
    field_order = ("reviewer", "school", "starts_on", "ends_on")

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reviewer", "school"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 (for the type checker)
            field.choices = [("", _("— chọn —")), *((one.pk, one.name) for one in schools)]


class PersonForm(forms.Form):
    """Who is named to check."""

    user = forms.TypedChoiceField(label=_("Người kiểm tra"), coerce=int)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [("", _("— chọn —")), *((one.pk, one.full_name) for one in people)]
