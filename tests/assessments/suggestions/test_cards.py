"""One proposition on the panel: inputs, wordings, states, and sentences with gaps."""

import pytest

from minhdinh.assessments.models import SuggestionChoice
from minhdinh.assessments.suggestions.cards import Typed
from minhdinh.assessments.suggestions.choosing import Given
from minhdinh.assessments.suggestions.panel import build_card, build_panel
from minhdinh.standards.suggestions import SlotInput
from tests.assessments.cases import Case
from tests.assessments.suggestions.desk import (
    FIRST,
    REQUIREMENT,
    RESULT,
    VALUES,
    chosen_and_put,
    pick,
    proof,
    proposition,
    sheet_of,
)

pytestmark = pytest.mark.django_db


def test_slots_are_proper_inputs(case: Case) -> None:
    panel = build_panel(case.system, sheet_of(case), REQUIREMENT)
    kinds = {slot.name: slot.kind for slot in panel.cards[0].slots}
    assert kinds["ngay"] == SlotInput.DATE
    assert kinds["giai_doan"] == SlotInput.YEARS
    second = {slot.name: slot for slot in panel.cards[1].slots}
    assert second["nam_hoc"].value == case.assessment.year
    assert case.assessment.year in second["nam_hoc"].options
    assert second["nam_hoc"].field == "o.nam_hoc"


def test_the_schools_last_wording_is_taken(case: Case) -> None:
    pick(case, wording=2)
    SuggestionChoice.objects.all().update(sheet=case.sheet("1.1"))
    kept = build_panel(case.system, sheet_of(case), REQUIREMENT).cards[0]
    assert len(kept.preview.sentences) > 2
    assert [at for at, one in enumerate(kept.preview.sentences) if one.chosen] == [2]


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


def test_a_gap_is_shown_where_own_data_are_missing(case: Case) -> None:
    card = build_card(case.system, sheet_of(case), proposition(case), Typed(Given({"so": "<b>7</b>"})))
    html = str(card.preview.sentences[0].html)
    assert "suggest-gap" in html
    assert "&lt;b&gt;7&lt;/b&gt;" in html
    assert "<b>" not in html


def test_a_whole_sentence_carries_its_codes(case: Case) -> None:
    row = proof(case)
    typed = Typed(Given(VALUES, evidence=(row.pk,)))
    card = build_card(case.system, sheet_of(case), proposition(case), typed)
    assert all(row.code in str(one.html) for one in card.preview.sentences)
    assert card.preview.lock.open


def test_a_wording_beyond_the_last_goes_round(case: Case) -> None:
    card = build_card(case.system, sheet_of(case), proposition(case), Typed(Given(VALUES, wording=4)))
    assert [one.chosen for one in card.preview.sentences].count(True) == 1


def test_what_is_needed_is_said_in_words(case: Case) -> None:
    card = build_card(case.system, sheet_of(case), proposition(case), Typed(Given()))
    assert card.needs
    assert card.needs[0].startswith("một trong các loại:")


def test_a_year_kept_from_before_stays_to_choose(case: Case) -> None:
    typed = Typed(Given({"nam_hoc": "1999-2000"}))
    card = build_card(case.system, sheet_of(case), proposition(case, "1.1.1a-2"), typed)
    years = next(slot.options for slot in card.slots if slot.name == "nam_hoc")
    assert years[0] == "1999-2000"
    assert len(years) == len(set(years))


def test_warnings_do_not_lock(case: Case) -> None:
    for one in (FIRST, "1.1.1b-1"):
        card = build_card(case.system, sheet_of(case), proposition(case, one), Typed(Given()))
        assert card.preview.warnings == []
