"""What the panel offers: own wording first, the right evidence first, a gentle word about haste."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import SuggestionChoice
from minhdinh.assessments.suggestions.cards import Typed
from minhdinh.assessments.suggestions.choosing import Given, choose_nothing
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.assessments.suggestions.panel import build_card, build_panel, is_hurried
from minhdinh.assessments.suggestions.queries import choices_of_sheet
from minhdinh.common.problems import NotHere
from minhdinh.standards.suggestions import SlotInput
from tests.assessments.cases import Case, item
from tests.assessments.suggestions.desk import (
    FIRST,
    REQUIREMENT,
    RESULT,
    VALUES,
    chosen_and_put,
    pick,
    proof,
    proposition,
    sample_values,
    sheet_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["1.1", "2.2", "3.5", "4.2"])
def test_every_requirement_of_a_criterion_has_a_panel(case: Case, code: str) -> None:
    """No proposition of the library breaks the page, empty or filled in."""
    library, sheet = library_for(case.assessment), case.sheet(code)
    for criterion in [case.assessment.standard_set.catalogue.criterion(code)]:
        for requirement in criterion.iter_requirements():
            panel = build_panel(case.system, sheet, requirement.id)
            assert [card.proposition.id for card in panel.cards] == [
                one.id for one in library.of(requirement.id).propositions
            ]
            for card in panel.cards:
                assert not card.preview.lock.open
                filled = Typed(Given(sample_values(card.proposition), direction_confirmed=True))
                again = build_card(case.system, sheet, card.proposition, filled)
                assert len(again.preview.sentences) == len(card.proposition.wordings)


def test_slots_are_proper_inputs(case: Case) -> None:
    panel = build_panel(case.system, sheet_of(case), REQUIREMENT)
    kinds = {slot.name: slot.kind for slot in panel.cards[0].slots}
    assert kinds["ngay"] == SlotInput.DATE
    assert kinds["giai_doan"] == SlotInput.YEARS
    second = {slot.name: slot for slot in panel.cards[1].slots}
    assert second["nam_hoc"].value == case.assessment.year
    assert case.assessment.year in second["nam_hoc"].options
    assert second["nam_hoc"].field == "o.nam_hoc"


def test_the_right_kind_comes_first(case: Case) -> None:
    other = proof(case, kind="khen_thuong")
    right = proof(case, kind="chien_luoc")
    far = item(case, criterion="4.3", kind="so_theo_doi")
    picks = build_panel(case.system, sheet_of(case), REQUIREMENT).cards[0].picks
    assert [one.pk for one in picks] == [right.pk, other.pk]
    assert [one.right for one in picks] == [True, False]
    assert far.pk not in {one.pk for one in picks}


def test_what_is_ticked_stays_in_sight(case: Case) -> None:
    far = item(case, criterion="4.3", kind="so_theo_doi")
    card = build_card(
        case.system, sheet_of(case), proposition(case), Typed(Given(VALUES, evidence=(far.pk,)))
    )
    assert [one.pk for one in card.picks if one.chosen] == [far.pk]


def test_a_sensitive_item_shows_its_code_alone(case: Case) -> None:
    secret = proof(case, kind="so_tiep_nhan_phan_anh", storage="place", place="Tủ riêng")
    pick(case, items=(secret,))
    member = build_panel(case.actor(Role.MEMBER), sheet_of(case), REQUIREMENT).cards[0].picks
    assert [one.code for one in member] == [secret.code]
    assert secret.name not in member[0].name


def test_the_schools_last_wording_is_taken(case: Case) -> None:
    pick(case, wording=2)
    SuggestionChoice.objects.all().update(sheet=case.sheet("1.1"))
    kept = build_panel(case.system, sheet_of(case), REQUIREMENT).cards[0]
    assert [one.chosen for one in kept.preview.sentences] == [False, False, True]


def test_a_direction_is_confirmed_before_its_wordings_show(case: Case) -> None:
    shut = build_card(case.system, sheet_of(case), proposition(case, RESULT), Typed(Given()))
    assert shut.asks_direction
    confirmed = Typed(Given(direction_confirmed=True))
    shown = build_card(case.system, sheet_of(case), proposition(case, RESULT), confirmed)
    assert len(shown.preview.sentences) > len(shut.preview.sentences)


def test_states_of_a_card(case: Case) -> None:
    def card() -> tuple[bool, bool]:
        found = build_panel(case.system, sheet_of(case), REQUIREMENT).cards[0]
        return found.placed, found.edited

    assert card() == (False, False)
    chosen_and_put(case)
    assert card() == (True, False)


def test_a_whole_criterion_in_two_minutes_is_worth_a_second_look(case: Case) -> None:
    sheet = sheet_of(case)
    assert not is_hurried(sheet, [])
    for one in case.assessment.standard_set.catalogue.criterion("1.1").iter_requirements():
        if not one.derived:
            choose_nothing(actor=case.system, sheet=sheet, requirement=one.id)
    choices = choices_of_sheet(sheet)
    assert is_hurried(sheet, choices)
    assert build_panel(case.system, sheet, REQUIREMENT).hurried
    assert not is_hurried(sheet, choices[1:])
    choices[0].chosen_at -= dt.timedelta(minutes=3)
    assert not is_hurried(sheet, choices)


def test_a_requirement_of_another_criterion(case: Case) -> None:
    with pytest.raises(NotHere):
        build_panel(case.system, sheet_of(case), "1.2.1a")
    assert FIRST.startswith(REQUIREMENT)
