import datetime as dt

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import path_scope, school_scope
from minhdinh.lib.school_year import containing
from minhdinh.organisations.domain.queries import current_memberships
from minhdinh.organisations.models import SchoolYear
from minhdinh.organisations.web import place as places
from minhdinh.organisations.web.place import (
    hang_bell,
    organisation_links,
    person_links,
    person_place,
    place_of,
    role_label,
    system_place,
    years_provider,
)
from tests.factories import MembershipFactory, World, acting
from tests.organisations.reorganising import carry_out, get, merger, there

OWN = ["/viec-cua-toi/", "/thong-bao/cach-nhan/", "/tai-khoan/", "/viec/", "/tai-khoan/ma-truy-cap/"]


@pytest.fixture
def request_(monkeypatch: pytest.MonkeyPatch) -> HttpRequest:
    monkeypatch.setattr(places, "_years", [])
    request = RequestFactory().get("/")
    request.resolver_match = None
    return request


def open_years(world: World, *years: str) -> None:
    for year in years:
        SchoolYear.objects.create(
            school=world.school, year=year, path=world.school.path, school_type="thcs", ownership="public"
        )


def test_the_bar_of_a_school(world: World, request_: HttpRequest) -> None:
    with school_scope(world.school.pk):
        open_years(world, "2025-2026", "2026-2027")
        place = place_of(request_, world.school, acting(world.owner, world.school), "2025-2026")
    assert (place.organisation_name, place.role_label) == ("Trường THCS An Bình", "Hiệu trưởng")
    assert place.school_year == "2025-2026"
    assert [(year["label"], year["active"]) for year in place.years] == [
        ("2026-2027", False),
        ("2025-2026", True),
    ]
    assert place.years[0]["url"] == "/truong/thcs-an-binh/2026-2027/"
    assert place.home_url == "/truong/thcs-an-binh/2025-2026/"


def test_a_page_without_year_shows_the_newest(world: World, request_: HttpRequest) -> None:
    with school_scope(world.school.pk):
        open_years(world, "2025-2026", "2026-2027")
        place = place_of(request_, world.school, acting(world.owner, world.school), "")
    assert place.school_year == "2026-2027"
    assert [year["active"] for year in place.years] == [False, False]


def test_a_school_without_years(world: World, request_: HttpRequest) -> None:
    with school_scope(world.school.pk):
        place = place_of(request_, world.school, acting(world.owner, world.school), "")
    assert (place.school_year, place.years, place.home_url, place.search_url) == ("", [], "/", "")


def test_a_year_that_is_not_opened_yet_is_shown_while_one_is_there(
    world: World, request_: HttpRequest
) -> None:
    with school_scope(world.school.pk):
        place = place_of(request_, world.school, acting(world.owner, world.school), "2030-2031")
    assert [year["label"] for year in place.years] == ["2030-2031"]


def test_upper_rooms_may_add_years(world: World, request_: HttpRequest) -> None:
    years_provider(old_years)
    years_provider(old_years)
    with school_scope(world.school.pk):
        open_years(world, "2026-2027")
        place = place_of(request_, world.school, acting(world.owner, world.school), "")
    assert [year["label"] for year in place.years] == ["2026-2027", "2019-2020"]


def old_years(school_id: int) -> list[str]:
    return ["2019-2020", "2026-2027"]


def test_an_office_switches_between_years_the_running_one_first(world: World, request_: HttpRequest) -> None:
    with path_scope(world.department.path):
        place = place_of(request_, world.department, acting(world.manager, world.department), "")
    running = containing(timezone.localdate())
    assert (place.school_year, place.home_url) == (running, "/co-quan/so/")
    assert place.years[0] == {
        "label": running,
        "url": f"/co-quan/so/{running}/theo-doi/",
        "active": True,
    }
    assert {section["label"] for section in place.nav} >= {"Theo dõi, đôn đốc", "Cơ quan"}


def test_the_weightiest_role_is_shown() -> None:
    assert role_label(Actor(1, "x", 1, frozenset({Role.MEMBER, Role.PRINCIPAL}))) == "Hiệu trưởng"
    assert role_label(Actor(1, "x", 1)) == ""


def test_a_person_of_one_place_needs_no_switch(world: World) -> None:
    links = person_links(list(current_memberships(world.owner)))
    assert [link["url"] for link in links] == OWN


