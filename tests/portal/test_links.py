"""The way from a registration's page at the office to publishing its report."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.organisations.models import Organisation
from minhdinh.portal.links import publishing_link
from tests.appraisals.registered import World
from tests.factories import DepartmentFactory, acting
from tests.portal.decided import decided, publish

pytestmark = pytest.mark.django_db


def links(world: World, actor: Actor) -> list[tuple[str, str]]:
    return links_at(world, actor, world.department)


def links_at(world: World, actor: Actor, office: Organisation) -> list[tuple[str, str]]:
    with scopes_disabled():
        case = world.fresh()
    with path_scope(office.path):
        return [(one.url, one.note) for one in publishing_link(case, actor, office)]


def test_only_who_may_publish_is_led_there_and_only_once_it_is_decided() -> None:
    world = decided()
    url = f"/co-quan/{world.department.code}/cong-bo/{world.registered.pk}/"
    assert links(world, world.specialist()) == [(url, "không công bố")]
    publish(world)
    assert links(world, world.specialist()) == [(url, "đang công bố")]
    leader = acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department)
    assert links(world, leader) == []
    for stage in ("submitted", "refused"):
        world.put(stage)
        assert links(world, world.specialist()) == []


def test_after_a_school_moved_the_new_department_is_led_there() -> None:
    world, other = decided(), DepartmentFactory()
    school = Organisation.objects.get(pk=world.school.pk)
    school.path = f"{other.path}{school.pk}/"
    school.save()
    actor = acting(world.user(other, Role.DEPARTMENT_SPECIALIST), other)
    url = f"/co-quan/{other.code}/cong-bo/{world.registered.pk}/"
    assert links_at(world, actor, other) == [(url, "không công bố")]
    assert links_at(world, world.specialist(), world.department) == []
