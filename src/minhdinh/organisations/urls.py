"""Addresses of organisations: first page, schools, offices, the system."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minhdinh.access.permissions import P
from minhdinh.organisations.views import (
    audit,
    home,
    imports,
    mergers,
    office,
    people,
    person,
    school,
    system,
    tree,
    unit,
)
from minhdinh.organisations.web.gate import office_view
from minhdinh.organisations.web.paths import OFFICE as OFFICE_NAMES
from minhdinh.organisations.web.paths import both

PERSON = "nguoi-dung/<int:user_id>"
PEOPLE_DRAFT = "nguoi-dung/nhap/<int:draft_id>"
SCHOOLS_DRAFT = "truong/nhap/<int:draft_id>"
SCHOOL = "truong/<str:code>"
OFFICE = "co-quan/<str:code>"

shared = [
    *both("nguoi-dung/", people.people_list, "people", P.PEOPLE_MANAGE),
    *both("nguoi-dung/moi/", people.person_new, "people-new", P.PEOPLE_MANAGE),
    *both("nguoi-dung/da-co/", people.person_existing, "people-existing", P.PEOPLE_MANAGE),
    *both(f"{PERSON}/", person.person, "people-person", P.PEOPLE_MANAGE),
    *both(f"{PERSON}/vai-tro/", person.person_role, "people-role", P.PEOPLE_MANAGE),
    *both(f"{PERSON}/vai-tro/<int:membership_id>/thoi/", person.person_end_role, "people-end-role", P.PEOPLE_MANAGE),
    *both(f"{PERSON}/mat-khau/", person.person_password, "people-password", P.PEOPLE_MANAGE),
    *both(f"{PERSON}/thoi/", person.person_leave, "people-leave", P.PEOPLE_MANAGE),
    *both("nguoi-dung/nhap/", imports.people_import, "people-import", P.PEOPLE_MANAGE),
    *both("nguoi-dung/nhap/mau.xlsx", imports.people_template, "people-import-template", P.PEOPLE_MANAGE),
    *both(f"{PEOPLE_DRAFT}/", imports.people_draft, "people-import-draft", P.PEOPLE_MANAGE),
    *both(f"{PEOPLE_DRAFT}/can-sua.xlsx", imports.people_faulty, "people-import-faulty", P.PEOPLE_MANAGE),
    *both(f"{PEOPLE_DRAFT}/xac-nhan/", imports.people_confirm, "people-import-confirm", P.PEOPLE_MANAGE),
    *both(f"{PEOPLE_DRAFT}/mat-khau.xlsx", imports.people_passwords, "people-import-passwords", P.PEOPLE_MANAGE),
    *both("nhat-ky/", audit.audit, "audit", P.AUDIT_VIEW),
]  # fmt: skip
of_schools = [
    path(f"{SCHOOL}/ho-so/", school.profile, name="profile"),
    path(f"{SCHOOL}/ho-so/sua/", school.profile_edit, name="profile-edit"),
    path(f"{SCHOOL}/ho-so/diem-truong/", school.sites_edit, name="profile-sites"),
]
of_offices = [
    path(f"{OFFICE}/", office.office_home, name="office-home"),
    path(f"{OFFICE}/truong.xlsx", office.schools_export, name="office-schools-export"),
    path(f"{OFFICE}/cay/", tree.tree, name="office-tree"),
    path(f"{OFFICE}/don-vi/moi/", tree.add, name="office-add"),
    path(f"{OFFICE}/don-vi/<str:child>/xem/", unit.organisation_page, name="office-unit"),
    path(f"{OFFICE}/don-vi/<str:child>/chuyen/", unit.move, name="office-unit-move"),
    path(f"{OFFICE}/don-vi/<str:child>/doi-ten/", unit.rename, name="office-unit-rename"),
    path(f"{OFFICE}/don-vi/<str:child>/lam-thay/", unit.delegate_to, name="office-unit-delegate"),
    path(f"{OFFICE}/don-vi/<str:child>/tach/", mergers.split, name="office-unit-split"),
    path(f"{OFFICE}/lam-thay/<int:delegation_id>/thoi/", unit.stop_delegation, name="office-delegation-end"),
    path(f"{OFFICE}/sap-nhap/", mergers.merge, name="office-merge"),
]
of_offices += [
    path(
        f"{OFFICE}/{route}",
        office_view(P.ORGANISATIONS_MANAGE)(view),
        name=f"{OFFICE_NAMES}schools-import{name}",
    )
    for route, view, name in (
        ("truong/nhap/", imports.schools_import, ""),
        ("truong/nhap/mau.xlsx", imports.schools_template, "-template"),
        (f"{SCHOOLS_DRAFT}/", imports.schools_draft, "-draft"),
        (f"{SCHOOLS_DRAFT}/can-sua.xlsx", imports.schools_faulty, "-faulty"),
        (f"{SCHOOLS_DRAFT}/xac-nhan/", imports.schools_confirm, "-confirm"),
    )
]
of_the_system = [
    path("quan-tri/", system.system_home, name="system"),
    path("quan-tri/loai-don-vi/", system.kind_new, name="system-kinds"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("vao/<str:code>/", home.enter, name="enter"),
    path("", include(([*shared, *of_schools, *of_offices, *of_the_system], "organisations"))),
]
