"""Forms about merging, splitting, renaming organisations and acting for one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.organisations.domain.reorganisation import Target
from minhdinh.organisations.enums import EducationLevel, HandOver, MergerForm, SchoolType
from minhdinh.organisations.models import Organisation, OrganisationKind
from minhdinh.organisations.web.forms import offer

YES_NO = ((("", _("— chưa rõ —"))), ("yes", _("Đã có")), ("no", _("Chưa có")))
OF_SCHOOLS = ("merger_form", "cohort_completed", "school_type", "education_levels")
PREFIX = "giao-"


def codes_in(text: str) -> list[str]:
    """Return the codes of a text, separated by commas, semicolons, spaces or lines."""
    return [code for code in re.split(r"[,;\s]+", text) if code]


class ReorganisationForm(forms.Form):
    """What mergers and splits ask alike: day, basis, people, and where what is new stands."""

    kind = forms.ChoiceField(label=_("Loại của đơn vị mới"))
    parent = forms.ChoiceField(label=_("Cơ quan quản lý trực tiếp của đơn vị mới"), required=False)
    day = DayField(label=_("Có hiệu lực từ ngày"))
    basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        max_length=400,
        help_text=_("Số, ngày, cơ quan ban hành nghị quyết hoặc quyết định."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)
    people = forms.ChoiceField(label=_("Vai trò của người đang làm việc"), choices=HandOver.choices)

    def __init__(
        self, *args: Any, offices: Sequence[Organisation], kinds: Sequence[OrganisationKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in offices}
        parents = [("", str(_("— chọn —"))), *((one.code, one.name) for one in offices)]
        offer(self, "parent", parents)
        offer(self, "kind", [(kind.pk, kind.name) for kind in reversed(kinds)])

    def target(self, code: str, name: str, organisation: Organisation | None = None) -> Target:
        """Return a successor: the organisation that is there, else one to be made as the form says."""
        if organisation is not None:
            return Target(code=organisation.code, organisation=organisation)
        values = self.cleaned_data
        return Target(
            code=code,
            name=name,
            kind=values["kind"],
            parent=self.offices.get(values["parent"]),
            school_type=values.get("school_type", ""),
            education_levels=tuple(values.get("education_levels", ())),
        )


class MergeForm(ReorganisationForm):
    """Several organisations become one, new or there already."""

    units = forms.CharField(
        label=_("Mã các đơn vị sáp nhập"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cách nhau bằng dấu phẩy. Một đơn vị: đơn vị mới thay đơn vị cũ."),
    )
    target_code = forms.CharField(
        label=_("Mã của đơn vị kế tục"),
        max_length=40,
        help_text=_("Mã đã có: nhập vào đơn vị ấy. Mã chưa có: lập đơn vị mới."),
    )
    target_name = forms.CharField(label=_("Tên của đơn vị mới"), max_length=250, required=False)
    merger_form = forms.ChoiceField(
        label=_("Trường hợp sáp nhập trường"),
        choices=[("", _("— chọn —")), *MergerForm.choices],
        required=False,
        help_text=_("Quyết định giá trị của giấy chứng nhận mà các trường cũ đang giữ."),
    )
    cohort_completed = forms.ChoiceField(
        label=_("Trường mới đã có một khóa hoàn thành chương trình"), choices=YES_NO, required=False
    )
    school_type = forms.ChoiceField(
        label=_("Loại trường của trường mới"),
        choices=[("", _("— theo các trường cũ —")), *SchoolType.choices],
        required=False,
    )
    education_levels = forms.MultipleChoiceField(
        label=_("Cấp học của trường mới"),
        choices=EducationLevel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Để trống: gồm mọi cấp học của các trường cũ."),
    )
    field_order = ("units", "target_code", "target_name", "kind", "parent", "day", "basis", *OF_SCHOOLS,
                   "people", "note")  # fmt: skip

    def __init__(self, *args: Any, schools: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if schools else OF_SCHOOLS:
            del self.fields[name]

    def clean_target_code(self) -> str:
        """Refuse what could not stand in an address."""
        return _checked_code(str(self.cleaned_data["target_code"]).strip())

    @property
    def cohort(self) -> bool | None:
        """Whether a cohort completed the programme; None where nobody knows."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get("cohort_completed", ""))


