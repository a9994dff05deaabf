"""Which of the school's items a card offers, in which order, to whom."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.suggestions.cards import Typed
from minhdinh.assessments.suggestions.choosing import Given
from minhdinh.assessments.suggestions.evidence import SHOWN, items_named, offered_items, picks_for
from minhdinh.assessments.suggestions.panel import build_card, build_panel
from tests.assessments.cases import Case, item, make_case
from tests.assessments.suggestions.desk import (
    REQUIREMENT,
    VALUES,
    pick,
    proof,
    proposition,
    sheet_of,
)

pytestmark = pytest.mark.django_db


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


def test_a_word_searches_the_whole_store_without_diacritics(case: Case) -> None:
    far = item(case, criterion="4.3", name="Sổ theo dõi thư viện")
    near = proof(case, name="Kế hoạch chiến lược")
    found = offered_items(case.system, sheet_of(case), ["chien_luoc"], "so theo doi")
    assert [one.pk for one in found] == [far.pk]
    assert [one.pk for one in offered_items(case.system, sheet_of(case), ["chien_luoc"])] == [near.pk]


def test_no_more_than_a_handful_is_shown_but_all_that_is_ticked(case: Case) -> None:
    rows = [proof(case) for _ in range(SHOWN + 4)]
    picks = picks_for(case.system, ["chien_luoc"], rows)
    assert len(picks) == SHOWN
    ticked = picks_for(case.system, ["chien_luoc"], rows, [one.pk for one in rows])
    assert len(ticked) == SHOWN + 4


def test_an_item_without_code_or_of_another_school_is_not_named(case: Case) -> None:
    own, foreign = proof(case), proof(make_case())
    assert set(items_named(case.system, case.school.pk, [own.pk, foreign.pk])) == {own.pk}
    assert items_named(case.system, case.school.pk, []) == {}


def test_how_an_item_stands_is_said(case: Case) -> None:
    waiting = item(case, criterion="1.1", kind="chien_luoc", verified=False)
    old = proof(case, valid_to=dt.date(2020, 1, 1))
    tones = {one.pk: one.tone for one in picks_for(case.system, (), [waiting, old, proof(case)])}
    assert (tones[waiting.pk], tones[old.pk]) == ("wait", "bad")
    assert "ok" in tones.values()
