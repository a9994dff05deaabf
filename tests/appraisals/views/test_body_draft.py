"""What the page of forming reads from its own form."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from minhdinh.appraisals.domain.bodies.criteria import Criterion
from minhdinh.appraisals.domain.bodies.forming import Named
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.forms.body import DecisionForm
from minhdinh.appraisals.rules.bodies import MOST_MEMBERS
from minhdinh.appraisals.views.body_draft import (
    USUAL,
    Column,
    Draft,
    days_of,
    divided,
    grid_rows,
    read_draft,
    without_strangers,
)

CRITERIA = [Criterion(f"thcs:{code}", code, "Tên") for code in ("1.1", "1.3", "2.3")]


def read(query: str) -> Draft:
    return read_draft(QueryDict(query))


def test_nothing_sent_is_an_empty_draft() -> None:
    assert read("") == Draft((), frozenset(), "")


def test_people_keep_their_order_and_what_was_chosen() -> None:
    draft = read(
        "member=7&member=3&role-7=leader&role-3=member&c-7=thcs:1.1&c-7=thcs:1.3&c-7=thcs:1.1"
        "&position-3=GV&paper-3=12&reason-3=v&ack=small&ack=odd&q=an"
    )
    assert draft.members == (
        Named(7, "leader", ("thcs:1.1", "thcs:1.3")),
        Named(3, "member", position="GV", paper="12", reason="v"),
    )
    assert (draft.acknowledged, draft.search) == ({"small", "odd"}, "an")


def test_a_person_once() -> None:
    assert [one.user_id for one in read("member=7&member=7&add=7").members] == [7]


def test_the_first_two_are_proposed_to_lead() -> None:
    assert [one.role for one in read("add=1").members] == [BodyRole.LEADER]
    assert [one.role for one in read("member=1&role-1=leader&add=2").members][1] == BodyRole.SECRETARY
    assert [one.role for one in read("member=1&role-1=secretary&add=2").members][1] == BodyRole.LEADER
    both = "member=1&role-1=leader&member=2&role-2=secretary&add=3"
    assert [one.role for one in read(both).members][2] == BodyRole.MEMBER


def test_who_was_found_is_chosen_so_the_search_is_empty() -> None:
    assert read("q=an&add=1").search == ""
    assert len(read("q=" + "a" * 500).search) == 100


def test_taking_off() -> None:
    assert [one.user_id for one in read("member=1&member=2&remove=1").members] == [2]


@pytest.mark.parametrize("word", ["-1", "1.0", "²", "0x1", "", "9" * 40, "1;2"])
def test_what_is_no_number_is_nobody(word: str) -> None:
    assert read(f"member={word}&add={word}").members == ()


def test_never_more_than_a_body_may_have() -> None:
    query = "&".join(f"member={number}" for number in range(1, 200))
    assert len(read(query + "&add=500").members) == MOST_MEMBERS


def test_an_even_division_replaces_what_was_ticked() -> None:
    draft = divided(read("member=1&member=2&c-1=thcs:2.3"), CRITERIA)
    assert [one.criteria for one in draft.members] == [("thcs:1.1", "thcs:1.3"), ("thcs:2.3",)]
    assert divided(read(""), CRITERIA).members == ()


def test_the_grid_names_what_is_nobodys() -> None:
    rows = grid_rows([Column(1, "An", ["thcs:1.1"]), Column(2, "Bình", ("thcs:1.1",))], CRITERIA)
    assert [row["nobody"] for row in rows] == [False, True, True]
    assert [on for _column, on in rows[0]["cells"]] == [True, True]


def test_strangers_are_left_out() -> None:
    assert without_strangers(read("member=1&member=2"), {}).members == ()


def test_days_as_typed_or_two_months() -> None:
    today = timezone.localdate()
    assert days_of(DecisionForm({})) == (today, today + USUAL)
    typed = {"starts_on": "01/12/2026", "ends_on": "31/12/2026"}
    assert days_of(DecisionForm(typed)) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))
    wrong = {"starts_on": "01/12/2026", "ends_on": "30/11/2026"}
    assert days_of(DecisionForm(wrong)) == (dt.date(2026, 12, 1), dt.date(2026, 12, 1) + USUAL)
    assert days_of(DecisionForm({"starts_on": "hôm nay"})) == (today, today + USUAL)
