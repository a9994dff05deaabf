"""Nobody gains by a merger: a role passes as it is, becomes smaller, or ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.access.permissions import OFFICE_ROLES, PASSING_ROLES, ROLE_PERMISSIONS, SCHOOL_ROLES, P, Role
from minhdinh.organisations.domain.school import validate_levels
from minhdinh.organisations.enums import EducationLevel, HandOver, SchoolType
from minhdinh.organisations.rules.handover import GENERAL, role_after, type_together


@pytest.mark.parametrize("role", sorted(OFFICE_ROLES | {Role.SYSTEM_ADMIN}))
def test_officers_keep_their_role(role: str) -> None:
    assert role_after(role, school=False, alone=False, people=HandOver.PASS) == role


@pytest.mark.parametrize("role", sorted(SCHOOL_ROLES - PASSING_ROLES))
def test_a_school_that_only_changed_its_name_keeps_everybody(role: str) -> None:
    assert role_after(role, school=True, alone=True, people=HandOver.PASS) == role


@pytest.mark.parametrize(
    ("role", "after"),
    [
        (Role.PRINCIPAL, Role.VIEWER),
        (Role.SCHOOL_ADMIN, Role.VIEWER),
        (Role.CHAIR, Role.VIEWER),
        (Role.MEMBER, Role.VIEWER),
        (Role.VIEWER, Role.VIEWER),
        (Role.CONTRIBUTOR, Role.CONTRIBUTOR),
        (Role.CROSS_REVIEWER, None),
    ],
)
def test_who_led_one_of_several_schools_comes_over_as_viewer(role: str, after: str | None) -> None:
    assert role_after(role, school=True, alone=False, people=HandOver.PASS) == after


def test_a_school_role_held_at_an_office_by_mistake_ends() -> None:
    assert role_after(Role.PRINCIPAL, school=False, alone=True, people=HandOver.PASS) is None


READING = {P.SCHOOL_VIEW, P.SHEET_VIEW, P.EVIDENCE_VIEW, P.IMPROVEMENT_VIEW, P.DOCUMENT_MAKE, P.CASE_VIEW}


@given(st.sampled_from(sorted(Role)), st.booleans(), st.booleans(), st.sampled_from(HandOver.values))
def test_a_role_never_grows(role: str, school: bool, alone: bool, people: str) -> None:
    after = role_after(role, school=school, alone=alone, people=people)
    if after not in (None, role):
        assert school
        led = role in {
            Role.PRINCIPAL,
            Role.SCHOOL_ADMIN,
            Role.CHAIR,
            Role.VICE_CHAIR,
            Role.SECRETARY,
            Role.MEMBER,
        }
        assert led or role in OFFICE_ROLES | {Role.SYSTEM_ADMIN}
        assert after == Role.VIEWER
        assert ROLE_PERMISSIONS[Role.VIEWER] <= ROLE_PERMISSIONS[role] | READING
    if people == HandOver.END:
        assert after is None


@pytest.mark.parametrize(
    ("types", "levels", "expected"),
    [
        (["thcs", "thcs"], ["thcs"], ("thcs", ["thcs"])),
        (["tieu_hoc", "thcs"], ["thcs", "tieu_hoc"], ("nhieu_cap", ["tieu_hoc", "thcs"])),
        (["nhieu_cap", "thpt"], ["thcs", "thpt"], ("nhieu_cap", ["thcs", "thpt"])),
        (["mam_non", "tieu_hoc"], ["mam_non", "tieu_hoc"], None),
        (["gdtx", "thpt"], ["gdtx", "thpt"], None),
        ([], [], None),
    ],
)
def test_what_schools_make_together(
    types: list[str], levels: list[str], expected: tuple[str, list[str]] | None
) -> None:
    assert type_together(types, levels) == expected


@given(st.lists(st.sampled_from(GENERAL), min_size=2, max_size=3, unique=True))
def test_what_comes_out_is_a_type_that_holds_the_levels(levels: list[EducationLevel]) -> None:
    types = {EducationLevel.PRIMARY: "tieu_hoc", EducationLevel.LOWER_SECONDARY: "thcs"}
    found = type_together([types.get(level, "thpt") for level in levels], levels)
    assert found is not None
    assert found[0] == SchoolType.MULTI_LEVEL
    validate_levels(*found)
