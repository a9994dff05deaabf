"""Addresses of training sessions and of the register of people trained."""

from __future__ import annotations

from django.urls import URLPattern, path

from minhdinh.oversight.views import training as views

OFFICE = "co-quan/<str:code>/tap-huan/"

urlpatterns: list[URLPattern] = [
    path(OFFICE, views.session_list, name="training"),
    path(f"{OFFICE}moi/", views.write, name="training-session-new"),
    path(f"{OFFICE}mau-danh-sach", views.list_template, name="training-template"),
    path(f"{OFFICE}so/", views.register, name="training-register"),
    path(f"{OFFICE}so/them/", views.register_new, name="training-register-new"),
    path(f"{OFFICE}so/<int:trained_id>/bo", views.register_remove, name="training-register-remove"),
    path(f"{OFFICE}chua-tap-huan/", views.untrained, name="training-untrained"),
    path(f"{OFFICE}<int:session_id>/", views.session_page, name="training-session"),
    path(f"{OFFICE}<int:session_id>/sua/", views.write, name="training-session-edit"),
    path(f"{OFFICE}<int:session_id>/bo", views.remove, name="training-session-remove"),
    path(f"{OFFICE}<int:session_id>/diem-danh/", views.attendance, name="training-attendance"),
]
