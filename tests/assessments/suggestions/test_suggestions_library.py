"""Which library a self-assessment draws on, and that nothing of another criterion is reachable through a sheet."""

import pytest

from minhdinh.assessments.suggestions.library import (
    library_for,
    negative_in,
    proposition_in,
    requirement_in,
)
from minhdinh.common.problems import NotHere
from tests.assessments.cases import Case, make_case, small_set
from tests.assessments.suggestions.desk import FIRST, NOTHING, REQUIREMENT, sheet_of

pytestmark = pytest.mark.django_db


def test_the_library_is_that_of_the_set(case: Case) -> None:
    library = library_for(case.assessment)
    assert library.set_id == case.assessment.standard_set.set_id
    assert all(one.id in library for one in case.assessment.standard_set.catalogue.iter_requirements())


@pytest.mark.usefixtures("_scopes_open")
def test_a_set_without_suggestions_offers_none_and_shows_no_button() -> None:
    case = make_case(standard_set=small_set())
    assert list(library_for(case.assessment)) == []
    page = case.client().get(case.url(f"tieu-chi/{case.track}/1.3/")).content.decode()
    assert "goi-y" not in page
    panel = case.client().get(case.url(f"tieu-chi/{case.track}/1.3/goi-y/1.3.1a/"))
    assert "Nội dung khác của nhà trường" in panel.content.decode()


def test_what_belongs_to_the_criterion_is_found(case: Case) -> None:
    assert proposition_in(sheet_of(case), FIRST).requirement == REQUIREMENT
    assert negative_in(sheet_of(case), REQUIREMENT).id == NOTHING
    assert requirement_in(sheet_of(case), REQUIREMENT).level == 1


@pytest.mark.parametrize("name", ["2.1.1a-1", "x", "", "1.1.1a-0", "1.1.1a-1 "])
def test_any_other_proposition_is_not_here(case: Case, name: str) -> None:
    with pytest.raises(NotHere):
        proposition_in(sheet_of(case), name)


@pytest.mark.parametrize("name", ["2.1.1a", "x", "", "1.1"])
def test_any_other_requirement_is_not_here(case: Case, name: str) -> None:
    with pytest.raises(NotHere):
        requirement_in(sheet_of(case), name)
    with pytest.raises(NotHere):
        negative_in(sheet_of(case), name)
