"""What a school sees of its offices on its overview page."""

import pytest
from django.test import Client

from minhdinh.access.scope import school_scope
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.panel import school_panel
from tests.factories import World, acting, make_world
from tests.oversight.boards import YEAR, campaign, letter, opened

pytestmark = pytest.mark.django_db
PAGE = f"/truong/thcs-an-binh/{YEAR}/"


@pytest.fixture
def world() -> World:
    return make_world()


def test_nothing_where_no_office_has_said_anything(world: World) -> None:
    assessment = opened(world.school)
    with school_scope(world.school.pk):
        assert school_panel(acting(world.owner, world.school), assessment) is None


def test_the_countdown_and_the_letter(client: Client, world: World) -> None:
    opened(world.school)
    made = campaign(
        world.department,
        (StepKind.DATA, -2),
        (StepKind.SELF_ASSESSMENT, 10),
        legal_basis="CV 100",
        content="Làm ngay",
    )
    client.force_login(world.owner)
    page = client.get(PAGE).content.decode()
    for words in (
        "Đợt mẫu",
        "CV 100",
        "Làm ngay",
        "quá hạn 2 ngày",
        "còn 10 ngày",
        "Sở Giáo dục và Đào tạo An Hòa",
    ):
        assert words in page
    address = f"/truong/thcs-an-binh/{YEAR}/cong-van/{made.pk}/"
    assert address not in page
    assert client.get(address).status_code == 404
    letter(made)
    assert address in client.get(PAGE).content.decode()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF"
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(world.stranger)
    assert client.get(address).status_code == 404
    assert client.get(f"/truong/thcs-phu-son/{YEAR}/cong-van/{made.pk}/").status_code == 200


def test_a_campaign_for_others_is_not_here(client: Client, world: World) -> None:
    opened(world.school)
    made = campaign(world.department, communes=[world.other_commune])
    client.force_login(world.owner)
    assert "Đợt mẫu" not in client.get(PAGE).content.decode()
    assert client.get(f"/truong/thcs-an-binh/{YEAR}/cong-van/{made.pk}/").status_code == 404
