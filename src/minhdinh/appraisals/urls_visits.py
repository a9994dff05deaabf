"""Addresses of questions and answers, of visits and meetings, their notes, pictures and minutes."""

from __future__ import annotations

from django.urls import path

from minhdinh.appraisals.views import question, visit_minutes, visit_notes, visit_plan

DESK = "truong/<str:code>/danh-gia/<int:case_id>/"
SCHOOL = "truong/<str:code>/dang-ky/<int:case_id>/"
ASKED = f"{DESK}cau-hoi/"
ANSWERS = f"{SCHOOL}cau-hoi/"
VISITS = f"{DESK}khao-sat/"
VISIT = f"{VISITS}<int:visit_id>/"
urlpatterns = [
    path(ASKED, question.at_the_desk, name="question-desk"),
    path(f"{ASKED}hoi/", question.ask, name="question-ask"),
    path(f"{ASKED}<int:question_id>/khep/", question.close, name="question-close"),
    path(f"{ASKED}tep/<int:case_file_id>/", question.desk_file, name="question-desk-file"),
    path(ANSWERS, question.at_the_school, name="question-school"),
    path(f"{ANSWERS}<int:question_id>/tra-loi/", question.answer, name="question-answer"),
    path(f"{ANSWERS}tep/<int:case_file_id>/", question.school_file, name="question-school-file"),
    path(f"{SCHOOL}khao-sat/", visit_plan.at_the_school, name="visit-school"),
    path(VISITS, visit_plan.listing, name="visit-desk-list"),
    path(f"{VISITS}moi/", visit_plan.plan, name="visit-plan"),
    path(VISIT, visit_notes.page, name="visit-desk"),
    path(f"{VISIT}ngoai-mang/", visit_notes.offline, name="visit-offline"),
    path(f"{VISIT}ngoai-mang.js", visit_notes.worker, name="visit-worker"),
    path(f"{VISIT}doi/", visit_plan.move, name="visit-move"),
    path(f"{VISIT}huy/", visit_plan.cancel, name="visit-cancel"),
    path(f"{VISIT}bien-ban/", visit_minutes.write, name="visit-minutes"),
    path(f"{VISIT}bien-ban/chot/", visit_minutes.close, name="visit-minutes-close"),
    path(f"{VISIT}bien-ban/mo-lai/", visit_minutes.reopen, name="visit-minutes-reopen"),
    path(f"{VISIT}bien-ban/ban-ky/", visit_minutes.scan, name="visit-minutes-scan"),
    path(f"{VISIT}ghi-chep/", visit_notes.note, name="visit-note"),
    path(f"{VISIT}ghi-chep/<int:note_id>/rut/", visit_notes.withdraw, name="visit-note-withdraw"),
    path(f"{VISIT}anh/", visit_notes.picture, name="visit-picture"),
    path(f"{VISIT}tep/<int:case_file_id>/rut/", visit_notes.withdraw_picture, name="visit-file-withdraw"),
]
