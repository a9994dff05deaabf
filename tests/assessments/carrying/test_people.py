"""Who comes along into the next year's council."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.people import plan_assignments, plan_people
from minhdinh.assessments.models import Assignment, CouncilMember
from minhdinh.organisations.models import Membership
from tests.assessments.carrying.years import Years, fill, other_set, same_set, seat

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    return same_set()


def names(assessment: object) -> list[str]:
    return list(
        CouncilMember.objects.filter(assessment=assessment).order_by("order").values_list("name", flat=True)
    )


def test_people_with_accounts_come_with_them(years: Years) -> None:
    user = years.old.user(Role.PRINCIPAL)
    seat(years.old, user)
    years.carry()
    first = CouncilMember.objects.filter(assessment=years.new.assessment).order_by("order").first()
    assert first is not None
    assert (first.name, first.user) == ("Người 1", user)


def test_who_left_the_school_is_named_and_not_seated(years: Years) -> None:
    user = years.old.user(Role.SECRETARY)
    seat(years.old, years.old.user(Role.PRINCIPAL), user)
    Membership.objects.filter(user=user).update(ended=True)
    plan = years.plan()
    assert [member.name for member in plan.people.left] == ["Người 2"]
    years.carry()
    assert names(years.new.assessment) == ["Người 1", "Người 3", "Người 4", "Người 5"]
    assert Assignment.objects.filter(sheet__assessment=years.new.assessment).count() == 1
    assert not Assignment.objects.filter(sheet__assessment=years.new.assessment, leads=True).exists()


def test_a_council_that_is_seated_stays_with_its_assignments(years: Years) -> None:
    seat(years.old)
    seat(years.new)
    before = list(Assignment.objects.filter(sheet__assessment=years.new.assessment).order_by("id").values())
    plan = years.plan()
    assert (plan.people.seated, plan.people.count, plan.assignments) == (True, 0, [])
    years.carry()
    assert names(years.new.assessment) == ["Người 1", "Người 2", "Người 3", "Người 4", "Người 5"]
    after = list(Assignment.objects.filter(sheet__assessment=years.new.assessment).order_by("id").values())
    assert after == before


def test_without_a_council_nobody_comes(years: Years) -> None:
    fill(years.old)
    assert years.carry().people == 0
    assert names(years.new.assessment) == []


def test_under_another_set_people_are_in_charge_of_what_took_the_criterions_place() -> None:
    years = other_set()
    rows = seat(years.old)
    sheet = years.old.sheet("3.6")
    sheet.assignments.create(school=years.old.school, member=rows[3])
    years.carry()
    charged = Assignment.objects.filter(sheet__assessment=years.new.assessment, member__name="Người 4")
    assert [row.sheet.criterion for row in charged] == ["4.1"]


def test_two_old_leads_of_one_new_criterion_give_one_lead() -> None:
    years = other_set()
    rows = seat(years.old)
    for criterion, member in (("3.5", rows[3]), ("3.6", rows[4])):
        years.old.sheet(criterion).assignments.create(school=years.old.school, member=member, leads=True)
    years.carry()
    charged = Assignment.objects.filter(sheet__assessment=years.new.assessment, sheet__criterion="4.1")
    assert sorted((row.member.name, row.leads) for row in charged) == [("Người 4", True), ("Người 5", False)]


def test_criteria_without_a_place_have_nobody(years: Years) -> None:
    seat(years.old)
    people = plan_people(years.old.fresh(), years.new.fresh())
    assert plan_assignments(years.old.fresh(), people, lambda _criterion: "") == []
    assert len(plan_assignments(years.old.fresh(), people, lambda criterion: criterion)) == 2
