"""Which library a self-assessment draws on, and that nothing of another criterion is reachable through a sheet."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.queries import sheet_at
from minhdinh.assessments.models import SuggestionChoice
from minhdinh.assessments.suggestions.choosing import Given, choose
from minhdinh.assessments.suggestions.library import (
    KEPT,
    library_for,
    negative_in,
    proposition_in,
    requirement_in,
)
from minhdinh.common.problems import NotHere
from minhdinh.standards.domain.own_propositions import add_own, set_own_active
from minhdinh.standards.models import OwnProposition
from minhdinh.standards.suggestions.own import OwnDraft
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


def own_text(case: Case) -> OwnProposition:
    draft = OwnDraft(
        group="thuc_hien",
        text="Trường tổ chức ngày hội của địa phương.",
        wordings=("Trường tổ chức ngày hội ngày {ngày tổ chức: ngày}.",),
        any=("ke_hoach", "bao_cao"),
    )
    return add_own(
        actor=case.actor(Role.SECRETARY),
        owner=case.school,
        set_id=case.assessment.standard_set.set_id,
        requirement=REQUIREMENT,
        draft=draft,
    )


def test_the_schools_own_proposition_stands_behind_the_packaged_ones(case: Case) -> None:
    own_text(case)
    shown = case.client().get(case.url(f"tieu-chi/{case.track}/1.1/goi-y/{REQUIREMENT}/")).content.decode()
    assert "Trường tổ chức ngày hội của địa phương." in shown
    assert f"({case.school.name})" in shown
    assert "mệnh đề riêng của trường" in shown
    other = make_case()
    address = other.url(f"tieu-chi/{other.track}/1.1/goi-y/{REQUIREMENT}/")
    assert "ngày hội của địa phương" not in other.client().get(address).content.decode()


def test_a_retired_one_is_shown_where_it_was_chosen(case: Case) -> None:
    row = own_text(case)
    case.assessment.__dict__.pop(KEPT, None)
    found = case.fresh()
    sheet = sheet_at(found, case.track, "1.1")
    assert sheet is not None
    choose(actor=case.system, sheet=sheet, proposition=row.proposition_id, given=Given())
    set_own_active(actor=case.actor(Role.SECRETARY), owner=case.school, own_id=row.pk, active=False)
    address = case.url(f"tieu-chi/{case.track}/1.1/goi-y/{REQUIREMENT}/")
    assert "ngày hội của địa phương" in case.client().get(address).content.decode()
    SuggestionChoice.objects.all().delete()
    assert "ngày hội của địa phương" not in case.client().get(address).content.decode()
