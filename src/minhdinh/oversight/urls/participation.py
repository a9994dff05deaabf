"""Addresses of private schools' taking part."""

from __future__ import annotations

from django.urls import URLPattern, path

from minhdinh.oversight.views import participation as views

OFFICE = "co-quan/<str:code>/tham-gia/"

urlpatterns: list[URLPattern] = [
    path(OFFICE, views.school_list, name="participation"),
    path(f"{OFFICE}<str:child>/", views.school_page, name="participation-school"),
    path(f"{OFFICE}<str:child>/<int:participation_id>/bo", views.remove, name="participation-remove"),
]
