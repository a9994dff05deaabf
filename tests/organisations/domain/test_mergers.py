"""Mergers and splits as one operation: what moves, what ends, what stays."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.delegations import delegate
from minhdinh.organisations.domain.mergers import reorganise
from minhdinh.organisations.domain.placements import misplaced
from minhdinh.organisations.domain.tree import parent_on
from minhdinh.organisations.models import (
    Membership,
    Organisation,
    Parentage,
    SchoolProfile,
    SchoolYear,
    Succession,
)
from minhdinh.recognition.models import Decision
from tests.factories import CommuneFactory, MembershipFactory, SchoolFactory, World, acting
from tests.organisations.reorganising import (
    BASIS,
    BEFORE,
    REFORM,
    carry_out,
    codes_under,
    get,
    merger,
    new,
    plan,
    split,
    there,
)


def roles(organisation: Organisation, **more: object) -> set[tuple[str, str]]:
    rows = Membership.objects.filter(organisation=organisation, **more)
    return set(rows.values_list("user__username", "role"))


def test_two_communes_become_one_new(world: World) -> None:
    carry_out(merger(world.commune, world.other_commune, into=new("xa-moi", world.department)))
    made = get("xa-moi")
    assert codes_under(made, REFORM) == {"thcs-an-binh", "thcs-phu-son"}
    assert codes_under(made, BEFORE) == set()
    assert codes_under(world.commune, BEFORE) == {"thcs-an-binh"}
    assert codes_under(world.commune, REFORM) == set()
    assert codes_under(world.department, BEFORE) == codes_under(world.department, REFORM)
    assert get("thcs-an-binh").path == made.path + world.school.path_step()
    assert not get("xa-an-binh").active
    assert parent_on(world.commune, BEFORE) == world.department
    assert parent_on(world.commune, REFORM) is None
    assert misplaced() == []


def test_a_commune_goes_into_one_that_stays(world: World) -> None:
    carry_out(merger(world.commune, into=there(world.other_commune)))
    assert codes_under(world.other_commune, BEFORE) == {"thcs-phu-son"}
    assert codes_under(world.other_commune, REFORM) == {"thcs-an-binh", "thcs-phu-son"}
    assert get("xa-phu-son").active


def test_officers_pass_to_the_successor(world: World) -> None:
    done = carry_out(merger(world.commune, world.other_commune, into=new("xa-moi", world.department)))
    assert [(one.username, one.new_role) for one in done.roles] == [("congchucxa", Role.COMMUNE_OFFICER)]
    assert roles(get("xa-moi"), ended=False) == {("congchucxa", Role.COMMUNE_OFFICER)}
    old = Membership.objects.get(organisation=world.commune)
    assert (old.ended, old.valid_to, old.role) == (True, REFORM, Role.COMMUNE_OFFICER)
    assert acting(world.commune_officer, get("thcs-an-binh")).home_id == get("xa-moi").pk


def test_a_role_held_at_both_is_held_once_afterwards(world: World) -> None:
    for place in (world.other_commune, world.department):
        MembershipFactory(user=world.commune_officer, organisation=place, role=Role.COMMUNE_OFFICER)
    done = carry_out(merger(world.commune, world.other_commune, into=new("xa-moi", world.department)))
    assert [one.held for one in done.roles] == [False, True]
    assert roles(get("xa-moi")) == {("congchucxa", Role.COMMUNE_OFFICER)}


def test_roles_may_end_with_the_office(world: World) -> None:
    done = carry_out(merger(world.commune, into=there(world.other_commune), people="end"))
    assert [one.username for one in done.ending] == ["congchucxa"]
    world.commune_officer.refresh_from_db()
    assert world.commune_officer.is_active is False
    assert roles(world.other_commune, ended=False) == set()


def test_schools_merge_and_keep_what_is_theirs(world: World) -> None:
    with scopes_disabled():
        SchoolYear.objects.create(
            school=world.school,
            year="2024-2025",
            path=world.school.path,
            school_type="thcs",
            ownership="public",
        )
        Decision.objects.create(school=world.school, year="2022-2023", number="12/QĐ", grade=2)
        before = list(SchoolYear.objects.values()), list(Decision.objects.values())
        carry_out(
            merger(
                world.school,
                world.other_school,
                into=new("thcs-moi", world.other_commune, kind="school"),
                merger_form="all_certified",
                cohort_completed=False,
            )
        )
        assert (list(SchoolYear.objects.values()), list(Decision.objects.values())) == before
    made = get("thcs-moi")
    assert codes_under(world.department, BEFORE) == {"thcs-an-binh", "thcs-phu-son"}
    assert codes_under(world.department, REFORM) == {"thcs-moi"}
    profile = SchoolProfile.objects.get(pk=made.pk)
    assert (profile.school_type, profile.education_levels) == ("thcs", ["thcs"])
    assert profile.former_name == "Trường THCS An Bình; Trường THCS Phú Sơn"
    rows = Succession.objects.filter(successor=made)
    assert {(row.predecessor_id, row.merger_form, row.cohort_completed, row.basis) for row in rows} == {
        (one.pk, "all_certified", False, BASIS) for one in (world.school, world.other_school)
    }


def test_heads_of_merged_schools_come_over_as_viewers(world: World) -> None:
    carry_out(merger(world.school, world.other_school, into=new("thcs-moi", world.commune, kind="school")))
    assert roles(get("thcs-moi"), ended=False) == {
        (name, Role.VIEWER) for name in ("hieutruong", "nguoixem", "nguoila")
    }


def test_a_school_that_only_changed_its_name_keeps_its_head(world: World) -> None:
    SchoolProfile.objects.filter(pk=world.school.pk).update(head_name="Phạm Quang Minh")
    carry_out(merger(world.school, into=new("thcs-moi", world.commune, kind="school"), merger_form="renamed"))
    assert ("hieutruong", Role.PRINCIPAL) in roles(get("thcs-moi"), ended=False)
    assert SchoolProfile.objects.get(organisation__code="thcs-moi").head_name == "Phạm Quang Minh"


def test_primary_and_lower_secondary_make_a_school_of_several_levels(world: World) -> None:
    primary = SchoolFactory(
        code="th",
        under=world.commune,
        profile__school_type="tieu_hoc",
        profile__education_levels=["tieu_hoc"],
    )
    carry_out(merger(world.school, primary, into=new("th-thcs", world.commune, kind="school")))
    profile = SchoolProfile.objects.get(organisation__code="th-thcs")
    assert (profile.school_type, profile.education_levels) == ("nhieu_cap", ["tieu_hoc", "thcs"])


def test_a_district_office_is_split_among_communes(world: World) -> None:
    """The reform of 2025: the communes come first, then the office's schools are given to them."""
    office = CommuneFactory(code="phong", kind_id="district_office", under=world.department)
    one, two = SchoolFactory(code="mot", under=office), SchoolFactory(code="hai", under=office)
    carry_out(
        split(office, there(world.commune), there(world.other_commune), assignment={"hai": "xa-phu-son"})
    )
    assert codes_under(office, BEFORE) == {"mot", "hai"}
    assert codes_under(world.commune, REFORM) == {"mot", "thcs-an-binh"}
    assert codes_under(world.other_commune, REFORM) == {"hai", "thcs-phu-son"}
    assert get(one.code).path.startswith(world.commune.path)
    assert get(two.code).path.startswith(world.other_commune.path)


