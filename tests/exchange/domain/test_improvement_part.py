"""Improvement plans leave a server whole and arrive whole."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.actor import system_actor
from minhdinh.evidence.models import EvidenceItem
from minhdinh.exchange.domain.exporting import export_school
from minhdinh.exchange.domain.improvement_part import PlanParts
from minhdinh.exchange.references import References
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import action_of, actions_of, earlier_of, issues_of
from minhdinh.improvement.models import ImprovementPlan
from tests.assessments.cases import YEAR
from tests.exchange.packages import parts_of
from tests.exchange.planned import FIRST, NEXT, SECOND, arrive, package_of, plan_there
from tests.improvement.plans import Desk

pytestmark = pytest.mark.django_db


def test_the_sample_holds_what_a_plan_can_hold(desk: Desk, tmp_path: Path) -> None:
    """What the sample lacks the round trip would not prove: every field differs from its empty value somewhere."""
    parts = parts_of(package_of(desk, tmp_path))
    plans = [parts[FIRST], parts[SECOND]]
    for name in ("issues", "actions", "monitorings", "publications"):
        filled = [one for plan in plans for one in plan[name]]
        assert filled
        empty = {key for key in filled[0] if all(one[key] in ("", None, []) for one in filled)}
        assert not empty, name
    reports = [one for plan in plans for action in plan["actions"] for one in action["progress"]]
    assert all(any(one[key] not in ("", None) for one in reports) for key in reports[0])


def test_plans_come_back_as_they_left(desk: Desk, tmp_path: Path) -> None:
    school = arrive(desk, tmp_path)
    export_school(actor=system_actor(school.pk), school=school, path=tmp_path / "again.zip")
    before, after = parts_of(tmp_path / "here.zip"), parts_of(tmp_path / "again.zip")
    assert set(after) == set(before)
    for name in set(before) - {"school.json", "people.json"}:
        assert after[name] == before[name], name
    assert len(after["people.json"]["people"]) == len(before["people.json"]["people"])


def test_carried_links_hold_across_the_years(desk: Desk, tmp_path: Path) -> None:
    school = arrive(desk, tmp_path)
    later = plan_there(school, NEXT)
    carried = action_of(later, actions_of(later)[0].pk)
    assert carried is not None
    assert [one.plan.year for one in earlier_of(carried)] == [YEAR]
    assert carried.carried_from is not None
    assert carried.carried_from.school == school
    sources = {one.carried_from.plan_id for one in issues_of(later) if one.carried_from}
    assert sources == {plan_there(school).pk}


def test_what_was_taken_from_the_report_is_not_proposed_again(desk: Desk, tmp_path: Path) -> None:
    before = len(proposals(desk.plan))
    school = arrive(desk, tmp_path)
    assert len(proposals(plan_there(school))) == before


def test_a_source_that_stays_behind_keeps_its_words_and_means_nobody_elses(
    desk: Desk, tmp_path: Path
) -> None:
    school = arrive(desk, tmp_path)
    [found] = [one for one in issues_of(plan_there(school)) if one.source == "finding"]
    assert (found.source_ref, found.source_label) == ("ngoai-crosscheck:7", "Trường bạn")


def test_queries_do_not_grow_with_the_plans(desk: Desk) -> None:
    def count() -> int:
        people = References("p", [user.pk for user in [*desk.case.people.values(), *desk.officers.values()]])
        items = References("e", EvidenceItem.objects.filter(school=desk.school).values_list("pk", flat=True))
        names = {desk.case.assessment.pk: "assessments/001.json"}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            PlanParts(people, items, names).build(desk.school)
        return len(queries)

    before = count()
    for number in range(5):
        desk.action(f"Việc {number}")
    ImprovementPlan.objects.create(school=desk.school, year="2030-2031", date=dt.date(2030, 9, 5))
    assert count() == before
