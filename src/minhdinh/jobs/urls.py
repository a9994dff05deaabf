"""Addresses of a person's own jobs."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from minhdinh.jobs.views import own

app_name = "jobs"
urlpatterns: list[URLPattern | URLResolver] = [
    path("viec/", own.job_list, name="list"),
    path("viec/<int:job_id>/", own.job_page, name="page"),
    path("viec/<int:job_id>/tien-do/", own.progress, name="progress"),
    path("viec/<int:job_id>/dung/", own.cancel, name="cancel"),
]