def test_a_part_goes_and_the_rest_stays(world: World) -> None:
    SchoolFactory(code="hai", under=world.commune)
    done = carry_out(
        split(world.commune, new("xa-tach", world.department), assignment={"hai": "xa-tach"}, keep=True)
    )
    assert (done.closing, done.roles) == ((), ())
    assert get("xa-an-binh").active
    assert codes_under(world.commune, REFORM) == {"thcs-an-binh"}
    assert codes_under(get("xa-tach"), REFORM) == {"hai"}
    assert acting(world.commune_officer, world.commune).can("office.view")


def test_whole_subtrees_move(world: World) -> None:
    carry_out(merger(world.department, into=new("so-moi", world.ministry, kind="department")))
    made = get("so-moi")
    for code in ("xa-an-binh", "xa-phu-son", "thcs-an-binh", "thcs-phu-son"):
        assert get(code).path.startswith(made.path)
    assert codes_under(world.department, BEFORE) == codes_under(made, REFORM)
    assert acting(world.manager, get("thcs-an-binh")).roles == {Role.DEPARTMENT_ADMIN}
    assert misplaced() == []


def test_professional_parents_follow(world: World) -> None:
    Parentage.objects.create(child=world.school, parent=world.other_commune, relation="professional")
    carry_out(merger(world.other_commune, into=there(world.commune)))
    edge = Parentage.objects.get(child=world.school, relation="professional", valid_to=None)
    assert (edge.parent, edge.valid_from) == (world.commune, REFORM)


