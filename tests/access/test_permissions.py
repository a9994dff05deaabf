import pytest

from minhdinh.access.permissions import (
    COUNCIL_ROLES,
    OFFICE_ROLES,
    ROLE_PERMISSIONS,
    SCHOOL_ROLES,
    P,
    Role,
    permissions_of,
)

WRITING = {
    P.SHEET_WRITE, P.SHEET_WRITE_ANY, P.REPORT_WRITE, P.EVIDENCE_CONTRIBUTE, P.EVIDENCE_MANAGE, P.EVIDENCE_VERIFY,
    P.COUNCIL_MANAGE, P.ASSESSMENT_SUBMIT, P.ASSESSMENT_APPROVE, P.ASSESSMENT_CONFIRM, P.ASSESSMENT_REOPEN,
    P.SCHOOL_EDIT, P.YEAR_OPEN, P.IMPROVEMENT_ACT, P.IMPROVEMENT_WRITE, P.IMPROVEMENT_APPROVE, P.SUGGESTIONS_MANAGE,
}  # fmt: skip


def test_every_role_has_its_permissions() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_roles_of_offices_and_schools_do_not_overlap() -> None:
    assert OFFICE_ROLES.isdisjoint(SCHOOL_ROLES)
    assert OFFICE_ROLES | SCHOOL_ROLES | {Role.SYSTEM_ADMIN} == set(Role)
    assert COUNCIL_ROLES < SCHOOL_ROLES


@pytest.mark.parametrize("role", sorted(OFFICE_ROLES))
def test_offices_read_schools_and_write_nothing_there(role: Role) -> None:
    assert ROLE_PERMISSIONS[role] & WRITING == set()
    assert P.EVIDENCE_SENSITIVE not in ROLE_PERMISSIONS[role]


def test_the_system_administrator_sees_no_schools_content() -> None:
    content = {P.SCHOOL_VIEW, P.SHEET_VIEW, P.EVIDENCE_VIEW, P.DOCUMENT_MAKE}
    assert ROLE_PERMISSIONS[Role.SYSTEM_ADMIN] & (content | WRITING) == set()


@pytest.mark.parametrize("permission", [P.SYSTEM_MANAGE, P.STANDARDS_MANAGE])
def test_what_only_the_system_administrator_may(permission: P) -> None:
    assert {role for role in Role if permission in ROLE_PERMISSIONS[role]} == {Role.SYSTEM_ADMIN}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (P.ASSESSMENT_APPROVE, {Role.CHAIR}),
        (P.ASSESSMENT_CONFIRM, {Role.PRINCIPAL}),
        (P.ASSESSMENT_REOPEN, {Role.PRINCIPAL}),
        (P.IMPROVEMENT_APPROVE, {Role.PRINCIPAL}),
        (P.IMPROVEMENT_WRITE, {Role.PRINCIPAL, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY}),
        (P.YEAR_OPEN, {Role.SCHOOL_ADMIN, Role.PRINCIPAL, Role.CHAIR, Role.SECRETARY}),
        (P.PEOPLE_MANAGE, {Role.SYSTEM_ADMIN, Role.DEPARTMENT_ADMIN, Role.SCHOOL_ADMIN, Role.PRINCIPAL}),
        (P.ORGANISATIONS_MANAGE, {Role.SYSTEM_ADMIN, Role.DEPARTMENT_ADMIN}),
        (P.SUGGESTIONS_MANAGE, {Role.PRINCIPAL, Role.SECRETARY}),
        (P.SUGGESTIONS_OFFER, {Role.DEPARTMENT_ADMIN, Role.DEPARTMENT_SPECIALIST}),
        (P.SHEET_WRITE_ANY, {Role.PRINCIPAL, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY}),
    ],
)
def test_who_holds_what(permission: P, roles: set[Role]) -> None:
    assert {role for role in Role if permission in ROLE_PERMISSIONS[role]} == roles


def test_a_contributor_only_uploads() -> None:
    assert ROLE_PERMISSIONS[Role.CONTRIBUTOR] == {P.SCHOOL_VIEW, P.EVIDENCE_CONTRIBUTE}


def test_a_viewer_only_reads() -> None:
    assert ROLE_PERMISSIONS[Role.VIEWER] & WRITING == set()


def test_several_roles_hold_together() -> None:
    both = permissions_of({Role.CONTRIBUTOR.value, Role.VIEWER.value})
    assert both == ROLE_PERMISSIONS[Role.CONTRIBUTOR] | ROLE_PERMISSIONS[Role.VIEWER]


@pytest.mark.parametrize("roles", [set(), {"king"}, {""}])
def test_unknown_roles_hold_nothing(roles: set[str]) -> None:
    assert permissions_of(roles) == frozenset()


def test_ids_are_namespaced_and_labelled() -> None:
    assert all(permission.value.count(".") == 1 for permission in P)
    assert len({str(permission.label) for permission in P}) == len(P)
