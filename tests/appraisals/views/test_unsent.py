"""What a school has not sent yet is nobody else's to see, whatever the address."""

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.queries import case_at_office, is_officer_outside, may_see, was_sent
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, Outcome
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import SchoolFactory, acting, member
from tests.organisations.reorganising import carry_out, merger, there

pytestmark = pytest.mark.django_db
ROOMS = ("", "cau-hoi/", "khao-sat/", "giay-to/", "du-thao/", "bao-cao-hoan-thien/", "tep/1/")
OFFICERS = (Role.DEPARTMENT_ADMIN, Role.DEPARTMENT_SPECIALIST, Role.DEPARTMENT_LEADER, Role.SUPERVISOR)


@pytest.fixture
def world() -> World:
    return make_registered(TT57)


def officers(world: World) -> dict[str, Client]:
    found = {str(role): signed_in(world.user(world.department, role)) for role in OFFICERS}
    assert world.commune is not None
    return found | {"commune": signed_in(world.user(world.commune, Role.COMMUNE_OFFICER))}


def withdrawn(world: World) -> World:
    with scopes_disabled():
        case = world.fresh()
        take_step(actor=world.principal(), case=case, act=Act.WITHDRAW, version=0, note="Nhầm.")
    return world


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_officers_find_nothing_of_it_at_the_schools_address(name: str) -> None:
    for world in (make_registered(name), withdrawn(make_registered(name))):
        for who, client in officers(world).items():
            for room in ROOMS:
                assert client.get(world.url(room)).status_code == 404, (who, room)
            page = client.get(f"/truong/{world.school.code}/dang-ky/")
            assert page.status_code == 200
            assert f"/dang-ky/{world.registered.pk}/" not in page.content.decode(), who


def test_once_sent_they_do_and_the_school_always_does(world: World) -> None:
    own = world.client(world.principal())
    assert own.get(world.url()).status_code == 200
    world.put("checking")
    for who, client in officers(world).items():
        assert client.get(world.url()).status_code == 200, who
        assert world.url() in client.get(f"/truong/{world.school.code}/dang-ky/").content.decode()


def test_the_heir_of_an_ended_school_sees_what_it_left(world: World) -> None:
    heir = SchoolFactory(under=world.department)
    head = member(heir, Role.PRINCIPAL)
    with scopes_disabled():
        carry_out(merger(world.school, into=there(heir), day=timezone.localdate()))
    assert signed_in(head).get(world.url()).status_code == 200
    for who, client in officers(world).items():
        assert client.get(world.url()).status_code == 404, who


def test_the_rule_for_one_and_for_many_say_the_same(world: World) -> None:
    at_school: Actor = acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.school)
    assert is_officer_outside(at_school)
    assert not is_officer_outside(world.principal())
    for stage, outcome, version, sent in (
        ("preparing", "", 0, False),
        ("returned", "", 2, True),
        ("withdrawn", Outcome.WITHDRAWN, 1, False),
        ("withdrawn", Outcome.WITHDRAWN, 2, True),
        ("stopped", Outcome.STOPPED, 5, True),
    ):
        with scopes_disabled():
            case = world.fresh()
            case.stage, case.outcome, case.version = stage, outcome, version
            case.closed_at = timezone.now() if outcome else None
            case.save()
            assert was_sent(case) is sent, stage
            assert may_see(at_school, case) is sent
            assert may_see(world.principal(), case)
            assert (case_at_office(world.department.pk, case.pk) is not None) is sent


def test_officers_see_nothing_unsent_among_what_an_heir_was_left() -> None:
    for stage, seen in (("draft", False), ("study", True)):
        world = make_registered(TT57) if stage == "draft" else make_registered(TT57, stage=stage)
        heir = SchoolFactory(under=world.department)
        with scopes_disabled():
            carry_out(merger(world.school, into=there(heir), day=timezone.localdate()))
        officer = signed_in(world.user(world.department, Role.DEPARTMENT_SPECIALIST))
        left = officer.get(f"/truong/{heir.code}/dang-ky/").context["inherited"]
        assert bool(left) is seen
        own = signed_in(member(heir, Role.PRINCIPAL)).get(f"/truong/{heir.code}/dang-ky/")
        assert len(own.context["inherited"]) == 1
