"""What a registration's page at the school leads to: the draft, and the final report once it may be seen."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.links import CaseLink
from minhdinh.appraisals.domain.concluding.start import (
    office_report_links,
    register_concluding,
    report_links,
)
from minhdinh.appraisals.enums import Act
from minhdinh.improvement.domain.findings import _sources
from tests.appraisals.concluded import answer, finalise, finished, make_concluding, send_draft, step
from tests.appraisals.registered import TT2018, World
from tests.factories import acting

pytestmark = pytest.mark.django_db


def links(world: World, actor: Actor) -> list[CaseLink]:
    with scopes_disabled():
        return list(report_links(world.fresh(), actor))


def test_links_follow_the_registration() -> None:
    world = make_concluding(TT2018)
    own = world.secretary()
    officer = acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school)
    assert links(world, own) == []
    send_draft(world)
    (draft,) = links(world, own)
    assert (draft.label, draft.pressing) == ("Dự thảo báo cáo", True)
    assert draft.url == world.url("du-thao/")
    assert links(world, officer) == []
    answer(world)
    assert [(one.pressing, one.note) for one in links(world, own)] == [(False, "Nhất trí")]
    finalise(world)
    assert len(links(world, own)) == 1
    step(world, Act.SUBMIT, world.specialist())
    assert [one.label for one in links(world, own)] == ["Dự thảo báo cáo", "Báo cáo hoàn thiện"]
    assert len(links(world, officer)) == 2
    assert links(world, own)[1].note == "6 phát hiện chưa xong"


def test_an_office_is_led_to_the_report_when_it_may_see_it() -> None:
    world = finished(TT2018)
    assert world.commune is not None
    with scopes_disabled():
        (link,) = office_report_links(world.fresh(), world.specialist(), world.department)
        assert link.url == world.office_url("bao-cao/")
        assert not list(office_report_links(world.fresh(), world.officer(), world.commune))
    step(world, Act.SUBMIT, world.specialist())
    with scopes_disabled():
        assert len(list(office_report_links(world.fresh(), world.officer(), world.commune))) == 1
    page = world.client(world.specialist()).get(world.office_url()).content.decode()
    assert world.office_url("bao-cao/") in page
    page = world.client(world.secretary()).get(world.url()).content.decode()
    assert world.url("bao-cao-hoan-thien/") in page


def test_an_examiner_is_led_nowhere_at_the_school() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    assert links(world, world.examiner()) == []


def test_registering_twice_is_once() -> None:
    before = len(_sources)
    register_concluding()
    assert len(_sources) == before
