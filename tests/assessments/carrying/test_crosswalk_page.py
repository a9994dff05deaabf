"""A crosswalk as its page shows it."""

import pytest

from minhdinh.assessments.carrying.choices import save_choices
from minhdinh.assessments.carrying.crosswalk_page import (
    LONGEST,
    CrosswalkGroup,
    Typed,
    build_crosswalk,
    read_typed,
)
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.carrying.years import OLD_SET, Years, other_set
from tests.assessments.cases import SET

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    return other_set()


def test_the_page_shows_proposal_and_choice_side_by_side(years: Years) -> None:
    save_choices(
        actor=years.new.system,
        school_id=years.new.school.pk,
        source=packaged_set(OLD_SET),
        target=packaged_set(SET),
        choices={"1.4.1a": ["1.2.1a"]},
    )
    page = build_crosswalk(
        years.new.school.pk, packaged_set(OLD_SET), packaged_set(SET), Typed({"1.1.1b": "1.1.1b, sai"})
    )
    rows = {row.requirement: row for group in page.groups for row in group.rows}
    assert (page.origin, page.own) == ("Đề xuất của phần mềm", 1)
    assert len(rows) == len(list(packaged_set(OLD_SET).iter_requirements()))
    assert (rows["1.4.1a"].value, rows["1.4.1a"].proposed, rows["1.4.1a"].is_own) == (
        "1.2.1a",
        "2.1.1a",
        True,
    )
    assert rows["1.1.1b"].value == "1.1.1b, sai"
    assert rows["1.3.2a"].value == ""
    assert ("1.1.1a", packaged_set(SET).requirement("1.1.1a").text) in page.targets


def test_a_pair_without_a_proposal_is_an_empty_page(years: Years) -> None:
    page = build_crosswalk(years.new.school.pk, packaged_set("tt42-2012-trung-hoc"), packaged_set(SET))
    assert (page.origin, page.note) == ("", "")
    assert {row.value for group in page.groups for row in group.rows} == {""}


def choose(years: Years, **choices: list[str]) -> None:
    save_choices(
        actor=years.new.system,
        school_id=years.new.school.pk,
        source=packaged_set(OLD_SET),
        target=packaged_set(SET),
        choices={key[1:].replace("_", "."): value for key, value in choices.items()},
    )


def group(years: Years, code: str, typed: Typed | None = None) -> CrosswalkGroup:
    page = build_crosswalk(years.new.school.pk, packaged_set(OLD_SET), packaged_set(SET), typed)
    return next(one for one in page.groups if one.code == code)


def test_a_criterion_says_which_criteria_its_texts_go_to(years: Years) -> None:
    assert group(years, "1.4").pairs.split(", ")[0] == "2.1"
    assert not group(years, "1.4").left


def test_a_criterion_that_was_left_behind_keeps_the_proposal_in_its_fields(years: Years) -> None:
    before = [row.value for row in group(years, "1.4").rows]
    asked = [one.id for one in packaged_set(OLD_SET).criterion("1.4").iter_requirements()]
    choose(years, **{f"r{one.replace('.', '_')}": [] for one in asked})
    left = group(years, "1.4")
    assert (left.left, left.pairs, [row.value for row in left.rows]) == (True, "", before)


def test_leaving_out_wins_over_what_stands_in_the_fields() -> None:
    older = packaged_set(OLD_SET)
    typed = read_typed({"yc-1.4.1a": "2.1.1a", "bo-1.4": "1", "year": "2027-2028"})
    choices = typed.choices(older)
    assert typed.left == {"1.4"}
    assert set(choices) == {one.id for one in older.criterion("1.4").iter_requirements()}
    assert set(map(tuple, choices.values())) == {()}
    assert sorted(typed.fields()) == [("bo-1.4", "1"), ("yc-1.4.1a", "2.1.1a")]


def test_long_words_are_cut_and_unknown_criteria_leave_nothing_out() -> None:
    typed = read_typed({"yc-1.4.1a": "x" * 5000, "bo-99.9": "1"})
    assert len(typed.places["1.4.1a"]) == LONGEST
    assert typed.choices(packaged_set(OLD_SET)) == {"1.4.1a": ["x" * LONGEST]}


def test_the_mark_changes_with_the_choices(years: Years) -> None:
    def drawn() -> str:
        return build_crosswalk(years.new.school.pk, packaged_set(OLD_SET), packaged_set(SET)).drawn

    before = drawn()
    choose(years, r1_4_1a=["1.2.1a"])
    assert drawn() != before
