"""Addresses of people's work and of the year's duties."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minhdinh.assessments.views import milestones, plan, work, year_calendar

year_urls = [
    path("ke-hoach/<int:step_id>/tinh-trang", plan.plan_mark, name="plan-mark"),
    path("viec/", work.work_board, name="work-board"),
    path("viec/nhac", work.work_remind, name="work-remind"),
    path("lich/", year_calendar.year_calendar, name="year-calendar"),
    path("lich/<slug:key>/ghi", year_calendar.duty_mark, name="duty-mark"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("viec-cua-toi/", work.my_work, name="my-work"),
    path("co-quan/<str:code>/moc-nam-hoc/", milestones.milestones, name="milestones"),
    path(
        "co-quan/<str:code>/moc-nam-hoc/<int:milestone_id>/bo",
        milestones.milestone_remove,
        name="milestone-remove",
    ),
    path("truong/<str:code>/<str:year>/", include(year_urls)),
]
