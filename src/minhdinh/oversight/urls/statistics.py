"""Addresses of the statistics of an office."""

from __future__ import annotations

from django.urls import path

from minhdinh.oversight.views import statistics

base = "co-quan/<str:code>/<str:year>/thong-ke/"
urlpatterns = [
    path(base, statistics.statistics_list, name="statistics"),
    path(f"{base}truong/", statistics.statistics_schools, name="statistics-schools"),
    path(f"{base}truong/excel", statistics.statistics_schools_export, name="statistics-schools-export"),
    path(f"{base}<slug:table>/", statistics.statistics_table, name="statistics-table"),
    path(f"{base}<slug:table>/excel", statistics.statistics_excel, name="statistics-excel"),
]
