"""Who comes into the room where a body concludes: its members, within their days, after their declaration."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import BodyMember, Conclusion
from tests.appraisals.concluded import make_concluding, send_draft
from tests.appraisals.registered import DAY, TT2018
from tests.appraisals.views.test_conclude import PAGES, fields, room
from tests.assessments.cases import signed_in
from tests.factories import SchoolFactory, member

pytestmark = pytest.mark.django_db


def test_nobody_else_comes_in() -> None:
    world = make_concluding()
    for actor in (world.principal(), world.specialist(), world.officer()):
        client = world.client(actor)
        for page in (*PAGES, "phieu-y-kien/", "phan-hoi/"):
            assert client.get(room(world, page)).status_code in (403, 404), page
        assert client.post(room(world, "luu/"), fields(world)).status_code in (403, 404)
    with scopes_disabled():
        assert not Conclusion.objects.exists()


def test_a_stranger_learns_nothing_of_it() -> None:
    world = make_concluding()
    client = signed_in(member(SchoolFactory(), Role.PRINCIPAL))
    for page in (*PAGES, "phieu-y-kien/", "phan-hoi/"):
        assert client.get(room(world, page)).status_code == 404, page
    assert client.post(room(world, "luu/"), fields(world)).status_code == 404


def test_a_member_declares_before_coming_in() -> None:
    world = make_concluding()
    with scopes_disabled():
        BodyMember.objects.update(declared_at=None)
    client = world.client(world.examiner())
    for page in (*PAGES, "phieu-y-kien/"):
        assert client.get(room(world, page)).status_code == 403, page
    assert client.post(room(world, "luu/"), fields(world)).status_code == 403


def test_the_room_shuts_with_the_days_of_the_body() -> None:
    world = make_concluding()
    client = world.client(world.examiner())
    with scopes_disabled():
        body = world.members[BodyRole.LEADER].body
        body.ends_on = body.starts_on
        body.save()
    assert client.get(room(world)).status_code == 404
    with scopes_disabled():
        body.ends_on = body.starts_on + 9 * DAY
        body.save()
        BodyMember.objects.update(ended_at=world.registered.created_at)
    assert client.get(room(world)).status_code == 404


def test_the_pages_follow_the_regime_and_the_registration() -> None:
    world = make_concluding()
    page = world.client(world.examiner()).get(room(world)).content.decode()
    assert room(world, "phieu-y-kien/") in page
    assert room(world, "phan-hoi/") not in page
    world = make_concluding(TT2018)
    client = world.client(world.examiner())
    assert client.get(room(world, "phieu-y-kien/")).status_code == 404
    assert client.get(room(world, "phan-hoi/")).status_code == 404
    send_draft(world)
    page = client.get(room(world)).content.decode()
    assert room(world, "phan-hoi/") in page
    assert room(world, "phieu-y-kien/") not in page
    assert "chỉ xem" in page
