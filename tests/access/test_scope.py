import threading
from collections.abc import Callable, Iterable

import pytest

from minhdinh.access.scope import (
    Scope,
    ScopeError,
    current_scope,
    path_scope,
    school_scope,
    scopes_disabled,
)
from minhdinh.organisations.models import Site
from tests.factories import World

QUERIES: list[Callable[[], object]] = [
    lambda: list(Site.objects.all()),
    Site.objects.count,
    lambda: Site.objects.filter(name="x").first(),
    lambda: Site.objects.get(name="x"),
    Site.objects.exists,
    lambda: Site.objects.update(name="x"),
    lambda: Site.objects.all().delete(),
    lambda: Site.objects.values_list("name", flat=True),
    lambda: Site.objects.create(school_id=1, name="x"),
    lambda: Site.objects.bulk_create([Site(school_id=1, name="x")]),
    lambda: Site.objects.get_or_create(school_id=1, name="x"),
]


@pytest.fixture
def sites(world: World) -> World:
    with scopes_disabled():
        for school in (world.school, world.other_school):
            Site.objects.create(school=school, name=f"Điểm chính {school.code}")
    return world


def found(rows: Iterable[Site]) -> set[str]:
    return {site.school.code for site in rows}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.django_db
def test_without_a_scope_every_query_raises(query: Callable[[], object]) -> None:
    with pytest.raises(ScopeError):
        query()


def test_a_school_sees_its_own_rows(sites: World) -> None:
    with school_scope(sites.school.pk):
        assert found(Site.objects.select_related("school")) == {"thcs-an-binh"}
        assert not Site.objects.filter(school=sites.other_school).exists()


def test_several_schools(sites: World) -> None:
    with school_scope(sites.school.pk, sites.other_school.pk):
        assert Site.objects.count() == 2


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("ministry", {"thcs-an-binh", "thcs-phu-son"}),
        ("department", {"thcs-an-binh", "thcs-phu-son"}),
        ("commune", {"thcs-an-binh"}),
        ("other_commune", {"thcs-phu-son"}),
    ],
)
def test_an_office_sees_what_lies_below(sites: World, office: str, expected: set[str]) -> None:
    with path_scope(getattr(sites, office).path):
        assert found(Site.objects.select_related("school")) == expected


def test_everything_only_by_its_name(sites: World) -> None:
    with scopes_disabled():
        assert Site.objects.count() == 2


def test_writing_elsewhere_raises(sites: World) -> None:
    with school_scope(sites.school.pk):
        with pytest.raises(ScopeError):
            Site.objects.create(school=sites.other_school, name="Lạ")
        with pytest.raises(ScopeError):
            Site.objects.bulk_create(
                [Site(school=sites.school, name="a"), Site(school=sites.other_school, name="b")]
            )
        Site.objects.create(school=sites.school, name="Của mình")
        assert Site.objects.count() == 2


def test_an_office_writes_nothing(sites: World) -> None:
    with path_scope(sites.department.path), pytest.raises(ScopeError):
        Site.objects.create(school=sites.school, name="Lạ")


def test_updates_and_deletes_stay_inside(sites: World) -> None:
    with school_scope(sites.school.pk):
        assert Site.objects.update(address="Thôn 1") == 1
        Site.objects.all().delete()
    with scopes_disabled():
        assert found(Site.objects.select_related("school")) == {"thcs-phu-son"}


def test_scopes_nest_and_close(sites: World) -> None:
    with school_scope(sites.school.pk):
        with school_scope(sites.other_school.pk):
            assert found(Site.objects.select_related("school")) == {"thcs-phu-son"}
        assert found(Site.objects.select_related("school")) == {"thcs-an-binh"}
    with pytest.raises(ScopeError):
        current_scope()


def test_a_scope_closes_when_something_breaks(sites: World) -> None:
    with pytest.raises(ZeroDivisionError), school_scope(sites.school.pk):
        raise ZeroDivisionError
    with pytest.raises(ScopeError):
        current_scope()


def test_a_query_made_inside_is_bound_to_its_scope(sites: World) -> None:
    """A lazy queryset carries its filter: reading it under another scope shows no other school."""
    with school_scope(sites.school.pk):
        rows = Site.objects.select_related("school")
    with school_scope(sites.other_school.pk):
        assert found(rows) == {"thcs-an-binh"}


def test_an_empty_path_would_open_everything() -> None:
    with pytest.raises(ScopeError, match="everything"):
        path_scope("")


def test_another_thread_has_no_scope() -> None:
    outcome: list[object] = []

    def look() -> None:
        try:
            outcome.append(current_scope())
        except ScopeError as error:
            outcome.append(error)

    with school_scope(1):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert isinstance(outcome[0], ScopeError)


@pytest.mark.parametrize(
    ("scope", "school", "allowed"),
    [
        (Scope(ids=frozenset({1, 2})), 2, True),
        (Scope(ids=frozenset({1, 2})), 3, False),
        (Scope(ids=frozenset({1})), None, False),
        (Scope(path="0000001/"), 1, False),
        (Scope(everything=True), 9, True),
    ],
)
def test_where_writing_is_allowed(scope: Scope, school: int | None, allowed: bool) -> None:
    assert scope.allows(school) is allowed
