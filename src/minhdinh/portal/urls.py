"""Addresses of this room: all public."""

from __future__ import annotations

from django.urls import path

from minhdinh.portal.views import data, schedules, schools, verify

app_name = "portal"
urlpatterns = [
    path("tra-cuu/", schools.schools, name="schools"),
    path("tra-cuu/truong/<str:code>/", schools.school, name="school"),
    path("tra-cuu/lich/", schedules.schedules, name="schedules"),
    path("tra-cuu/lich/<str:office>/<str:year>/", schedules.schedule, name="schedule"),
    path("tra-cuu/du-lieu/", data.data, name="data"),
    path("tra-cuu/du-lieu/<slug:dataset>.<slug:suffix>", data.data_file, name="data-file"),
    path("xac-minh/<slug:token>/", verify.verify, name="verify"),
    path("xac-minh/<slug:token>/qr.png", verify.picture, name="verify-qr"),
]