def test_tokens_are_offered_to_whoever_they_can_open_something(world: World) -> None:
    for user in (world.owner, world.officer, world.system):
        assert OWN[-1] in [link["url"] for link in person_links(list(current_memberships(user)))]
    assert [link["url"] for link in person_links([])] == OWN[:-1]


def test_a_visitor_from_above_finds_the_way_back(world: World) -> None:
    memberships = list(current_memberships(world.officer))
    links = person_links(memberships, world.school.pk)
    assert [link["url"] for link in links] == ["/vao/so/", *OWN]
    at_home = person_links(memberships, world.department.pk)
    assert [link["url"] for link in at_home] == OWN


def test_a_person_of_several_switches(world: World) -> None:
    MembershipFactory(user=world.owner, organisation=world.school, role=Role.CHAIR)
    MembershipFactory(user=world.owner, organisation=world.department, role=Role.DEPARTMENT_SPECIALIST)
    memberships = list(current_memberships(world.owner))
    links = person_links(memberships, world.school.pk)
    assert [(link["url"], link.get("active", False)) for link in links][:2] == [
        ("/vao/so/", False),
        ("/vao/thcs-an-binh/", True),
    ]
    notes = [link["note"] for link in organisation_links(memberships)]
    assert notes == ["Chuyên viên Sở GDĐT", "Hiệu trưởng, Chủ tịch hội đồng tự đánh giá"]


def test_a_system_administrator_finds_the_system(world: World, request_: HttpRequest) -> None:
    memberships = list(current_memberships(world.system))
    assert [link["url"] for link in person_links(memberships)] == ["/quan-tri/", *OWN]
    place = system_place(request_, acting(world.system, world.ministry), memberships)
    assert (place.organisation_name, place.home_url) == ("Quản trị hệ thống", "/quan-tri/")
    assert [section["label"] for section in place.nav] == ["Hệ thống"]


def test_a_page_of_the_person_only(world: World) -> None:
    place = person_place(list(current_memberships(world.owner)))
    assert place.organisation_name == ""
    assert [row["label"] for row in place.memberships] == ["Trường THCS An Bình"]


def test_the_bell_of_a_person_hangs_on_every_place(
    world: World, request_: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_bells", [])
    actor = acting(world.officer, world.department)
    with path_scope(world.department.path):
        assert place_of(request_, world.department, actor, "").bell_url == ""
        hang_bell("organisations:system", lambda _person: 1)
        hang_bell("notifications:list", lambda person: 7 if person == world.officer.pk else 0)
        place = place_of(request_, world.department, actor, "")
    assert (place.bell_url, place.bell_count) == ("/thong-bao/", 7)
    own = person_place(list(current_memberships(world.officer)))
    assert (own.bell_url, own.bell_count) == ("/thong-bao/", 7)
    assert person_place([]).bell_url == ""


@pytest.mark.parametrize(
    ("ended", "year"),
    [
        (dt.date(2025, 7, 1), "2024-2025"),
        (dt.date(2025, 3, 1), "2023-2024"),
        (dt.date(2025, 10, 1), "2024-2025"),
    ],
)
def test_an_office_that_has_ended_opens_its_last_year(
    world: World, request_: HttpRequest, ended: dt.date, year: str
) -> None:
    carry_out(merger(world.commune, into=there(world.other_commune), day=ended))
    closed = get("xa-an-binh")
    with path_scope(closed.path):
        place = place_of(request_, closed, acting(world.manager, closed), "")
    assert place.school_year == year


def test_the_years_of_an_office_lead_where_the_person_may_go(world: World, request_: HttpRequest) -> None:
    pages = {}
    for user in (world.officer, world.system):
        with path_scope(world.department.path):
            place = place_of(request_, world.department, acting(user, world.department), "")
        pages[user] = str(place.years[0]["url"]).rsplit("/", 2)[1]
    assert pages == {world.officer: "theo-doi", world.system: "thong-ke"}


def test_an_upper_room_adds_a_page_of_the_persons_own(world: World) -> None:
    before = dict(places._own_pages)
    try:
        places.person_link(5, "Trang riêng", "home", "home")
        places.person_link(6, "Không có địa chỉ", "khong-co", "home")
        links = person_links(list(current_memberships(world.owner)))
        assert (links[0]["label"], links[0]["url"]) == ("Trang riêng", "/")
        assert "Không có địa chỉ" not in [link["label"] for link in links]
    finally:
        places._own_pages.clear()
        places._own_pages.update(before)
