"""Nothing private is found by following links from the first page; what is public is."""

import datetime as dt

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.oversight.models import Schedule, ScheduleVersion
from minhdinh.recognition.models import Decision
from tests.factories import World, make_world
from tests.improvement.plans import make_action
from tests.portal.asking import WORDS, asked
from tests.portal.crawl import walked
from tests.portal.national import held, placed

PRIVATE = (
    "Phạm Quang Minh",
    "0912 345 678",
    "truong@mau.example",
    "Đinh Công Thành",
    "Bà Mẫu khai gian",
    WORDS,
)


@pytest.fixture
def world(db: None) -> World:
    """The small world with something private beside everything public."""
    world = make_world()
    placed(
        world.school, "Xã An Bình", head_name=PRIVATE[0], phone=PRIVATE[1], email=PRIVATE[2], address="Thôn 1"
    )
    held(world.school, dt.date(2030, 6, 1), signer=PRIVATE[3], number="1/QĐ")
    with scopes_disabled():
        Decision.objects.update(revoked_reason=PRIVATE[4])
        make_action(world.school)
    schedule = Schedule.objects.create(office=world.department, year="2026-2027", version=1)
    ScheduleVersion.objects.create(
        schedule=schedule,
        number=1,
        rows=[
            {"school": world.school.pk, "name": "Trường THCS An Bình", "month": "2026-12", "note": PRIVATE[1]}
        ],
        published_by_name=PRIVATE[0],
    )
    asked(world.school)
    return world


def test_a_stranger_finds_what_is_public_and_nothing_private(world: World) -> None:
    found = walked()
    assert {address: status for address, (status, _text) in found.items() if status >= 400} == {}
    for address in (
        "/tra-cuu/",
        "/tra-cuu/truong/thcs-an-binh/",
        "/tra-cuu/truong/thcs-an-binh/gop-y/",
        "/tra-cuu/lich/so/2026-2027/",
        "/tra-cuu/du-lieu/truong.csv",
        "/tra-cuu/du-lieu/quyet-dinh.json",
    ):
        assert address in found
    assert any(address.startswith("/xac-minh/") for address in found)
    people = set(User.objects.values_list("full_name", flat=True)) | set(PRIVATE)
    leaks = [
        (address, words) for address, (_status, text) in found.items() for words in people if words in text
    ]
    assert leaks == []


def test_a_stranger_is_never_inside(world: World) -> None:
    inside = ("/truong/", "/co-quan/", "/quan-tri/", "/tai-khoan/hai-buoc/")
    opened = [
        address
        for address, (status, _text) in walked().items()
        if status == 200 and address.startswith(inside)
    ]
    assert opened == []
