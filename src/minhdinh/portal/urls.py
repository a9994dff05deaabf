"""Addresses of this room: public, but for where a school and its offices answer."""

from __future__ import annotations

from django.urls import path

from minhdinh.portal.views import (
    data,
    feedback,
    feedback_sending,
    office_publishing,
    publishing,
    schedules,
    schools,
    verify,
)

app_name = "portal"
urlpatterns = [
    path("tra-cuu/", schools.schools, name="schools"),
    path("tra-cuu/truong/<str:code>/", schools.school, name="school"),
    path("tra-cuu/truong/<str:code>/gop-y/", feedback_sending.write, name="feedback-write"),
    path("tra-cuu/truong/<str:code>/bao-cao/<int:report_id>/", publishing.report, name="report"),
    path("tra-cuu/truong/<str:code>/bao-cao/<int:report_id>/ban-in.pdf", publishing.paper, name="paper"),
    path(
        "tra-cuu/truong/<str:code>/danh-gia-ngoai/<int:evaluation_id>/",
        office_publishing.evaluation,
        name="evaluation",
    ),
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
    path("truong/<str:code>/cong-bo/", publishing.choose, name="publishing"),
    path("truong/<str:code>/cong-bo/<int:seal_id>/", publishing.preview, name="publishing-preview"),
    path("truong/<str:code>/cong-bo/<int:seal_id>/dang/", publishing.publish, name="publishing-publish"),
    path("truong/<str:code>/cong-bo/<int:report_id>/thoi/", publishing.withdraw, name="publishing-withdraw"),
    path("truong/<str:code>/cong-bo/<int:report_id>/ban-in/", publishing.make_paper, name="publishing-paper"),
    path("co-quan/<str:code>/gop-y/", feedback.of_office, name="feedback-office"),
    path("co-quan/<str:code>/cong-bo/", office_publishing.choose, name="office-publishing"),
    path(
        "co-quan/<str:code>/cong-bo/<int:case_id>/", office_publishing.preview, name="office-publishing-one"
    ),
    path(
        "co-quan/<str:code>/cong-bo/<int:case_id>/dang/",
        office_publishing.publish,
        name="office-publishing-publish",
    ),
    path(
        "co-quan/<str:code>/cong-bo/<int:case_id>/thoi/",
        office_publishing.withdraw,
        name="office-publishing-withdraw",
    ),
    path(
        "co-quan/<str:code>/cong-bo/truong/<int:report_id>/thoi/",
        office_publishing.withdraw_left,
        name="office-publishing-left",
    ),
]
