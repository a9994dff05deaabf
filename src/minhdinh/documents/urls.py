"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from minhdinh.documents.views import forms, office, schedule, sealed, templates

app_name = "documents"
school = "truong/<str:code>/<str:year>/bieu-mau/"
own_templates = "co-quan/<str:code>/mau-bieu/"
urlpatterns = [
    path(school, forms.form_list, name="list"),
    path(f"{school}lap", forms.make, name="make"),
    path(f"{school}viec/<int:job_id>/", forms.job, name="job"),
    path(f"{school}tai/<int:document_id>/", forms.download, name="download"),
    path(f"{school}niem-phong/<int:seal_id>/", sealed.shelf, name="shelf"),
    path(f"{school}niem-phong/<int:seal_id>/lap", sealed.make_missing, name="make-sealed"),
    path("co-quan/<str:code>/<str:year>/lich-danh-gia-ngoai/word/", schedule.word, name="office-schedule"),
    path(
        "co-quan/<str:code>/<str:year>/thong-ke/<slug:table>/word",
        office.statistics_annex,
        name="office-statistics",
    ),
    path(own_templates, templates.template_list, name="templates"),
    path(f"{own_templates}<slug:form>/goc", templates.template_download, name="template-download"),
    path(f"{own_templates}<slug:form>/dang-dung", templates.template_own, name="template-own"),
    path(f"{own_templates}<slug:form>/thay", templates.template_replace, name="template-replace"),
    path(f"{own_templates}<slug:form>/bo", templates.template_withdraw, name="template-withdraw"),
]
