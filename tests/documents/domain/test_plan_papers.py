"""Papers of an improvement plan, and sheets filled from what was chosen."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.documents.domain.chosen import chosen_part
from minhdinh.documents.domain.make import make_document, request_document
from minhdinh.documents.domain.queries import plan_at, plans_for
from minhdinh.documents.models import MadeDocument
from minhdinh.improvement.domain.issues import IssueValues, add_issue
from minhdinh.improvement.domain.planning import ActionValues, add_action
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.models import ImprovementPlan
from minhdinh.jobs.models import Job
from tests.assessments.cases import YEAR, Case
from tests.documents.office import Desk, words_of

NEXT = "2027-2028"
PAPERS = ("bieu-2", "ke-hoach-cai-tien", "bao-cao-cai-tien")


def planned(case: Case, year: str = YEAR, content: str = "Bổ sung sách cho thư viện") -> ImprovementPlan:
    """Return a plan of a year with one issue and one action."""
    plan = open_plan(actor=case.system, school=case.school, year=year)
    issue = add_issue(actor=case.system, plan=plan, values=IssueValues(limit="Sách thư viện còn ít."))
    add_action(actor=case.system, plan=plan, values=ActionValues(content=content, issue_id=issue.pk))
    return plan


def make(case: Case, form: str, plan: int = 0) -> MadeDocument:
    return make_document(
        actor=case.system, assessment=case.assessment, form=form, file_format="docx", plan_id=plan
    )


@pytest.mark.parametrize("form", PAPERS)
def test_a_paper_prints_the_plan_of_the_year(desk: Desk, form: str) -> None:
    planned(desk.case)
    made = make(desk.case, form)
    assert "Bổ sung sách cho thư viện" in words_of(made)
    assert made.seal is None
    assert "2026-2027" in made.name


@pytest.mark.parametrize("form", PAPERS)
def test_without_a_plan_there_is_no_paper(desk: Desk, form: str) -> None:
    with pytest.raises(NotHere, match="Chưa có kế hoạch cải tiến"):
        request_document(
            actor=desk.case.system, assessment=desk.case.assessment, form=form, file_format="docx"
        )
    assert not Job.objects.exists()


def test_a_plan_of_the_next_year_is_offered_where_it_was_made_from(desk: Desk) -> None:
    planned(desk.case)
    later = planned(desk.case, NEXT, "Mua máy chiếu")
    ImprovementPlan.objects.filter(pk=later.pk).update(source=desk.case.assessment)
    assert [one.year for one in plans_for(desk.case.assessment)] == [NEXT, YEAR]
    made = make(desk.case, "bieu-2", later.pk)
    assert "Năm học 2027-2028" in words_of(made)
    assert "Mua máy chiếu" in words_of(made)
    assert "2027-2028" in made.name


def test_the_plan_of_another_school_is_not_here(desk: Desk, other_case: Case) -> None:
    planned(desk.case)
    foreign = planned(other_case)
    with pytest.raises(NotHere):
        plan_at(desk.case.assessment, foreign.pk)
    with pytest.raises(NotHere):
        request_document(
            actor=desk.case.system,
            assessment=desk.case.assessment,
            form="bieu-2",
            file_format="docx",
            plan_id=foreign.pk,
        )


def test_a_contributor_makes_no_paper_of_a_plan(desk: Desk) -> None:
    planned(desk.case)
    with pytest.raises(NotAllowed):
        request_document(
            actor=desk.case.actor(Role.CONTRIBUTOR),
            assessment=desk.case.assessment,
            form="bieu-2",
            file_format="docx",
        )


def test_nothing_chosen_is_an_empty_part(desk: Desk) -> None:
    assert chosen_part(desk.case.assessment) == []
    assert "Nhà trường chọn" not in words_of(make(desk.case, "phieu-noi-ham"))
