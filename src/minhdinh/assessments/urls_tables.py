"""Addresses of the data tables: typing, history, files, copying, checks."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minhdinh.assessments.views import figure_checks, figures, tables

year_urls = [
    path("so-lieu/", tables.tables, name="tables"),
    path("so-lieu/lich-su/", tables.table_history, name="table-history"),
    path("so-lieu/tep-mau.xlsx", figures.figures_template, name="tables-template"),
    path("so-lieu/nhap/", figures.figures, name="tables-import"),
    path("so-lieu/nhap/<int:file_id>/", figures.figures_file, name="tables-file"),
    path("so-lieu/nhap/<int:file_id>/ghep/", figures.figures_mapping, name="tables-mapping"),
    path("so-lieu/chep/", figures.figures_copy, name="tables-copy"),
    path("so-lieu/soat/", figure_checks.figure_checks, name="tables-checks"),
    path("so-lieu/soat/giai-trinh", figure_checks.figure_explain, name="tables-explain"),
    path("so-lieu/soat/muc-hoi", figure_checks.figure_share, name="tables-share"),
]
urlpatterns: list[URLPattern | URLResolver] = [path("truong/<str:code>/<str:year>/", include(year_urls))]
