"""What a registration has waiting for people of its school."""

import pytest

from minhdinh.access.permissions import Permission
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.work import case_work
from minhdinh.assessments.work import Worker, WorkItem
from tests.appraisals.registered import World, make_registered

pytestmark = pytest.mark.django_db
SENDS = Worker(1, "Hiệu trưởng", frozenset({Permission.CASE_SEND, Permission.CASE_PREPARE}))
PREPARES = Worker(2, "Thư ký", frozenset({Permission.CASE_PREPARE}))
READS = Worker(3, "Người xem", frozenset({Permission.CASE_VIEW}))


def waiting(world: World) -> dict[int, WorkItem]:
    with scopes_disabled():
        return dict(case_work(world.case.fresh(), [SENDS, PREPARES, READS]))


def test_it_waits_for_who_sends_and_who_prepares_once_each() -> None:
    world = make_registered()
    found = waiting(world)
    assert set(found) == {1, 2}
    assert found[1].title.startswith("Gửi hồ sơ")
    assert found[2].title.startswith("Hoàn thiện hồ sơ")
    assert {one.url for one in found.values()} == {world.url()}


@pytest.mark.parametrize("stage", ["checking", "receiving", "study", "response", "withdrawn", "recognised"])
def test_nothing_waits_elsewhere(stage: str) -> None:
    assert waiting(make_registered(stage=stage)) == {}


def test_what_came_back_says_so() -> None:
    world = make_registered(stage="returned")
    with scopes_disabled():
        case = world.fresh()
        case.version = 2
        case.save()
    assert waiting(world)[1].note == "Trường bổ sung hồ sơ"
