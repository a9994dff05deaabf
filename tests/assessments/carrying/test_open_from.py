"""Opening the next year from an earlier one."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.opening import open_from, plan_opening, source_of, sources_for
from minhdinh.assessments.carrying.pieces import Fate
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.organisations.models import SchoolYear
from tests.assessments.carrying.years import NEXT, fill, opened, texts_of
from tests.assessments.cases import SET, Case, make_case

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def case() -> Case:
    found = make_case()
    fill(found)
    return found


def test_the_preview_says_what_comes_and_opens_nothing(case: Case) -> None:
    plan = plan_opening(organisation=case.school, source=case.fresh(), year=NEXT)
    assert (plan.count(Fate.CARRIED), len(plan.uses), plan.makes_plan) == (4, 2, True)
    assert plan.target.assessment is None
    assert SelfAssessment.objects.count() == 1
    assert not SchoolYear.objects.filter(year=NEXT).exists()


def test_opening_carries_in_one_go(case: Case) -> None:
    made = open_from(
        actor=case.actor(Role.PRINCIPAL), organisation=case.school, source=case.fresh(), year=NEXT
    )
    assert (made.year, made.standard_set.set_id) == (NEXT, SET)
    assert texts_of(made) == texts_of(case.assessment)


def test_again_gives_the_same_year_and_nothing_new(case: Case) -> None:
    first = open_from(actor=case.system, organisation=case.school, source=case.fresh(), year=NEXT)
    before = texts_of(first)
    again = open_from(actor=case.system, organisation=case.school, source=case.fresh(), year=NEXT)
    assert (again.pk, texts_of(again)) == (first.pk, before)
    assert plan_opening(organisation=case.school, source=case.fresh(), year=NEXT).is_nothing


def test_who_may_open_but_not_carry_gets_no_year_at_all(case: Case) -> None:
    with pytest.raises(NotAllowed):
        open_from(
            actor=case.actor(Role.SCHOOL_ADMIN), organisation=case.school, source=case.fresh(), year=NEXT
        )
    assert SelfAssessment.objects.count() == 1


def test_a_year_that_cannot_be_carried_is_not_opened(case: Case) -> None:
    with pytest.raises(Problem, match="ở sau năm học"):
        open_from(
            actor=case.system,
            organisation=case.school,
            source=case.fresh(),
            year="2025-2026",
            standard_set=case.assessment.standard_set,
            reason="Bài thử",
        )
    assert SelfAssessment.objects.count() == 1
    assert not SchoolYear.objects.filter(year="2025-2026").exists()


def test_another_set_without_a_reason_is_refused_in_the_preview_too(case: Case) -> None:
    other = opened(case, "2025-2026", "tt18-2018-trung-hoc").assessment.standard_set
    with pytest.raises(Problem, match="cần ghi lý do"):
        plan_opening(organisation=case.school, source=case.fresh(), year=NEXT, standard_set=other)


def test_a_year_that_is_no_year_is_refused(case: Case) -> None:
    with pytest.raises(Problem):
        plan_opening(organisation=case.school, source=case.fresh(), year="2027")


def test_sources_are_the_schools_own_years_newest_first(case: Case) -> None:
    make_case()
    later = opened(case, NEXT)
    assert [one.year for one in sources_for(case.school.pk)] == [NEXT, "2026-2027"]
    assert [one.year for one in sources_for(case.school.pk, "2026-2027")] == ["2026-2027"]
    assert [one.year for one in sources_for(case.school.pk, NEXT, later.assessment)] == ["2026-2027"]


def test_another_schools_year_is_not_here(case: Case) -> None:
    with pytest.raises(NotHere):
        source_of(case.school.pk, make_case().assessment.pk)
    assert source_of(case.school.pk, case.assessment.pk) == case.assessment
