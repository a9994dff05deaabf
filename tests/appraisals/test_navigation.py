"""The menus' entries of this room: for whom they stand there, and that the one of a page is marked."""

import re

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from tests.appraisals.registered import World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import member


@pytest.fixture
def world(db: None) -> World:
    return make_registered(stage="receiving")


def menu(client: Client, address: str) -> dict[str, bool]:
    """Return the entries of the left menu, and whether each is marked as the page that is shown."""
    answer = client.get(address)
    assert answer.status_code == 200
    links = re.findall(r"<a\b([^>]*)>(.*?)</a>", answer.content.decode(), re.DOTALL)
    found: dict[str, bool] = {}
    for attributes, label in links:
        words = re.sub(r"<.*?>|\s+", " ", label, flags=re.DOTALL).strip()
        found[words] = found.get(words, False) or "aria-current" in attributes
    return found


@pytest.mark.parametrize(
    "role", [Role.DEPARTMENT_SPECIALIST, Role.DEPARTMENT_LEADER, Role.SUPERVISOR, Role.DEPARTMENT_ADMIN]
)
def test_offices_find_registrations_and_regimes(world: World, role: str) -> None:
    client = signed_in(member(world.department, role))
    found = menu(client, f"/co-quan/{world.department.code}/dang-ky/")
    assert found["Hồ sơ đăng ký"]
    assert found["Quy định đánh giá"] is False
    assert menu(client, f"/co-quan/{world.department.code}/quy-dinh-danh-gia/")["Quy định đánh giá"]


def test_the_entry_stays_marked_on_the_page_of_one(world: World) -> None:
    assert menu(world.client(world.specialist()), world.office_url())["Hồ sơ đăng ký"]


def test_a_school_has_its_own_entry(world: World) -> None:
    found = menu(world.client(world.principal()), f"/truong/{world.school.code}/dang-ky/")
    assert found["Đăng ký đánh giá, thẩm định"]
    assert "Hồ sơ đăng ký" not in found
    assert "Quy định đánh giá" not in found


def headed(client: Client, address: str) -> dict[str, str]:
    """Return the heading of the menu under which each entry stands."""
    content = client.get(address).content.decode()
    nav = content[content.index("side-nav") : content.index("</nav>", content.index("side-nav"))]
    heading, found = "", {}
    for title, label in re.findall(r"<h2[^>]*>(.*?)</h2>|<a\b[^>]*>(.*?)</a>", nav, re.DOTALL):
        words = re.sub(r"<.*?>|\s+", " ", title or label, flags=re.DOTALL).strip()
        heading = words if title else heading
        if label:
            found[words] = heading
    return found


def test_what_comes_from_outside_stands_under_its_own_heading(world: World) -> None:
    found = headed(world.client(world.principal()), f"/truong/{world.school.code}/dang-ky/")
    assert found["Đăng ký đánh giá, thẩm định"] == "Đánh giá ngoài, kiểm tra chéo"
    assert "Cải tiến" not in {found.get("Kiểm tra chéo"), found.get("Phòng đánh giá trường này")}
