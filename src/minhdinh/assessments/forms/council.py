from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.domain.council import CouncilValues, MemberValues
from minhdinh.assessments.enums import CouncilRole
from minhdinh.assessments.forms.rows import day_field, filled, line_field, rows_of, text_field

PREFIX = "members"
Choice = tuple[str, str]


class CouncilForm(forms.Form):
    """The decision behind the council, and why it may differ from the regulation."""

    decision_number = line_field(_("Số quyết định thành lập"), 60, placeholder="65/QĐ-…")
    decision_date = day_field(_("Ngày quyết định"))
    reason = text_field(_("Lý do giữ hội đồng khác quy định (nếu có)"), rows=2)


class MemberForm(forms.Form):
    """One person of the council or of a working group."""

    member_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = line_field(_("Họ và tên"), 150, autocomplete="off")
    user_id = forms.TypedChoiceField(
        label=_("Tài khoản"),
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    position = line_field(_("Chức vụ"), 150)
    role = forms.ChoiceField(
        label=_("Vai trò"),
        choices=CouncilRole.choices,
        initial=CouncilRole.MEMBER,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    group = line_field(_("Nhóm công tác"), 120, list="group-names")
    task = line_field(_("Nhiệm vụ"), 2000)
    in_council = forms.BooleanField(label=_("Thành viên hội đồng"), required=False, initial=True)
    leads_group = forms.BooleanField(label=_("Nhóm trưởng"), required=False)
    trained = forms.BooleanField(label=_("Đã tập huấn"), required=False)

    def __init__(self, *args: Any, people: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = [("", _("Không có tài khoản")), *people]  # type: ignore[attr-defined]


MemberFormSet = rows_of(MemberForm)


def council_values(head: CouncilForm, members: BaseFormSet[Any]) -> CouncilValues:
    """Return valid forms as the verb takes them; rows without any word are left out."""
    names = dict(members.form_kwargs.get("people", ()))
    rows = filled(
        (form.cleaned_data for form in members.forms), "name", "user_id", "position", "task", "group"
    )
    return CouncilValues(
        decision_number=head.cleaned_data["decision_number"],
        decision_date=head.cleaned_data["decision_date"],
        reason=head.cleaned_data["reason"],
        members=[MemberValues(**{**row, "name": row["name"] or _account_name(names, row)}) for row in rows],
    )


def _account_name(names: dict[str, str], row: Any) -> str:
    """Return the name of the chosen account where no name was written."""
    return names.get(str(row["user_id"]), "").split(" (")[0]
