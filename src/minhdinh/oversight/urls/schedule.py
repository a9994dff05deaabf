"""Addresses of the schedule of external evaluations."""

from __future__ import annotations

from django.urls import URLPattern, path

from minhdinh.oversight.views import schedule as views

OFFICE = "co-quan/<str:code>/<str:year>/lich-danh-gia-ngoai/"

urlpatterns: list[URLPattern] = [
    path(OFFICE, views.board, name="schedule"),
    path(f"{OFFICE}them/", views.add, name="schedule-add"),
    path(f"{OFFICE}bang/", views.table, name="schedule-table"),
    path(f"{OFFICE}excel/", views.workbook, name="schedule-excel"),
    path(f"{OFFICE}lich-su/", views.history, name="schedule-history"),
    path(f"{OFFICE}cong-bo/", views.publish, name="schedule-publish"),
    path(f"{OFFICE}<int:row_id>/", views.school_row, name="schedule-row"),
    path(f"{OFFICE}<int:row_id>/thang/", views.place, name="schedule-place"),
    path(f"{OFFICE}<int:row_id>/bo/", views.remove, name="schedule-remove"),
    path("truong/<str:code>/<str:year>/lich-danh-gia-ngoai/", views.of_school, name="school-schedule"),
]
