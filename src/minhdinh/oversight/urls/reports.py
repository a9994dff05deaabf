"""Addresses of periodic reports and of requests for figures."""

from __future__ import annotations

from django.urls import URLPattern, path

from minhdinh.oversight.views import reports, requests

REPORTS = "co-quan/<str:code>/<str:year>/bao-cao/"
REQUESTS = "co-quan/<str:code>/<str:year>/yeu-cau-so-lieu/"

urlpatterns: list[URLPattern] = [
    path(REPORTS, reports.report_list, name="reports"),
    path(f"{REPORTS}lap", reports.start, name="report-start"),
    path(f"{REPORTS}da-ban-hanh/", reports.archive, name="reports-archive"),
    path(f"{REPORTS}cap-duoi/", reports.from_below, name="reports-below"),
    path(f"{REPORTS}<int:report_id>/", reports.report_page, name="report"),
    path(f"{REPORTS}<int:report_id>/soan/", reports.write, name="report-write"),
    path(f"{REPORTS}<int:report_id>/soan-ket-qua", reports.draft, name="report-draft"),
    path(f"{REPORTS}<int:report_id>/ban-hanh", reports.issue, name="report-issue"),
    path(f"{REPORTS}<int:report_id>/bo", reports.discard, name="report-discard"),
    path(f"{REPORTS}<int:report_id>/word", reports.word, name="report-word"),
    path(REQUESTS, requests.request_list, name="requests"),
    path(f"{REQUESTS}moi/", requests.ask, name="requests-ask"),
    path(f"{REQUESTS}<int:request_id>/", requests.request_page, name="requests-answers"),
    path(f"{REQUESTS}<int:request_id>/tra-loi/", requests.answer, name="request-answer"),
]
