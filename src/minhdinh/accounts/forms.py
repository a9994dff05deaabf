"""Forms of sign-in and of the own account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name or e-mail, password, and whether to stay signed in on this machine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Tên đăng nhập hoặc thư điện tử")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        password.label = _("Mật khẩu")
        password.help_text = ""
        password.widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = _("Giữ đăng nhập trên máy này")


class OwnProfileForm(forms.Form):
    """What a person may change of the own account."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Dùng để đăng nhập và nhận liên kết khi quên mật khẩu; có thể để trống."),
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # not generic at run time
    """The own password that replaces the issued one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Mật khẩu mới")
        self.fields["new_password2"].label = _("Gõ lại mật khẩu mới")
        self.fields["new_password1"].help_text = _("Ít nhất 10 ký tự, không quá dễ đoán, không giống tên.")

    def clean_new_password1(self) -> str:
        """Refuse the issued password itself: its sheet of paper may lie around."""
        password = str(self.cleaned_data["new_password1"])
        if self.user.check_password(password):
            raise forms.ValidationError(_("Mật khẩu mới phải khác mật khẩu đã được cấp."))
        return password
