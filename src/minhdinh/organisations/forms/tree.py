"""Forms about the tree below an office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.organisations.enums import EducationLevel, Ownership, SchoolType
from minhdinh.organisations.models import Organisation, OrganisationKind
from minhdinh.organisations.web.forms import offer


class ParentForm(forms.Form):
    """A managing parent from a day on."""

    parent = forms.ChoiceField(label=_("Cơ quan quản lý trực tiếp"))
    day = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, offices: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in offices}
        offer(self, "parent", [(office.code, office.name) for office in offices])

    def chosen_parent(self) -> Organisation:
        """Return the parent that was picked from the offices offered."""
        return self.offices[self.cleaned_data["parent"]]


class MoveForm(ParentForm):
    """Moving an organisation under another parent, which has to be chosen on purpose."""

    basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=400, required=False)

    def __init__(self, *args: Any, offices: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, offices=offices, **kwargs)
        offer(self, "parent", [("", str(_("— chọn —"))), *((one.code, one.name) for one in offices)])


class AddForm(ParentForm):
    """A new organisation; type, levels and ownership are for schools."""

    kind = forms.ChoiceField(label=_("Loại đơn vị"))
    code = forms.CharField(label=_("Mã"), max_length=40, help_text=_("Chữ, số, dấu gạch; không đổi về sau."))
    name = forms.CharField(label=_("Tên"), max_length=250)
    school_type = forms.ChoiceField(
        label=_("Loại trường"), required=False, choices=[("", _("— chỉ với trường —")), *SchoolType.choices]
    )
    education_levels = forms.MultipleChoiceField(
        label=_("Cấp học"),
        required=False,
        choices=EducationLevel.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ cần với trường phổ thông có nhiều cấp học; loại khác hệ thống tự ghi."),
    )
    ownership = forms.ChoiceField(label=_("Loại hình"), required=False, choices=Ownership.choices)
    field_order = ("kind", "code", "name", "parent", "day", "school_type", "education_levels", "ownership")

    def __init__(self, *args: Any, kinds: Sequence[OrganisationKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(kind.pk, kind.name) for kind in reversed(kinds)])
        self.fields["day"].required = False
        self.fields["day"].help_text = _("Để trống: đã có từ trước.")

    def clean_code(self) -> str:
        """Refuse what could not stand in an address."""
        code = str(self.cleaned_data["code"]).strip()
        if "/" in code:
            raise forms.ValidationError(_("Mã không chứa dấu /."))
        return code
