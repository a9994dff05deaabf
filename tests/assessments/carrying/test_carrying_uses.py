"""Uses of evidence in the next year, and linking many at once."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.routes import Routes
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.carrying.uses import carry_uses, plan_uses
from minhdinh.common.problems import NotAllowed
from minhdinh.evidence.domain.uses import Place, link_item, link_items
from minhdinh.evidence.models import EvidenceUse
from tests.assessments.carrying.years import Years, fill, other_set, same_set
from tests.assessments.cases import item, link

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    return found


def routes(years: Years) -> Routes:
    return years.plan().routes


def test_what_serves_already_is_not_planned(years: Years) -> None:
    plan = plan_uses(years.old.fresh(), routes(years), years.new.fresh())
    assert len(plan) == 2
    row, place = plan[0]
    link(years.new, row, place.criterion)
    assert len(plan_uses(years.old.fresh(), routes(years), years.new.fresh())) == 1


def test_an_item_without_code_stays_in_the_inbox(years: Years) -> None:
    EvidenceUse.objects.all().delete()
    row = item(years.old, criterion="", verified=False)
    EvidenceUse.objects.create(
        school=years.old.school,
        item=row,
        assessment_id=years.old.assessment.pk,
        track="thcs",
        criterion="1.1",
    )
    assert plan_uses(years.old.fresh(), routes(years), None) == []


def test_a_use_of_a_requirement_keeps_it(years: Years) -> None:
    row = item(years.old, criterion="1.1")
    place = Place(years.old.assessment.pk, "thcs", "1.1", None, "1.1.1b")
    link_item(actor=years.old.system, item=row, place=place)
    carry_uses(years.new.system, years.new.fresh(), plan_uses(years.old.fresh(), routes(years), None))
    found = EvidenceUse.objects.get(assessment_id=years.new.assessment.pk, item=row)
    assert (found.criterion, found.requirement) == ("1.1", "1.1.1b")


def test_under_another_set_a_use_follows_its_criterion_or_requirement() -> None:
    years = other_set()
    first, second = item(years.old, criterion="1.1"), item(years.old, criterion="1.1")
    link(years.old, first, "3.6")
    place = Place(years.old.assessment.pk, years.old.track, "1.7", None, "1.7.1b")
    link_item(actor=years.old.system, item=second, place=place)
    years.carry()
    rows = EvidenceUse.objects.filter(assessment_id=years.new.assessment.pk).order_by("item_id", "criterion")
    assert [(row.item_id, row.criterion, row.requirement) for row in rows] == [
        (first.pk, "4.1", ""),
        (second.pk, "1.2", "1.2.1e"),
        (second.pk, "2.2", "2.2.1d"),
    ]


def test_linking_nothing_is_nothing(years: Years) -> None:
    assert link_items(actor=years.new.system, assessment_id=years.new.assessment.pk, places=[]) == 0


def test_linking_many_needs_the_permission(years: Years) -> None:
    plan = plan_uses(
        years.old.fresh(),
        Routes(years.old.assessment.standard_set.catalogue, target_of(years.new.fresh())),
        None,
    )
    with pytest.raises(NotAllowed):
        carry_uses(years.new.actor(Role.MEMBER), years.new.fresh(), plan)
    assert not EvidenceUse.objects.filter(assessment_id=years.new.assessment.pk).exists()
