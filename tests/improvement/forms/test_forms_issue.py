"""The form of a focal issue."""

from minhdinh.improvement.domain.issues import IssueValues, take_proposals
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.forms.issue import IssueForm, place_of, places_of
from tests.assessments.cases import SMALL
from tests.improvement.plans import Desk


def test_places_are_those_of_the_plans_set(desk: Desk) -> None:
    choices = dict(places_of(desk.plan))
    assert {value.partition("/")[2] for value in choices if "/" in value} == set(SMALL)
    plan = desk.plan
    plan.source = None
    assert list(dict(places_of(plan))) == [""]


def test_an_issues_form(desk: Desk) -> None:
    filled = IssueForm({"place": "1/1.3", "limit": "Thiếu sách"}, plan=desk.plan)
    assert filled.is_valid(), filled.errors
    assert filled.values() == IssueValues(limit="Thiếu sách", standard="1", criterion="1.3")
    assert "place" in IssueForm({"place": "9/9.9", "limit": "x"}, plan=desk.plan).errors


def test_what_came_from_a_source_stays_at_its_place(desk: Desk) -> None:
    desk.remark()
    [issue] = take_proposals(actor=desk.actor(), plan=desk.plan, refs=[proposals(desk.plan)[0].ref])
    assert "place" not in IssueForm(plan=desk.plan, issue=issue).fields
    assert place_of(issue) == "1"
    assert place_of(desk.issue(criterion="1.3")) == "1/1.3"
