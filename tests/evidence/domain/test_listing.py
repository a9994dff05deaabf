"""Pages by key show every row once, in order, both ways; counts and services take a fixed number of queries."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.listing import (
    SORTS,
    count_by_status,
    in_order,
    items_for,
    page_of,
    serving,
    sort_named,
    sorted_items,
)
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import House, cite, link, make_item, make_verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = dt.date(2026, 11, 20)
ALL_SORTS = [prefix + key for key in SORTS for prefix in ("", "-")]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["An", "ăn", "Ân", "Bình", "đọc", "Ê-đê", "10", "9"]),
        st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 4)),
    ),
    max_size=14,
)


def rows_of(house: House) -> "object":
    return items_for(system_actor(house.school.pk), house.school.pk, ItemFilter(), TODAY)


def refill(house: House, rows: list[tuple[str, dt.date | None]]) -> None:
    EvidenceItem.objects.filter(school=house.school).delete()
    for number, (name, issued_on) in enumerate(rows, start=1):
        EvidenceItem(
            school=house.school,
            code=f"MC.1.{number % 3}.{number}",
            name=name,
            issued_on=issued_on,
            first_year="2026-2027",
        ).save()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, sort=st.sampled_from(ALL_SORTS), size=st.integers(1, 4))
def test_walking_the_pages_meets_every_row_once_both_ways(
    house: House, rows: list[tuple[str, dt.date | None]], sort: str, size: int
) -> None:
    with scopes_disabled():
        refill(house, rows)
        whole = [item.pk for item in sorted_items(rows_of(house), sort)]
        page = page_of(rows_of(house), sort, size=size)
        pages = [page]
        while page.next:
            page = page_of(rows_of(house), sort, after=page.next, size=size)
            pages.append(page)
        assert [item.pk for one in pages for item in one.items] == whole
        assert pages[0].previous is None
        back = [pages[-1]]
        while back[0].previous:
            back.insert(0, page_of(rows_of(house), sort, before=back[0].previous, size=size))
        assert [item.pk for one in back for item in one.items] == whole


def test_codes_sort_by_number_and_names_the_vietnamese_way(house: House) -> None:
    refill(house, [("đọc", None), ("Dạy", None), ("dân", None), ("ăn", None), ("an", None)])
    assert [item.name for item in sorted_items(rows_of(house), "name")] == ["an", "ăn", "Dạy", "dân", "đọc"]
    EvidenceItem.objects.filter(school=house.school).delete()
    for code in ("MC.1.10.01", "MC.1.9.100", "MC.1.9.02"):
        EvidenceItem(school=house.school, code=code, name=code, first_year="2026-2027").save()
    assert [item.code for item in sorted_items(rows_of(house), "code")] == [
        "MC.1.9.02",
        "MC.1.9.100",
        "MC.1.10.01",
    ]


def test_papers_without_date_come_first(house: House) -> None:
    refill(house, [("có ngày", dt.date(2026, 1, 2)), ("không ngày", None)])
    assert [item.name for item in sorted_items(rows_of(house), "issued")] == ["không ngày", "có ngày"]


@pytest.mark.parametrize(
    "key", ["", "x", "~", "~x", "a~b", "MC~-1", "MC~1e9", "2026-13-45~5", "~" + "9" * 30]
)
def test_an_unreadable_key_gives_the_first_page(house: House, key: str) -> None:
    refill(house, [("a", None), ("b", None)])
    for sort in ("code", "issued", "changed"):
        page = page_of(rows_of(house), sort, after=key, size=1)
        assert len(page.items) <= 1
    assert page_of(rows_of(house), "issued", after=key, size=1).previous is None


def test_a_page_beyond_the_end_is_empty(house: House) -> None:
    item = make_item(house)
    page = page_of(rows_of(house), "code", after=f"~~~~{item.pk}")
    assert page.items == [] or page.next is None


@pytest.mark.parametrize(
    ("given_sort", "kept"),
    [("name", "name"), ("-issued", "-issued"), ("", "code"), ("password", "code"), ("--name", "code")],
)
def test_only_known_sorts_are_used(given_sort: str, kept: str) -> None:
    assert sort_named(given_sort) == kept


def test_counts_by_status(house: House, secretary: Actor) -> None:
    make_verified(house)
    make_verified(house, valid_to=TODAY - dt.timedelta(days=1))
    make_item(house)
    make_item(house)
    counts = count_by_status(items_for(secretary, house.school.pk, ItemFilter(), TODAY))
    assert counts == {"verified": 1, "expired": 1, "missing": 2}


def test_what_items_serve_is_of_this_year_only(house: House) -> None:
    one, two = make_verified(house), make_verified(house)
    for criterion in ("1.10", "1.9", "1.2"):
        link(house, one, criterion)
    cite(house, one, two, source="passage:1", criterion="1.2")
    cite(house, one, source="passage:2", criterion="3.1")
    served = serving([one, two], house.assessment.pk)
    assert served.criteria == {one.pk: ["1.2", "1.9", "1.10", "3.1"], two.pk: ["1.2"]}
    assert served.citations == {one.pk: 2, two.pk: 1}
    assert serving([one], house.assessment.pk + 1).criteria == {}


@pytest.mark.parametrize("count", [1, 3])
def test_reading_a_page_takes_a_fixed_number_of_queries(
    house: House, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(count):
        link(house, make_verified(house), "1.2")
    with django_assert_num_queries(4):
        found = page_of(rows_of(house), "code")
        count_by_status(rows_of(house))
        serving(found.items, house.assessment.pk)
    assert len(found.items) == count


def test_criteria_stand_in_the_order_of_the_circular() -> None:
    assert in_order({"2.1", "1.10", "1.9", "10.1", "x"}) == ["x", "1.9", "1.10", "2.1", "10.1"]
