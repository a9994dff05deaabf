"""The own account."""

from __future__ import annotations

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.web import signed_in_view
from minhdinh.accounts.domain.person import save_own_profile, set_own_password
from minhdinh.accounts.forms import FirstPasswordForm, OwnProfileForm
from minhdinh.accounts.models import User
from minhdinh.common.problems import Problem


@require_http_methods(["GET", "HEAD", "POST"])
def _profile(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    present = {"full_name": user.full_name, "email": user.email, "phone": user.phone}
    form = OwnProfileForm(request.POST if request.method == "POST" else None, initial=present)
    if request.method == "POST" and form.is_valid():
        try:
            save_own_profile(user=user, **form.cleaned_data)
        except Problem as problem:
            form.add_error(problem.field or None, problem.message)
        else:
            messages.success(request, _("Đã lưu thông tin tài khoản."))
            return redirect("accounts:profile")
    context = {"form": form, "second_factor": is_mfa_enabled(user)}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def _first_password(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    if not user.must_change_password:
        return redirect("account_change_password")
    form = FirstPasswordForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        set_own_password(user=user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Đã đổi mật khẩu. Từ nay Thầy/Cô dùng mật khẩu mới."))
        return redirect("home")
    return render(request, "accounts/first_password.html", {"form": form}, status=422 if form.errors else 200)


profile = signed_in_view(_profile)
first_password = signed_in_view(_first_password)
