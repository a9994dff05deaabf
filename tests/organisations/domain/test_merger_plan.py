"""The preview: everything that will happen, before it happens, and nothing written."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.merger_plan import plan_of
from minhdinh.organisations.domain.reorganisation import Proposal
from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.models import Organisation, Parentage, SchoolProfile, Succession
from tests.factories import CommuneFactory, MembershipFactory, SchoolFactory, World, acting
from tests.organisations.reorganising import BASIS, REFORM, carry_out, merger, new, plan, split, there


def test_a_preview_writes_nothing(world: World) -> None:
    before = list(Organisation.objects.values()), list(Parentage.objects.values())
    found = plan(merger(world.commune, world.other_commune, into=new("xa-moi", world.department)))
    assert found.refused == ()
    assert (list(Organisation.objects.values()), list(Parentage.objects.values())) == before
    assert not Succession.objects.exists()
    assert not Entry.objects.exists()


def test_what_moves_what_ends_what_stays(world: World) -> None:
    found = plan(merger(world.commune, world.other_commune, into=new("xa-moi", world.department)))
    assert [(one.child, one.former, one.successor) for one in found.moves] == [
        ("thcs-an-binh", "xa-an-binh", "xa-moi"),
        ("thcs-phu-son", "xa-phu-son", "xa-moi"),
    ]
    assert [code for code, _name in found.closing] == ["xa-an-binh", "xa-phu-son"]
    assert [(one.code, one.is_new, one.parent) for one in found.successors] == [("xa-moi", True, "so")]
    assert any("Số liệu các năm trước của Ủy ban nhân dân xã An Bình" in words for words in found.stays)


def test_people_stand_in_vietnamese_order(world: World) -> None:
    found = plan(merger(world.school, world.other_school, into=new("m", world.commune, kind="school")))
    assert [(one.person, one.new_role) for one in found.roles] == [
        ("Đỗ Thị Lan", Role.VIEWER),
        ("Phạm Quang Minh", Role.VIEWER),
        ("Vũ Văn Xa", Role.VIEWER),
    ]
    assert [one.person for one in found.passing] == [one.person for one in found.roles]


def test_what_passing_reviewers_hold_ends(world: World) -> None:
    MembershipFactory(user=world.officer, organisation=world.school, role=Role.CROSS_REVIEWER)
    found = plan(merger(world.school, into=there(world.other_school)))
    assert [one.username for one in found.ending] == ["chuyenvien"]


def test_the_plan_is_what_is_carried_out(world: World) -> None:
    proposal = merger(world.commune, into=there(world.other_commune))
    seen = plan(proposal)
    assert carry_out(proposal) == seen


def test_a_fingerprint_tells_plans_apart(world: World) -> None:
    first = plan(merger(world.commune, into=there(world.other_commune)))
    assert first.fingerprint == plan(merger(world.commune, into=there(world.other_commune))).fingerprint
    assert first.fingerprint != plan(merger(world.other_commune, into=there(world.commune))).fingerprint
    assert first.as_json()["fingerprint"] == first.fingerprint
    assert first.as_json()["moves"][0]["child"] == "thcs-an-binh"


def test_children_go_where_they_are_assigned(world: World) -> None:
    SchoolFactory(code="hai", under=world.commune)
    targets = (new("a", world.department), new("b", world.department))
    found = plan(split(world.commune, *targets, assignment={"hai": "b"}))
    assert {(one.child, one.successor) for one in found.moves} == {("thcs-an-binh", "a"), ("hai", "b")}
    kept = plan(split(world.commune, targets[0], assignment={"hai": "a"}, keep=True))
    assert [(one.child, one.successor) for one in kept.moves] == [("hai", "a")]
    assert (kept.closing, kept.roles, kept.delegations) == ((), (), ())
    assert any("tiếp tục hoạt động" in words for words in kept.stays)


def test_a_type_that_does_not_follow_has_to_be_chosen(world: World) -> None:
    preschool = SchoolFactory(
        under=world.commune, profile__school_type="mam_non", profile__education_levels=["mam_non"]
    )
    refused = plan(merger(world.school, preschool, into=new("m", world.commune, kind="school"))).refused
    assert any("hãy chọn loại trường" in words for words in refused)
    given = new("m", world.commune, kind="school", school_type="thcs", education_levels=("thcs",))
    assert plan(merger(world.school, preschool, into=given)).refused == ()
    wrong = new("m", world.commune, kind="school", school_type="thcs")
    assert any("Cấp học" in words for words in plan(merger(world.school, preschool, into=wrong)).refused)


def test_schools_without_profile_need_a_type(world: World) -> None:
    SchoolProfile.objects.filter(pk=world.school.pk).delete()
    refused = plan(merger(world.school, into=new("m", world.commune, kind="school"))).refused
    assert len(refused) == 1


@pytest.mark.parametrize("person", ["officer", "commune_officer"])
def test_only_who_manages_organisations_may_look(world: World, person: str) -> None:
    place = world.department if person == "officer" else world.commune
    with pytest.raises(NotAllowed):
        plan(merger(world.commune, into=there(world.other_commune)), acting(getattr(world, person), place))


def test_other_departments_communes_are_not_to_be_had(world: World) -> None:
    foreign = CommuneFactory(code="la", under=CommuneFactory(kind_id="department", under=world.ministry))
    actor = acting(world.manager, world.department)
    for proposal in (merger(foreign, into=there(world.commune)), merger(world.commune, into=there(foreign))):
        with pytest.raises(NotAllowed):
            plan(proposal, actor)


def test_nothing_comes_of_nothing(world: World) -> None:
    actor = acting(world.manager, world.department)
    with pytest.raises(Problem, match="ít nhất một"):
        plan_of(actor=actor, proposal=Proposal(SuccessionForm.MERGE, (), (), REFORM, BASIS))


def test_as_many_queries_for_many_people_as_for_few(world: World, django_assert_max_num_queries) -> None:
    for number in range(6):
        SchoolFactory(code=f"t-{number}", under=world.commune)
        MembershipFactory(organisation=world.commune, role=Role.COMMUNE_OFFICER)
    with django_assert_max_num_queries(20):
        assert len(plan(merger(world.commune, into=there(world.other_commune))).roles) == 7
