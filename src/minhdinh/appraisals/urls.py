"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from minhdinh.appraisals import (
    urls_bodies,
    urls_cases,
    urls_concluding,
    urls_examining,
    urls_regimes,
    urls_visits,
)
from minhdinh.appraisals.views import crosscheck_office as office
from minhdinh.appraisals.views import crosscheck_review as review
from minhdinh.appraisals.views import crosscheck_school as school

app_name = "appraisals"
OFFICE = "co-quan/<str:code>/<str:year>/kiem-tra-cheo/"
PAIR = f"{OFFICE}<int:crosscheck_id>/"
REVIEW = "truong/<str:code>/<str:year>/kiem-tra-cheo/"
SCHOOL = "truong/<str:code>/<str:year>/gop-y-kiem-tra-cheo/"
urlpatterns = [
    path(OFFICE, office.overview, name="crosscheck-office"),
    path(f"{OFFICE}tu-dong/", office.by_rule, name="crosscheck-office-rule"),
    path(f"{OFFICE}moi/", office.by_hand, name="crosscheck-office-hand"),
    path(PAIR, office.pair, name="crosscheck-office-pair"),
    path(f"{PAIR}nguoi/", office.name_person, name="crosscheck-office-name"),
    path(f"{PAIR}nguoi/<int:person_id>/thoi/", office.drop_person, name="crosscheck-office-drop"),
    path(f"{PAIR}thoi-gian/", office.days, name="crosscheck-office-days"),
    path(f"{PAIR}ket-thuc/", office.close, name="crosscheck-office-close"),
    path(f"{PAIR}bo/", office.remove, name="crosscheck-office-remove"),
    path("truong/<str:code>/kiem-tra-cheo/", review.mine, name="crosscheck-mine"),
    path(REVIEW, review.desk, name="crosscheck-review"),
    path(f"{REVIEW}luu/", review.save, name="crosscheck-save"),
    path(f"{REVIEW}gui/", review.send, name="crosscheck-send"),
    path(f"{REVIEW}tep/<int:file_id>/", review.file, name="crosscheck-file"),
    path(SCHOOL, school.page, name="crosscheck-school"),
    path(f"{SCHOOL}tra-loi/<int:comment_id>/", school.answer, name="crosscheck-school-answer"),
    path(f"{SCHOOL}<int:crosscheck_id>/nguoi/", school.name_person, name="crosscheck-school-name"),
    path(
        f"{SCHOOL}<int:crosscheck_id>/nguoi/<int:person_id>/thoi/",
        school.drop_person,
        name="crosscheck-school-drop",
    ),
    *urls_cases.urlpatterns,
    *urls_bodies.urlpatterns,
    *urls_examining.urlpatterns,
    *urls_visits.urlpatterns,
    *urls_concluding.urlpatterns,
    *urls_regimes.urlpatterns,
]
