import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.places import place_of
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import CouncilMember
from minhdinh.common.problems import NotAllowed, NotHere
from tests.assessments.cases import Case, make_case, seat_council, small_set
from tests.factories import acting, member


def test_a_statement_belongs_to_its_sheet(small: Case) -> None:
    place = place_of(small.system, small.assessment, small.slot("2.3", 2))
    assert place.sheet == small.sheet("2.3")
    assert (place.address.kind, place.address.level) == (PassageKind.STATEMENT, 2)
    assert place.slot == small.slot("2.3", 2)


@pytest.mark.parametrize("slot", ["remark:1:strengths", "report:I.2.b"])
def test_other_texts_belong_to_no_sheet(small: Case, slot: str) -> None:
    assert place_of(small.system, small.assessment, slot).sheet is None


@pytest.mark.parametrize("slot", ["remark:3:strengths", "statement:thpt:1.3:1:1.3.1a", "", "x"])
def test_a_place_that_the_assessment_does_not_have(small: Case, slot: str) -> None:
    with pytest.raises(NotHere, match="Không có chỗ viết này"):
        place_of(small.system, small.assessment, slot)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER, Role.SCHOOL_ADMIN, Role.MEMBER])
def test_who_may_not_write_a_statement(small: Case, role: str) -> None:
    with pytest.raises(NotAllowed):
        place_of(small.actor(role), small.assessment, small.slot())


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR, Role.PRINCIPAL])
def test_who_leads_writes_everywhere(small: Case, role: str) -> None:
    for slot in (small.slot(), "remark:1:limits", "report:I.2.c"):
        assert place_of(small.actor(role), small.assessment, slot).slot == slot


def test_a_member_writes_the_criteria_assigned_and_nothing_else(small: Case) -> None:
    teacher = member(small.school, Role.MEMBER)
    seat_council(small, member=teacher)
    seat = CouncilMember.objects.get(user=teacher)
    pair = (small.sheet("1.3").pk, seat.pk)
    save_assignments(actor=small.system, assessment=small.assessment, pairs={pair}, leads={})
    actor = acting(teacher, small.school)
    assert place_of(actor, small.assessment, small.slot("1.3")).sheet == small.sheet("1.3")
    with pytest.raises(NotAllowed, match="chưa phân công"):
        place_of(actor, small.assessment, small.slot("1.1"))
    with pytest.raises(NotAllowed):
        place_of(actor, small.assessment, "remark:1:strengths")


def test_leading_another_school_opens_nothing_here(small: Case) -> None:
    other = make_case(standard_set=small_set())
    with pytest.raises(NotAllowed, match="đơn vị khác"):
        place_of(other.actor(Role.PRINCIPAL), small.assessment, small.slot())
