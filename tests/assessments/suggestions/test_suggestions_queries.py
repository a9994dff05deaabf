"""Strengths and weaknesses that follow from what was chosen, in a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.assessments.suggestions.queries import (
    choice_at,
    last_wordings,
    sentence_of,
    strengths_of,
    weaknesses_of,
)
from minhdinh.standards.enums import RequirementKind
from tests.assessments.cases import Case, make_case, small_set, write
from tests.assessments.suggestions.desk import (
    FIRST,
    REQUIREMENT,
    RESULT,
    chosen_and_put,
    pick,
    proof,
    sheet_of,
    slot,
)

pytestmark = pytest.mark.django_db
RESULT_VALUES = {
    "chi_so": "tỷ lệ chỉ tiêu hoàn thành (%)",
    "gia_tri_dau": "70",
    "moc_dau": "05/09/2025",
    "gia_tri_cuoi": "85",
    "moc_cuoi": "25/05/2026",
}


def proven_result(case: Case) -> None:
    for one in case.assessment.standard_set.catalogue.criterion("1.1").level(1).requirements:  # type: ignore[union-attr]
        write(case, slot(case, one.id), "Trường đã làm.")
    items = (proof(case, kind="so_lieu_hai_thoi_diem"), proof(case, kind="bao_cao"))
    chosen_and_put(case, name=RESULT, values=RESULT_VALUES, items=items, direction=True)


def test_a_chosen_no_is_a_weakness(case: Case) -> None:
    row = choose_nothing(
        actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT, weakness="Chưa có.", action="Làm."
    )
    found = weaknesses_of(case.assessment)
    assert [(one.text, one.draft_action, one.own) for one in found] == [(row.weakness, row.action, True)]
    assert (found[0].track, found[0].standard, found[0].criterion) == (case.track, "1", "1.1")


def test_an_unmet_answer_is_one_too_but_once(case: Case) -> None:
    for requirement in ("1.1.1b", REQUIREMENT):
        set_answer(actor=case.system, sheet=sheet_of(case), requirement=requirement, value="unmet")
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    found = weaknesses_of(case.assessment)
    assert [(one.requirement, one.own) for one in found] == [(REQUIREMENT, True), ("1.1.1b", False)]
    assert "chưa ban hành" in found[1].text
    assert found[1].draft_action


@pytest.mark.usefixtures("_scopes_open")
def test_a_set_without_a_library_gives_its_own_words() -> None:
    case = make_case(standard_set=small_set())
    set_answer(actor=case.system, sheet=case.sheet("1.3"), requirement="1.3.1a", value="unmet")
    (found,) = weaknesses_of(case.assessment)
    assert found.text == case.assessment.standard_set.catalogue.requirement("1.3.1a").text
    assert found.draft_action == ""


def test_only_reviews_and_results_in_the_text_are_strengths(case: Case) -> None:
    chosen_and_put(case)
    assert strengths_of(case.assessment) == []
    proven_result(case)
    (found,) = strengths_of(case.assessment)
    assert found.group is RequirementKind.RESULT
    assert "70" in found.text
    assert len(found.items) == 2


def test_the_school_remembers_its_wording(case: Case) -> None:
    pick(case, wording=2)
    assert last_wordings(case.school.pk, [FIRST, "1.1.1a-2"]) == {FIRST: 2}
    other = make_case()
    assert last_wordings(other.school.pk, [FIRST]) == {}


def test_no_sentence_while_something_is_missing(case: Case) -> None:
    row = pick(case, values={"so": "1/KH"})
    library = library_for(case.assessment)
    assert sentence_of(library, row) == ""
    row.proposition = "gone-1"
    assert sentence_of(library, row) == ""
    assert choice_at(sheet_of(case), "gone-1") is None


def test_more_choices_cost_no_more_queries(case: Case) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            weaknesses_of(case.assessment)
            strengths_of(case.assessment)
        return len(captured)

    chosen_and_put(case)
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement="1.1.1b")
    before = cost()
    proven_result(case)
    for criterion in ("1.2", "1.3", "2.1"):
        choose_nothing(actor=case.system, sheet=case.sheet(criterion), requirement=f"{criterion}.1a")
        set_answer(
            actor=case.system, sheet=case.sheet(criterion), requirement=f"{criterion}.1b", value="unmet"
        )
    assert cost() == before
