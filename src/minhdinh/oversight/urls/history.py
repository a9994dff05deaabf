"""Addresses of earlier years: the import, and the facts of one school."""

from __future__ import annotations

from django.urls import URLPattern, path

from minhdinh.oversight.views import facts, history

OFFICE = "co-quan/<str:code>/cac-nam-truoc/"
DRAFT = f"{OFFICE}<int:draft_id>/"
SCHOOL = "co-quan/<str:code>/truong/<str:child>/ghi-nhan/"

urlpatterns: list[URLPattern] = [
    path(OFFICE, history.history_import, name="history"),
    path(f"{OFFICE}mau.xlsx", history.template, name="history-template"),
    path(DRAFT, history.history_draft, name="history-draft"),
    path(f"{DRAFT}can-sua.xlsx", history.faulty, name="history-faulty"),
    path(f"{DRAFT}xac-nhan/", history.confirm, name="history-confirm"),
    path(SCHOOL, facts.facts_page, name="facts"),
    path(f"{SCHOOL}dang-ky/", facts.registration, name="facts-registration"),
    path(f"{SCHOOL}danh-gia-ngoai/", facts.evaluation, name="facts-evaluation"),
    path(f"{SCHOOL}quyet-dinh/", facts.decision, name="facts-decision"),
    path(f"{SCHOOL}quyet-dinh/<int:decision_id>/thu-hoi/", facts.revoke, name="facts-revoke"),
    path(f"{SCHOOL}bo/", facts.remove, name="facts-remove"),
]
