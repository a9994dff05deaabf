"""What the panel offers: own wording first, the right evidence first, a gentle word about haste."""

import datetime as dt

import pytest

from minhdinh.assessments.suggestions.cards import Typed
from minhdinh.assessments.suggestions.choosing import Given, choose_nothing
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.assessments.suggestions.panel import build_card, build_panel, is_hurried
from minhdinh.assessments.suggestions.queries import choices_of_sheet
from minhdinh.common.problems import NotHere
from tests.assessments.cases import Case
from tests.assessments.suggestions.desk import (
    FIRST,
    REQUIREMENT,
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
