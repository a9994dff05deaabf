import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Permission, Role
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.people import (
    group_lead_ids,
    people_who_see,
    people_with,
    rank_of,
    responsible_ids,
    reviewer_ids,
)
from minhdinh.assessments.models import CouncilMember
from minhdinh.organisations.models import Membership
from tests.assessments.cases import Case
from tests.factories import CommuneFactory, SchoolFactory, acting, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def grouped(small: Case) -> Case:
    """Return a school where 1.3 is written by a member of a group with a lead."""
    writer, lead = member(small.school, Role.MEMBER), member(small.school, Role.MEMBER)
    small.people |= {"writer": writer, "lead": lead}
    seats = [
        MemberValues(name="Chủ tịch", role=Role.CHAIR, user_id=small.user(Role.CHAIR).pk),
        MemberValues(name="Viết", role=Role.MEMBER, user_id=writer.pk, group="Nhóm 1"),
        MemberValues(name="Trưởng", role=Role.MEMBER, user_id=lead.pk, group="Nhóm 1", leads_group=True),
    ]
    save_council(
        actor=small.system, assessment=small.assessment, values=CouncilValues("1/QĐ", None, members=seats)
    )
    pairs = {(small.sheet().pk, CouncilMember.objects.get(user=writer).pk)}
    save_assignments(actor=small.system, assessment=small.assessment, pairs=pairs, leads={})
    return small


def test_who_may_see_a_sheet_is_of_the_school_and_there_today(small: Case) -> None:
    seen = [small.user(role).pk for role in (Role.PRINCIPAL, Role.MEMBER, Role.VIEWER)]
    small.user(Role.CONTRIBUTOR)
    gone = small.user(Role.SECRETARY)
    Membership.objects.filter(user=gone).update(ended=True)
    later = member(small.school, Role.MEMBER)
    Membership.objects.filter(user=later).update(valid_from=timezone.localdate() + dt.timedelta(days=1))
    shut = member(small.school, Role.MEMBER)
    shut.is_active = False
    shut.save()
    member(SchoolFactory(), Role.PRINCIPAL)
    assert sorted(one.id for one in people_who_see(small.school.pk)) == sorted(seen)


def test_two_roles_are_one_person(small: Case) -> None:
    user = small.user(Role.CHAIR)
    Membership.objects.create(user=user, organisation=small.school, role=Role.PRINCIPAL)
    assert [one.id for one in people_who_see(small.school.pk)] == [user.pk]
    assert [one.id for one in people_with(small.school.pk, Permission.ASSESSMENT_APPROVE)] == [user.pk]


def test_who_looks_at_which_step(grouped: Case) -> None:
    secretary = grouped.user(Role.SECRETARY)
    sheet = grouped.sheet()
    assert reviewer_ids(sheet, "group_lead") == {grouped.people["lead"].pk}
    assert reviewer_ids(sheet, "secretary") == {secretary.pk}
    assert reviewer_ids(sheet, "chair") == {grouped.user(Role.CHAIR).pk}
    assert responsible_ids(sheet) == [grouped.people["writer"].pk]
    assert reviewer_ids(grouped.sheet("1.1"), "group_lead") == set()


def test_the_leads_of_many_sheets_cost_two_queries(grouped: Case, django_assert_num_queries) -> None:
    sheets = [grouped.sheet(code) for code in ("1.1", "1.3", "2.3")]
    with django_assert_num_queries(2):
        found = group_lead_ids(sheets)
    assert found == {sheets[0].pk: set(), sheets[1].pk: {grouped.people["lead"].pk}, sheets[2].pk: set()}


def test_how_far_up_people_stand(grouped: Case) -> None:
    sheet = grouped.sheet()
    ranks = {
        Role.CHAIR: 3, Role.PRINCIPAL: 2, Role.VICE_CHAIR: 2, Role.SECRETARY: 2, Role.MEMBER: 0, Role.VIEWER: 0,
        Role.CONTRIBUTOR: 0, Role.SCHOOL_ADMIN: 0,
    }  # fmt: skip
    assert {role: rank_of(grouped.actor(role), sheet) for role in ranks} == ranks
    assert rank_of(acting(grouped.people["lead"], grouped.school), sheet) == 1
    assert rank_of(acting(grouped.people["lead"], grouped.school), grouped.sheet("1.1")) == 0
    assert rank_of(acting(grouped.people["writer"], grouped.school), sheet) == 0


def test_a_chair_elsewhere_and_an_office_above_stand_nowhere(small: Case) -> None:
    other = SchoolFactory()
    assert rank_of(acting(member(other, Role.CHAIR), other), small.sheet()) == 0
    commune = CommuneFactory()
    below = SchoolFactory(under=commune)
    officer = acting(member(commune, Role.COMMUNE_OFFICER), below)
    assert officer.is_outside
    assert rank_of(officer, small.sheet()) == 0
