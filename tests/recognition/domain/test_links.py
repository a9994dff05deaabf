"""What leads from a registration to its decision, for whom."""

import pytest

from minhdinh.access.scope import path_scope, school_scope
from minhdinh.appraisals.domain.cases.links import links_of
from minhdinh.appraisals.domain.intake.links import office_links
from tests.recognition.domain.test_deciding import decide, paper, submitted

pytestmark = pytest.mark.django_db


def urls(world, actor, office):
    with path_scope(world.department.path):
        return [
            one.url
            for one in office_links(world.fresh(), actor, office)
            if "quyet-dinh" in one.url or "cong-nhan" in one.url
        ]


def test_the_department_is_led_to_deciding_and_then_to_the_decision() -> None:
    world = submitted()
    code = world.department.code
    case = world.registered.pk
    assert urls(world, world.specialist(), world.department) == [
        f"/co-quan/{code}/dang-ky/{case}/quyet-dinh/",
        f"/co-quan/{code}/dang-ky/{case}/khong-cong-nhan/",
    ]
    made = decide(world, paper())[0]
    assert urls(world, world.specialist(), world.department) == [f"/co-quan/{code}/cong-nhan/{made.pk}/"]
    with school_scope(world.school.pk):
        found = [one.url for one in links_of(world.fresh(), world.principal())]
    assert f"/truong/{world.school.code}/cong-nhan/" in found


def test_the_commune_is_not() -> None:
    world = submitted()
    assert world.commune is not None
    assert urls(world, world.officer(), world.commune) == []
