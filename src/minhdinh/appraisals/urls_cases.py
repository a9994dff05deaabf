"""Addresses of registrations: the school's, and the offices'."""

from __future__ import annotations

from django.urls import path

from minhdinh.appraisals.views import (
    case_inherited,
    case_list,
    case_office,
    case_office_acts,
    case_office_files,
    case_school,
    case_school_files,
    case_school_steps,
)

SCHOOL = "truong/<str:code>/dang-ky/"
ONE = f"{SCHOOL}<int:case_id>/"
OFFICE = "co-quan/<str:code>/dang-ky/"
urlpatterns = [
    path(SCHOOL, case_school.overview, name="case-school-list"),
    path(f"{SCHOOL}lap/", case_school.register, name="case-school-open"),
    path(ONE, case_school.page, name="case-school"),
    path(f"{ONE}cong-van/", case_school.letter, name="case-school-letter"),
    path(f"{ONE}dieu-kien/<slug:key>/", case_school.condition, name="case-school-condition"),
    path(f"{ONE}tep/", case_school_files.add, name="case-school-file-add"),
    path(f"{ONE}tep/<int:file_id>/", case_school_files.read, name="case-school-file"),
    path(f"{ONE}tep/<int:file_id>/rut/", case_school_files.withdraw, name="case-school-file-withdraw"),
    path(f"{ONE}gui/", case_school_steps.send, name="case-school-send"),
    path(f"{ONE}ke-tuc/", case_inherited.end, name="case-school-inherited"),
    path(f"{ONE}rut/", case_school_steps.withdraw, name="case-school-withdraw"),
    # The list is called "case", so that its menu entry stays marked on the pages below it.
    path(OFFICE, case_list.overview, name="case"),
    path(f"{OFFICE}so.xlsx", case_list.export, name="case-export"),
    path(f"{OFFICE}<int:case_id>/", case_office.page, name="case-office"),
    path(f"{OFFICE}<int:case_id>/tiep-nhan/", case_office_acts.accept, name="case-office-accept"),
    path(f"{OFFICE}<int:case_id>/han/", case_office_acts.due, name="case-office-due"),
    path(f"{OFFICE}<int:case_id>/viec/<slug:act>/", case_office_acts.act, name="case-office-act"),
    path(f"{OFFICE}<int:case_id>/tep/<int:file_id>/", case_office_files.file, name="case-office-file"),
]
