import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import P
from minhdinh.organisations.web import navigation
from minhdinh.organisations.web.navigation import NavEntry, build_nav, register_nav

ENTRIES = (
    NavEntry("unit", 20, "Người dùng", "users", "organisations:people", P.PEOPLE_MANAGE, needs_year=False),
    NavEntry("unit", 10, "Hồ sơ", "school", "organisations:profile", P.SCHOOL_VIEW, needs_year=False),
    NavEntry("work", 10, "Theo năm", "list", "organisations:profile-edit", P.SCHOOL_VIEW),
    NavEntry(
        "office", 10, "Các trường", "school", "organisations:office-home", P.OFFICE_VIEW, needs_year=False
    ),
    NavEntry("system", 10, "Hệ thống", "settings", "organisations:system", P.SYSTEM_MANAGE, needs_year=False),
    NavEntry("unit", 30, "Chưa có trang", "x", "organisations:no-such-page", P.SCHOOL_VIEW, needs_year=False),
)
EVERYTHING = Actor(1, "Lan", 1, permissions=frozenset(P))


@pytest.fixture(autouse=True)
def _own_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    register_nav(*ENTRIES)


def at(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return request


def labels(sections: list[dict[str, object]]) -> dict[str, list[str]]:
    return {str(one["label"]): [link["label"] for link in one["links"]] for one in sections}  # type: ignore[attr-defined]


def test_sections_and_entries_in_order() -> None:
    nav = build_nav(at("/truong/a/ho-so/"), EVERYTHING, {"code": "a"}, ("work", "unit"))
    assert labels(nav) == {"Đơn vị": ["Hồ sơ", "Người dùng"]}


def test_the_page_one_is_on_is_marked_also_below_it() -> None:
    for path in ("/truong/a/nguoi-dung/", "/truong/a/nguoi-dung/moi/"):
        (section,) = build_nav(at(path), EVERYTHING, {"code": "a"}, ("unit",))
        active = [link["label"] for link in section["links"] if link["active"]]  # type: ignore[attr-defined]
        assert active == ["Người dùng"]


def test_only_what_one_may_open() -> None:
    actor = Actor(1, "Lan", 1, permissions=frozenset({P.SCHOOL_VIEW}))
    assert labels(build_nav(at("/truong/a/ho-so/"), actor, {"code": "a"})) == {"Đơn vị": ["Hồ sơ"]}


def test_offices_do_not_show_pages_of_schools() -> None:
    nav = build_nav(at("/co-quan/a/"), EVERYTHING, {"code": "a"}, ("office", "system"))
    assert labels(nav) == {"Cơ quan": ["Các trường"], "Hệ thống": ["Hệ thống"]}


def test_pages_of_the_system_carry_no_code() -> None:
    (section,) = build_nav(at("/quan-tri/"), EVERYTHING, {}, ("system",))
    assert section["links"] == [
        {"label": "Hệ thống", "url": "/quan-tri/", "icon": "settings", "active": True}
    ]


def test_one_address_has_one_entry() -> None:
    register_nav(
        NavEntry(
            "unit", 5, "Hồ sơ trường", "school", "organisations:profile", P.SCHOOL_VIEW, needs_year=False
        )
    )
    nav = build_nav(at("/truong/a/ho-so/"), EVERYTHING, {"code": "a"}, ("unit",))
    assert labels(nav) == {"Đơn vị": ["Hồ sơ trường", "Người dùng"]}


def test_an_entry_of_the_own_people_is_not_for_those_above() -> None:
    register_nav(
        NavEntry("unit", 5, "Gương", "scale", "organisations:profile", P.SCHOOL_VIEW, False, own_only=True)
    )
    at_home = Actor(1, "Lan", 1, permissions=frozenset(P), home_id=1)
    from_above = Actor(1, "Lan", 1, permissions=frozenset(P), home_id=2)
    shown = [
        labels(build_nav(at("/truong/a/ho-so/"), actor, {"code": "a"}, ("unit",)))
        for actor in (at_home, from_above)
    ]
    assert shown == [{"Đơn vị": ["Gương", "Người dùng"]}, {"Đơn vị": ["Người dùng"]}]
