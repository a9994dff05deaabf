"""Addresses of what surrounds the criteria: council, assignments, plan, sites, remarks, report parts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minhdinh.assessments.views import (
    assignments,
    council,
    plan,
    plan_tables,
    report,
    sites,
)

year_urls = [
    path("hoi-dong/", council.council, name="council"),
    path("hoi-dong/kiem-tra", council.council_check, name="council-check"),
    path("phan-cong/", assignments.assignments, name="assignments"),
    path("phan-cong/nhom", assignments.assignments_group, name="assignments-group"),
    path("ke-hoach/", plan.plan, name="plan"),
    path("ke-hoach/nguon-luc/", plan_tables.plan_tables, name="plan-tables"),
    path("so-lieu/diem-truong/", sites.sites, name="sites"),
    path("nhan-xet/", report.remarks, name="remarks"),
    path("bao-cao/", report.report, name="report"),
    path("bao-cao/chu-viet-tat", report.abbreviations, name="abbreviations"),
]
urlpatterns: list[URLPattern | URLResolver] = [path("truong/<str:code>/<str:year>/", include(year_urls))]
