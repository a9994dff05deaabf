"""A school's head puts a sealed report on the public page and takes it back; nobody else, nothing personal."""

from typing import Any

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import Seal
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.portal.domain.public_report import public_report
from minhdinh.portal.domain.publishing import (
    inherited_reports,
    publish_report,
    publishable,
    published_report,
    published_reports,
    reopened_years,
    withdraw_report,
)
from minhdinh.portal.models import PublishedReport
from tests.appraisals.registered import TT2018, World, make_registered
from tests.factories import acting, member
from tests.organisations.reorganising import carry_out, get, merger, new

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered()


def seal(world: World) -> Seal:
    return world.fresh().seal


def publish(world: World, **values: Any) -> PublishedReport:
    given = {"actor": world.principal(), "seal_id": seal(world).pk, "read": True, **values}
    return publish_report(school=world.school, **given)


def test_published_once_taken_back_and_published_again(world: World) -> None:
    assert published_reports(world.school) == []
    row = publish(world)
    assert [one.pk for one in published_reports(world.school)] == [row.pk]
    with pytest.raises(Problem, match="đang được công bố"):
        publish(world)
    withdraw_report(actor=world.principal(), school=world.school, report_id=row.pk)
    withdraw_report(actor=world.principal(), school=world.school, report_id=row.pk)
    with pytest.raises(NotHere):
        published_report(world.school, row.pk)
    again = publish(world)
    assert again.pk != row.pk
    actions = [one.action for one in Entry.objects.filter(action__startswith="portal.report").order_by("id")]
    assert actions == ["portal.report_published", "portal.report_withdrawn", "portal.report_published"]


def test_only_the_head_publishes(world: World) -> None:
    row = publish(world)
    secretary = acting(world.user(world.school, Role.SECRETARY), world.school)
    for actor in (secretary, world.specialist(), world.officer(), make_registered(TT2018).principal()):
        with pytest.raises(NotAllowed):
            publish(world, actor=actor)
        with pytest.raises(NotAllowed):
            withdraw_report(actor=actor, school=world.school, report_id=row.pk)
    assert len(published_reports(world.school)) == 1


def test_unread_and_foreign_and_reopened_reports_are_refused(world: World) -> None:
    with pytest.raises(Problem, match="Hãy xác nhận đã đọc"):
        publish(world, read=False)
    other = make_registered(TT2018)
    with pytest.raises(NotHere):
        publish(world, seal_id=seal(other).pk)
    with scopes_disabled():
        Seal.objects.filter(pk=seal(world).pk).update(reopened_at=seal(world).sealed_at)
        assert publishable(world.school) == []
    with pytest.raises(Problem, match="mở lại"):
        publish(world)
    assert published_reports(world.school) == []


def test_a_report_of_another_school_is_not_taken_back(world: World) -> None:
    other = make_registered(TT2018)
    row = publish(world)
    with pytest.raises(NotHere):
        withdraw_report(actor=other.principal(), school=other.school, report_id=row.pk)


def test_what_is_shown_are_levels_and_descriptions(world: World) -> None:
    with scopes_disabled():
        report = public_report(seal(world))
    codes = [one.code for track in report.tracks for standard in track.standards for one in standard.criteria]
    assert codes
    assert {one.level for track in report.tracks for s in track.standards for one in s.criteria} == {"Mức 1"}
    assert report.school == world.school.name
    assert report.result


def test_a_reopened_report_is_taken_out_and_can_still_be_withdrawn(world: World) -> None:
    row = publish(world)
    assert reopened_years(world.school) == []
    with scopes_disabled():
        Seal.objects.filter(pk=seal(world).pk).update(reopened_at=seal(world).sealed_at)
    assert published_reports(world.school) == []
    with pytest.raises(NotHere):
        published_report(world.school, row.pk)
    assert reopened_years(world.school) == [seal(world).assessment.year]
    with scopes_disabled():
        assert [one.published for one in publishable(world.school)] == [row]
    withdraw_report(actor=world.principal(), school=world.school, report_id=row.pk)
    assert reopened_years(world.school) == []


def test_at_a_school_that_ended_its_heirs_head_withdraws(world: World) -> None:
    row, other = publish(world), make_registered(TT2018)
    assert world.commune is not None
    carry_out(merger(world.school, other.school, into=new("thcs-moi", world.commune, kind="school")))
    world.school.refresh_from_db()
    heir = get("thcs-moi")
    head = acting(member(heir, Role.PRINCIPAL), heir)
    secretary = acting(member(heir, Role.SECRETARY), heir)
    assert inherited_reports(heir) == [row]
    assert inherited_reports(world.school) == []
    for actor in (secretary, world.officer(), make_registered(TT2018).principal()):
        with pytest.raises(NotAllowed):
            withdraw_report(actor=actor, school=world.school, report_id=row.pk)
    withdraw_report(actor=head, school=world.school, report_id=row.pk)
    assert inherited_reports(heir) == []
    entry = Entry.objects.get(action="portal.report_withdrawn")
    assert (entry.organisation_id, entry.user_id) == (world.school.pk, head.user_id)


def test_at_a_school_that_ended_its_department_withdraws_too(world: World) -> None:
    row, other = publish(world), make_registered(TT2018)
    with pytest.raises(NotAllowed):
        withdraw_report(actor=world.specialist(), school=world.school, report_id=row.pk)  # it still works
    world.school.active = False
    world.school.save()
    leader = acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department)
    for actor in (leader, world.officer(), other.specialist(), other.principal()):
        with pytest.raises(NotAllowed):
            withdraw_report(actor=actor, school=world.school, report_id=row.pk)
    withdraw_report(actor=world.specialist(), school=world.school, report_id=row.pk)
    entry = Entry.objects.get(action="portal.report_withdrawn")
    assert (entry.organisation_id, entry.home_id) == (world.school.pk, world.department.pk)
