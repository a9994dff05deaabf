"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from minhdinh.documents.views import case_bundles, cases, decision, forms, office, schedule, sealed, templates

app_name = "documents"
school = "truong/<str:code>/<str:year>/bieu-mau/"
own_templates = "co-quan/<str:code>/mau-bieu/"
at_office = "co-quan/<str:code>/dang-ky/<int:case_id>/giay-to/"
at_desk = "truong/<str:code>/danh-gia/<int:case_id>/giay-to/"
at_school = "truong/<str:code>/dang-ky/<int:case_id>/giay-to/"
one_paper = "<slug:form>/<int:part>/<slug:ending>"
urlpatterns = [
    path(school, forms.form_list, name="list"),
    path(f"{school}lap", forms.make, name="make"),
    path(f"{school}viec/<int:job_id>/", forms.job, name="job"),
    path(f"{school}tai/<int:document_id>/", forms.download, name="download"),
    path(f"{school}niem-phong/<int:seal_id>/", sealed.shelf, name="shelf"),
    path(f"{school}niem-phong/<int:seal_id>/lap", sealed.make_missing, name="make-sealed"),
    path(
        "co-quan/<str:code>/cong-nhan/<int:decision_id>/giay-to/<slug:paper>.<slug:suffix>",
        decision.decision_paper,
        name="decision-paper",
    ),
    path("co-quan/<str:code>/<str:year>/lich-danh-gia-ngoai/word/", schedule.word, name="office-schedule"),
    path(
        "co-quan/<str:code>/<str:year>/bao-cao/<int:report_id>/mau-so-7.<slug:suffix>",
        office.report_form,
        name="office-report-form",
    ),
    path(
        "co-quan/<str:code>/<str:year>/thong-ke/<slug:table>/word",
        office.statistics_annex,
        name="office-statistics",
    ),
    path(at_office, cases.office_list, name="case-office-papers"),
    path(f"{at_office}{one_paper}", cases.office_paper, name="case-office-paper"),
    path(f"{at_office}lap", case_bundles.office_make, name="case-office-make"),
    path(f"{at_office}tep/<int:file_id>/", case_bundles.office_file, name="case-office-file"),
    path(at_desk, cases.desk_list, name="case-desk-papers"),
    path(f"{at_desk}{one_paper}", cases.desk_paper, name="case-desk-paper"),
    path(f"{at_desk}lap", case_bundles.desk_make, name="case-desk-make"),
    path(f"{at_desk}tep/<int:file_id>/", case_bundles.desk_file, name="case-desk-file"),
    path(at_school, cases.school_list, name="case-school-papers"),
    path(f"{at_school}{one_paper}", cases.school_paper, name="case-school-paper"),
    path(f"{at_school}lap", case_bundles.school_make, name="case-school-make"),
    path(f"{at_school}tep/<int:file_id>/", case_bundles.school_file, name="case-school-file"),
    path(own_templates, templates.template_list, name="templates"),
    path(f"{own_templates}<slug:form>/goc", templates.template_download, name="template-download"),
    path(f"{own_templates}<slug:form>/dang-dung", templates.template_own, name="template-own"),
    path(f"{own_templates}<slug:form>/thay", templates.template_replace, name="template-replace"),
    path(f"{own_templates}<slug:form>/bo", templates.template_withdraw, name="template-withdraw"),
]
