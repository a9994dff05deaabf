"""Which offices act for a registration whose school, or whose offices, moved while it was open."""

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.domain.cases.offices import name_offices_now, offices_now
from minhdinh.appraisals.domain.cases.people import acts_as
from minhdinh.appraisals.domain.cases.queries import case_at_office
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.intake.listing import case_below
from minhdinh.appraisals.enums import Act, Holder
from minhdinh.audit.models import Entry
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.models import Organisation
from tests.appraisals.registered import TT57, World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import CommuneFactory, DepartmentFactory, acting, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_guards", guards.defaultdict(list))
    monkeypatch.setattr(guards, "_effects", guards.defaultdict(list))


def move(what: Organisation, under: Organisation) -> None:
    with scopes_disabled():
        move_organisation(actor=system_actor(), organisation=what, parent=under, day=timezone.localdate())


def step(world: World, office: Organisation, role: str, act: Act, note: str = "Xem.") -> None:
    with scopes_disabled():
        actor = acting(member(office, role), office)
        case = world.fresh()
        take_step(actor=actor, case=case, act=act, version=case.version, note=note)


def test_what_is_named_stands_and_costs_no_query(django_assert_num_queries) -> None:
    world = make_registered(TT57, stage="checking")
    case = world.fresh()
    with school_scope(world.school.pk), django_assert_num_queries(0):
        assert offices_now(case) == (world.department, world.commune)
        assert not name_offices_now(case)


def test_the_new_commune_looks_first_after_the_school_moved() -> None:
    world = make_registered(TT57, stage="checking")
    new = CommuneFactory(under=world.department)
    move(world.school, new)
    step(world, new, Role.COMMUNE_OFFICER, Act.FORWARD)
    case = world.fresh()
    assert (case.stage, case.intake, case.department) == ("receiving", new, world.department)
    with scopes_disabled():
        line = Entry.objects.get(action=actions.CASE_OFFICES)
        assert line.data["intake"] == new.name
        assert case.steps.get().by_office == new.name


def test_the_new_department_acts_after_the_commune_moved() -> None:
    world = make_registered(TT57, stage="study")
    new = DepartmentFactory()
    assert world.commune is not None
    move(world.commune, new)
    client = signed_in(member(new, Role.DEPARTMENT_SPECIALIST))
    assert client.get(world.office_url("doan/", new)).status_code == 200
    answer = client.post(
        world.office_url("viec/stop/", new), {"version": world.fresh().version, "note": "Trường sáp nhập."}
    )
    assert answer.status_code == 302
    case = world.fresh()
    assert (case.stage, case.department, case.intake) == ("stopped", new, world.commune)


def test_a_merged_commune_gives_way_to_the_office_that_is_left() -> None:
    world = make_registered(TT57, stage="checking")
    assert world.commune is not None
    Organisation.objects.filter(pk=world.commune.pk).update(active=False)
    with scopes_disabled():
        assert offices_now(world.fresh()) == (world.department, world.department)
        assert acts_as(world.specialist(), world.fresh(), Holder.INTAKE)
    step(world, world.department, Role.DEPARTMENT_SPECIALIST, Act.FORWARD)
    assert world.fresh().stage == "receiving"


def test_without_any_department_what_is_named_stays() -> None:
    world = make_registered(TT57, stage="checking")
    Organisation.objects.filter(pk=world.department.pk).update(active=False)
    with scopes_disabled():
        assert offices_now(world.fresh()) == (world.department, world.commune)


def test_sending_again_goes_to_the_offices_above_the_school_now() -> None:
    world = make_registered(TT57, stage="returned")
    new = CommuneFactory(under=world.department)
    move(world.school, new)
    with scopes_disabled():
        take_step(actor=world.principal(), case=world.fresh(), act=Act.SEND, version=0)
    assert (world.fresh().stage, world.fresh().intake) == ("checking", new)

    Organisation.objects.filter(pk=new.pk).update(active=False)
    step(world, world.department, Role.DEPARTMENT_SPECIALIST, Act.GIVE_BACK)
    with scopes_disabled():
        take_step(actor=world.principal(), case=world.fresh(), act=Act.SEND, version=2)
    assert (world.fresh().stage, world.fresh().intake) == ("receiving", None)


def test_pages_of_offices_read_the_offices_that_act_now() -> None:
    world = make_registered(TT57, stage="checking")
    new = CommuneFactory(under=world.department)
    move(world.school, new)
    with scopes_disabled():
        assert world.commune is not None
        assert case_at_office(world.commune.pk, world.registered.pk) is None
        assert case_at_office(new.pk, world.registered.pk) is not None
        seen = case_below(new, world.registered.pk)
        assert seen is not None
        assert seen.intake == new


def test_an_office_above_does_not_act_as_the_first_office() -> None:
    world = make_registered(TT57, stage="checking")
    assert world.commune is not None
    above = acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.commune)
    with scopes_disabled():
        assert not acts_as(above, world.fresh(), Holder.INTAKE)
        assert acts_as(world.officer(), world.fresh(), Holder.INTAKE)


def test_neither_does_a_district_between_them() -> None:
    world = make_registered(TT57, stage="checking")
    assert world.commune is not None
    district = CommuneFactory(under=world.department)
    move(world.commune, district)
    above = acting(member(district, Role.DISTRICT_OFFICER), Organisation.objects.get(pk=world.commune.pk))
    with scopes_disabled():
        assert not acts_as(above, world.fresh(), Holder.INTAKE)
