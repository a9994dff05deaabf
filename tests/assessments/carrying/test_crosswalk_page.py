"""A crosswalk as its page shows it."""

import pytest

from minhdinh.assessments.carrying.choices import save_choices
from minhdinh.assessments.carrying.crosswalk_page import build_crosswalk
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
        years.new.school.pk, packaged_set(OLD_SET), packaged_set(SET), {"1.1.1b": "1.1.1b, sai"}
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
