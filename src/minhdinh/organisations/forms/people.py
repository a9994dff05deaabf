"""Forms about an organisation's people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.domain.membership import USERNAME_RULE, roles_for
from minhdinh.organisations.models import Organisation


class RoleForm(forms.Form):
    """A role in an organisation, with the position there."""

    role = forms.ChoiceField(label=_("Vai trò"))
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [("", _("— chọn —")), *((role.value, role.label) for role in roles_for(organisation))]


class AccountForm(RoleForm):
    """A new account with its first role."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    username = forms.CharField(label=_("Tên đăng nhập"), max_length=60, help_text=USERNAME_RULE)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)
    field_order = ("full_name", "username", "role", "position", "email", "phone")


class ExistingPersonForm(RoleForm):
    """Somebody who has an account already, by the exact username."""

    username = forms.CharField(label=_("Tên đăng nhập đã có"), max_length=150)
    field_order = ("username", "role", "position")
