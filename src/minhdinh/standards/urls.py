"""Addresses of this room: the system administrator's pages at an office, and a school's page to read."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from minhdinh.standards.views import (
    corrections,
    legal,
    legal_managing,
    own_propositions,
    school,
    sets,
    wording,
)

SETS = "co-quan/<str:code>/bo-tieu-chuan"
ONE = f"{SETS}/<slug:set_id>/<str:version>"
SCHOOL = "truong/<str:code>/bo-tieu-chuan"

LEGAL = "co-quan/<str:code>/van-ban/"
LEGAL_ONE = f"{LEGAL}<int:legal_id>/"

OWN_SCHOOL, OWN_OFFICE = "truong/<str:code>/menh-de-rieng/", "co-quan/<str:code>/menh-de-rieng/"
OWN_ACTIVE = "<int:own_id>/<str:active>/"

app_name = "standards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("quan-tri/bo-tieu-chuan/", sets.system_entrance, name="system"),
    path(f"{SETS}/", sets.set_list, name="system-sets"),
    path(f"{SETS}/nguyen-van/", wording.wording_import, name="system-wording"),
    path(f"{ONE}/", sets.set_page, name="system-set"),
    path(f"{ONE}/tieu-chi/<str:criterion>/", sets.criterion_page, name="system-set-criterion"),
    path(f"{ONE}/quy-tac/", sets.rules_page, name="system-set-rules"),
    path(f"{ONE}/lich-su/", sets.history_page, name="system-set-history"),
    path(f"{ONE}/dieu-chinh/", corrections.correct_value, name="system-set-correct"),
    path(f"{ONE}/dieu-chinh/<int:correction_id>/bo/", corrections.withdraw, name="system-set-withdraw"),
    path(f"{ONE}/tai-ve.yaml", sets.download, {"kind": "yaml"}, name="system-set-yaml"),
    path(f"{ONE}/tai-ve.json", sets.download, {"kind": "json"}, name="system-set-json"),
    path("van-ban/", legal.library, name="legal"),
    path("van-ban/kiem-tra/", legal.check_page, name="legal-check"),
    path("van-ban/<int:legal_id>/", legal.document_page, name="legal-document"),
    path("truong/<str:code>/van-ban/", legal.school_library, name="legal-school"),
    path(LEGAL, legal.office_library, name="legal-office"),
    path(f"{LEGAL}moi/", legal_managing.new, name="legal-new"),
    path(LEGAL_ONE, legal_managing.edit, name="legal-edit"),
    path(f"{LEGAL_ONE}bo/", legal_managing.remove, name="legal-remove"),
    path(f"{LEGAL_ONE}quan-he/", legal_managing.relate, name="legal-relate"),
    path(f"{LEGAL_ONE}quan-he/<int:relation_id>/bo/", legal_managing.unrelate, name="legal-unrelate"),
    path(f"{SCHOOL}/", school.applicable_set, name="school"),
    path(f"{SCHOOL}/<slug:set_id>/<str:version>/<str:criterion>/", school.school_criterion, name="school-criterion"),
    path(OWN_SCHOOL, own_propositions.school_list, name="own-school"),
    path(f"{OWN_SCHOOL}moi/", own_propositions.school_new, name="own-school-new"),
    path(f"{OWN_SCHOOL}<int:own_id>/", own_propositions.school_edit, name="own-school-edit"),
    path(f"{OWN_SCHOOL}{OWN_ACTIVE}", own_propositions.school_active, name="own-school-active"),
    path(OWN_OFFICE, own_propositions.office_list, name="own-office"),
    path(f"{OWN_OFFICE}moi/", own_propositions.office_new, name="own-office-new"),
    path(f"{OWN_OFFICE}<int:own_id>/", own_propositions.office_edit, name="own-office-edit"),
    path(f"{OWN_OFFICE}{OWN_ACTIVE}", own_propositions.office_active, name="own-office-active"),
]  # fmt: skip
