"""Addresses of sign-in and of the own account.

allauth finds its pages by name; only those we offer are here, each with its kind of access.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from minhdinh.access.web import public_view, signed_in_view
from minhdinh.accounts.views import entrance, own

password = [
    path("doi/", signed_in_view(account.password_change), name="account_change_password"),
    path("dat/", signed_in_view(account.password_set), name="account_set_password"),
    path("quen/", public_view(account.password_reset), name="account_reset_password"),
    path("quen/da-gui/", public_view(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^dat-lai/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public_view(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "dat-lai/xong/",
        public_view(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
second_factor = [
    path("", signed_in_view(RedirectView.as_view(pattern_name="accounts:profile")), name="mfa_index"),
    path("dang-nhap/", public_view(mfa.authenticate), name="mfa_authenticate"),
    path("xac-nhan/", signed_in_view(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("bat/", signed_in_view(totp.activate_totp), name="mfa_activate_totp"),
    path("tat/", signed_in_view(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("ma-du-phong/", signed_in_view(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "ma-du-phong/moi/", signed_in_view(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "ma-du-phong/tai/", signed_in_view(codes.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
]
own_account = (
    [
        path("", own.profile, name="profile"),
        path("mat-khau-dau/", own.first_password, name="first-password"),
    ],
    "accounts",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", entrance.sign_in, name="account_login"),
    path("dang-nhap/dung-thu/", entrance.demo_sign_in, name="demo-sign-in"),
    path("dang-xuat/", public_view(account.logout), name="account_logout"),
    path("ngon-ngu/", public_view(set_language), name="set_language"),
    path("tai-khoan/", include(own_account)),
    path("tai-khoan/dang-ky/", public_view(account.signup), name="account_signup"),
    path("tai-khoan/da-khoa/", public_view(account.account_inactive), name="account_inactive"),
    path("tai-khoan/xac-nhan/", signed_in_view(account.reauthenticate), name="account_reauthenticate"),
    path("tai-khoan/mat-khau/", include(password)),
    path("tai-khoan/hai-buoc/", include(second_factor)),
]
