"""Addresses of what surrounds the criteria: council, assignments, plan, figures, remarks, report parts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minhdinh.assessments.views import assignments, council, figure_checks, figures, plan, report, sites, tables

year_urls = [
    path("hoi-dong/", council.council, name="council"),
    path("hoi-dong/kiem-tra", council.council_check, name="council-check"),
    path("phan-cong/", assignments.assignments, name="assignments"),
    path("phan-cong/nhom", assignments.assignments_group, name="assignments-group"),
    path("ke-hoach/", plan.plan, name="plan"),
    path("so-lieu/", tables.tables, name="tables"),
    path("so-lieu/lich-su/", tables.table_history, name="table-history"),
    path("so-lieu/tep-mau.xlsx", figures.figures_template, name="figures-template"),
    path("so-lieu/nhap/", figures.figures, name="figures"),
    path("so-lieu/nhap/<int:file_id>/", figures.figures_file, name="figures-file"),
    path("so-lieu/nhap/<int:file_id>/ghep/", figures.figures_mapping, name="figures-mapping"),
    path("so-lieu/chep/", figures.figures_copy, name="figures-copy"),
    path("so-lieu/soat/", figure_checks.figure_checks, name="figure-checks"),
    path("so-lieu/soat/giai-trinh", figure_checks.figure_explain, name="figure-explain"),
    path("so-lieu/soat/muc-hoi", figure_checks.figure_share, name="figure-share"),
    path("so-lieu/diem-truong/", sites.sites, name="sites"),
    path("nhan-xet/", report.remarks, name="remarks"),
    path("bao-cao/", report.report, name="report"),
    path("bao-cao/chu-viet-tat", report.abbreviations, name="abbreviations"),
]
urlpatterns: list[URLPattern | URLResolver] = [path("truong/<str:code>/<str:year>/", include(year_urls))]