class SplitForm(ReorganisationForm):
    """One organisation becomes several; each child is assigned once the parts are written."""

    parts = forms.CharField(
        label=_("Các đơn vị sau khi tách"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Mỗi dòng một đơn vị: <code>mã; tên</code> nếu lập mới, chỉ <code>mã</code> nếu đã có. Dòng đầu nhận người và những gì không giao cho ai."
        ),
    )
    keep = forms.BooleanField(label=_("Đơn vị cũ tiếp tục hoạt động, chỉ tách một phần"), required=False)
    field_order = ("parts", "keep", "kind", "parent", "day", "basis", "people", "note")

    def __init__(
        self, *args: Any, unit: Organisation, children: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        written = self.data.get("parts", "") if self.is_bound else ""
        choices = [(code, name or code) for code, name in parts_in(written)]
        if self.is_bound and self.data.get("keep"):
            choices.insert(0, (unit.code, str(_("Ở lại %(name)s") % {"name": unit.name})))
        for child in children if choices else ():
            self.fields[f"{PREFIX}{child.code}"] = forms.ChoiceField(
                label=_("%(name)s về") % {"name": child.name}, choices=choices, required=False
            )
        assigned = [name for name in self.fields if name.startswith(PREFIX)]
        self.order_fields(["parts", "keep", *assigned, *self.field_order[2:]])

    def clean_parts(self) -> list[tuple[str, str]]:
        """Return the parts as (code, name)."""
        found = parts_in(self.cleaned_data["parts"])
        if not found:
            raise forms.ValidationError(_("Chưa ghi đơn vị nào."))
        for code, _name in found:
            _checked_code(code)
        return found

    @property
    def assignment(self) -> dict[str, str]:
        """The children that were given to a part, by code."""
        given = {name: self.cleaned_data.get(name, "") for name in self.fields if name.startswith(PREFIX)}
        return {name.removeprefix(PREFIX): code for name, code in given.items() if code}


class RenameForm(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label=_("Tên mới"), max_length=250)
    day = DayField(label=_("Từ ngày"))
    basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=400)


class DelegationForm(forms.Form):
    """Another office does this one's work for a time."""

    acting = forms.ChoiceField(label=_("Cơ quan làm thay"))
    day = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến trước ngày"), required=False)
    basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=400)

    def __init__(self, *args: Any, offices: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in offices}
        offer(self, "acting", [("", str(_("— chọn —"))), *((one.code, one.name) for one in offices)])


class KindForm(forms.Form):
    """A further kind of organisation."""

    kind_id = forms.CharField(
        label=_("Mã loại"), max_length=40, help_text=_("Chữ thường không dấu, số, gạch dưới.")
    )
    name = forms.CharField(label=_("Tên loại"), max_length=100)
    rank = forms.IntegerField(
        label=_("Thứ bậc"),
        min_value=1,
        max_value=99,
        help_text=_("Bộ 10, Sở 20, Phòng 30, xã 40, trường 50."),
    )
    is_school = forms.BooleanField(label=_("Là cơ sở giáo dục"), required=False)


def parts_in(text: str) -> list[tuple[str, str]]:
    """Return (code, name) of each line ``code; name``; the name is "" where only a code stands."""
    pairs = [line.partition(";") for line in text.splitlines() if line.strip()]
    return [(code.strip(), name.strip()) for code, _mark, name in pairs]


def _checked_code(code: str) -> str:
    if "/" in code:
        raise forms.ValidationError(_("Mã không chứa dấu /."))
    return code