def test_a_school_closed_earlier_stays_below_the_old_office(world: World) -> None:
    carry_out(merger(world.school, into=there(world.other_school)))
    carry_out(merger(world.commune, into=there(world.other_commune), day=REFORM + dt.timedelta(days=9)))
    assert get("thcs-an-binh").path.startswith(world.commune.path)
    assert codes_under(world.commune, BEFORE) == {"thcs-an-binh"}


def test_delegations_end_with_the_office(world: World) -> None:
    row = delegate(
        actor=system_actor(), office=world.commune, acting=world.other_commune, day=REFORM, basis=BASIS
    )
    done = carry_out(merger(world.commune, into=there(world.other_commune)))
    assert len(done.delegations) == 1
    row.refresh_from_db()
    assert row.valid_to == REFORM


def test_the_record_tells_of_it(world: World) -> None:
    carry_out(merger(world.commune, into=there(world.other_commune)), acting(world.manager, world.department))
    entries = Entry.objects.filter(action="organisation.merged")
    assert entries.count() == 2
    told = sentence(entries[0].action, entries[0].data)
    assert told == "Sáp nhập Ủy ban nhân dân xã An Bình thành Ủy ban nhân dân xã Phú Sơn từ 01/07/2025"
    passed = Entry.objects.get(action="account.role_handed_over")
    assert passed.data["name"] == "Nguyễn Tấn Tài"


def test_what_changed_since_the_preview_stops_everything(world: World) -> None:
    proposal = merger(world.commune, into=there(world.other_commune))
    seen = plan(proposal).fingerprint
    SchoolFactory(code="muon", under=world.commune)
    with pytest.raises(Problem, match="xem lại"):
        reorganise(actor=system_actor(), proposal=proposal, fingerprint=seen)
    assert get("xa-an-binh").active
    assert not Succession.objects.exists()


def test_what_is_refused_is_not_done(world: World) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(Problem, match="chưa đến"):
        carry_out(merger(world.commune, into=there(world.other_commune), day=tomorrow))
    assert get("xa-an-binh").active


def test_the_same_merger_twice_is_refused(world: World) -> None:
    proposal = merger(world.commune, into=new("xa-moi", world.department))
    carry_out(proposal)
    with pytest.raises(Problem, match="đã kết thúc hoạt động"):
        carry_out(merger(get("xa-an-binh"), into=there(get("xa-moi"))))


def test_only_inside_the_own_office(world: World) -> None:
    actor = acting(world.manager, world.department)
    with pytest.raises(NotAllowed):
        carry_out(merger(world.commune, into=new("xa-moi", world.ministry)), actor)
    with pytest.raises(NotAllowed):
        carry_out(
            merger(world.commune, into=there(world.other_commune)), acting(world.officer, world.department)
        )
    assert get("xa-an-binh").active


def test_queries_do_not_grow_with_the_children(world: World, django_assert_max_num_queries) -> None:
    for number in range(12):
        SchoolFactory(code=f"truong-{number}", under=world.commune)
    proposal = merger(world.commune, into=there(world.other_commune))
    seen = plan(proposal).fingerprint
    with django_assert_max_num_queries(48):
        reorganise(actor=system_actor(), proposal=proposal, fingerprint=seen)
