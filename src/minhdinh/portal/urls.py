"""Addresses of this room: public, but for where a school and its offices answer."""

from __future__ import annotations

from django.urls import path

from minhdinh.portal.views import data, feedback, feedback_sending, schedules, schools, verify

app_name = "portal"
urlpatterns = [
    path("tra-cuu/", schools.schools, name="schools"),
    path("tra-cuu/truong/<str:code>/", schools.school, name="school"),
    path("tra-cuu/truong/<str:code>/gop-y/", feedback_sending.write, name="feedback-write"),
    path("tra-cuu/gop-y/<slug:token>/", feedback_sending.receipt, name="receipt"),
    path("tra-cuu/lich/", schedules.schedules, name="schedules"),
    path("tra-cuu/lich/<str:office>/<str:year>/", schedules.schedule, name="schedule"),
    path("tra-cuu/du-lieu/", data.data, name="data"),
    path("tra-cuu/du-lieu/<slug:dataset>.<slug:suffix>", data.data_file, name="data-file"),
    path("xac-minh/<slug:token>/", verify.verify, name="verify"),
    path("xac-minh/<slug:token>/qr.png", verify.picture, name="verify-qr"),
    path("truong/<str:code>/gop-y/", feedback.of_school, name="feedback-school"),
    path("truong/<str:code>/gop-y/<int:feedback_id>/", feedback.one, name="feedback"),
    path("truong/<str:code>/gop-y/<int:feedback_id>/xu-ly/", feedback.act, name="feedback-act"),
    path("co-quan/<str:code>/gop-y/", feedback.of_office, name="feedback-office"),
]
