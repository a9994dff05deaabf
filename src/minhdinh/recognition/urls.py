"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from minhdinh.recognition.views import deciding, decision, register, school

app_name = "recognition"
OFFICE = "co-quan/<str:code>/cong-nhan"
ONE = f"{OFFICE}/<int:decision_id>"
CASE = "co-quan/<str:code>/dang-ky/<int:case_id>"
urlpatterns = [
    path(f"{OFFICE}/", register.register, name="register"),
    path(f"{OFFICE}/so.xlsx", register.register_export, name="register-export"),
    path(f"{OFFICE}/ghi/", register.record, name="register-record"),
    path(f"{ONE}/", decision.decision_page, name="decision"),
    path(f"{ONE}/sua/", decision.correct, name="decision-correct"),
    path(f"{ONE}/ban-quet/", decision.scan, name="decision-scan"),
    path(f"{ONE}/thu-hoi/", decision.revoke, name="decision-revoke"),
    path(f"{ONE}/huy-thu-hoi/", decision.restore, name="decision-restore"),
    path(f"{ONE}/khac-phuc/", decision.remedy, name="decision-remedy"),
    path(f"{ONE}/khac-phuc/<int:remedy_id>/", decision.remedy_end, name="decision-remedy-end"),
    path(f"{CASE}/quyet-dinh/", deciding.decide, name="case-decide"),
    path(f"{CASE}/khong-cong-nhan/", deciding.refuse, name="case-refuse"),
    path("truong/<str:code>/cong-nhan/", school.school_page, name="school"),
    path("truong/<str:code>/cong-nhan/<int:decision_id>/ban-quet/", school.scan, name="school-scan"),
]
