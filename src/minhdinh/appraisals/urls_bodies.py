"""Addresses of teams and councils: forming them, the register of people, the members' own declaration."""

from __future__ import annotations

from django.urls import path

from minhdinh.appraisals.views import body, body_amend, body_form, body_load, body_member, body_replace

OFFICE = "co-quan/<str:code>/dang-ky/<int:case_id>/doan/"
MEMBER = f"{OFFICE}<int:member_id>/"
urlpatterns = [
    path("co-quan/<str:code>/doan-hoi-dong/", body_load.calendar, name="bodies"),
    path(OFFICE, body.page, name="body"),
    path(f"{OFFICE}lap/", body_form.form_page, name="body-form"),
    path(f"{OFFICE}thoi-gian/", body.days, name="body-days"),
    path(f"{OFFICE}giai-the/", body.dissolve, name="body-dissolve"),
    path(f"{OFFICE}phan-cong/", body.divide, name="body-divide"),
    path(f"{OFFICE}bo-sung/", body_amend.add_page, name="body-add"),
    path(f"{MEMBER}vai-tro/", body_amend.role_page, name="body-role"),
    path(f"{MEMBER}thoi/", body.withdraw, name="body-withdraw"),
    path(f"{MEMBER}thay/", body_replace.replace_page, name="body-replace"),
    path(f"{MEMBER}cho-phep/", body.overrule, name="body-overrule"),
    path("ho-so-toi-danh-gia/", body_member.mine, name="body-mine"),
    path("truong/<str:code>/danh-gia/<int:case_id>/cam-ket/", body_member.declare, name="body-declare"),
]
