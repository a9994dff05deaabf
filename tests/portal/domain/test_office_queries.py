"""What an office finds of its decided registrations, and of reports that schools which ended left public."""

import pytest

from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import NotHere
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.office_queries import (
    DecidedFilter,
    decided_case,
    decided_cases,
    publications_of,
    read_filter,
    reports_left,
)
from minhdinh.portal.domain.offices import department_for
from tests.appraisals.registered import TT2018, World, make_registered
from tests.factories import DepartmentFactory
from tests.organisations.reorganising import carry_out, merger, new
from tests.portal.decided import decided, publish
from tests.portal.domain.test_publishing import publish as publish_own

pytestmark = pytest.mark.django_db


def found(office: Organisation, **wanted: str) -> list[int]:
    with path_scope(office.path):
        return [row.pk for row in decided_cases(office, DecidedFilter(**wanted))]


def test_only_decided_registrations_of_the_own_department() -> None:
    world, other = decided(), make_registered(TT2018, stage="recognised")  # the other has no final report
    assert found(world.department) == [world.registered.pk]
    assert found(other.department) == []
    assert world.commune is not None
    assert found(world.commune) == []
    with path_scope(world.department.path):
        assert decided_case(world.department, world.registered.pk) == world.registered
        for office, case_id in (
            (world.commune, world.registered.pk),
            (world.department, other.registered.pk),
            (world.department, 10**15),
        ):
            with pytest.raises(NotHere):
                decided_case(office, case_id)
    world.put("refused")
    assert found(world.department) == []
    with path_scope(world.department.path), pytest.raises(NotHere):
        decided_case(world.department, world.registered.pk)


def test_by_name_and_by_what_is_public() -> None:
    world = decided()
    assert found(world.department, public="hidden") == [world.registered.pk]
    assert found(world.department, public="shown") == []
    row = publish(world)
    assert found(world.department, public="shown") == [world.registered.pk]
    assert found(world.department, public="khong-co") == []
    assert found(world.department, q=world.school.name.upper()) == [world.registered.pk]
    assert found(world.department, q="không trường nào tên thế") == []
    with scopes_disabled():
        assert publications_of([world.fresh()]) == {world.registered.pk: row}


def test_after_a_school_moved_the_new_department_finds_what_the_old_one_decided() -> None:
    world, other = decided(), DepartmentFactory()
    school = Organisation.objects.get(pk=world.school.pk)
    school.path = f"{other.path}{school.pk}/"
    school.save()
    assert found(other) == [world.registered.pk]
    assert found(world.department) == []
    with path_scope(other.path):
        assert decided_case(other, world.registered.pk) == world.registered


def test_of_a_school_that_ended_only_what_this_office_answers_for() -> None:
    world, heir = decided(), DepartmentFactory()
    carry_out(merger(world.school, into=new("thcs-moi", heir, kind="school")))
    third = DepartmentFactory(active=False)
    with scopes_disabled():
        Case.objects.filter(pk=world.registered.pk).update(department=third)
        answers = department_for(world.fresh().school, third)
    assert answers in (world.department, heir)
    expected = [world.registered.pk] if answers == world.department else []
    assert found(world.department) == expected
    for office in (world.department, heir):
        Organisation.objects.filter(pk=office.pk).update(sort_key="" if office != answers else "zzz")
    assert found(world.department) != expected


def test_an_address_is_read_as_far_as_it_means_something() -> None:
    assert read_filter({}) == DecidedFilter()
    assert not read_filter({}).is_set
    wanted = read_filter({"q": "x" * 500 + "\0", "public": "shown\0" * 9})
    assert len(wanted.q) <= 100
    assert "\0" not in wanted.q + wanted.public


def left(world: World) -> list[int]:
    with path_scope(world.department.path):
        return [row.pk for row in reports_left(world.department)]


def test_what_schools_that_ended_left_public() -> None:
    world, other = make_registered(), make_registered(TT2018)
    row = publish_own(world)
    publish_own(other)
    assert left(world) == []
    for one in (world, other):
        one.school.active = False
        one.school.save()
    assert left(world) == [row.pk]
