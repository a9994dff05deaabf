"""What the page and the command get: counts, pages of rows, and what a person may not be told."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor, system_actor
from minhdinh.evidence.context import year_context
from minhdinh.evidence.domain.uses import link_item
from minhdinh.evidence.health.checks import BY_KEY, CHECKS, Look
from minhdinh.evidence.health.findings import (
    FEW,
    LOST,
    ORPHAN,
    UNCITED,
    all_rows,
    counts,
    item_rows,
    listed_rows,
)
from minhdinh.evidence.health.telling import health_of
from minhdinh.evidence.models import StoreCheck
from tests.assessments.test_evidence_facts import write
from tests.evidence.factories import YEAR, House, make_house, make_item, make_verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def look(house: House, actor: Actor | None = None) -> Look:
    return Look(house.school.pk, timezone.localdate(), actor, year_context(house.school.pk, YEAR))


def with_orphans(house: House, count: int) -> None:
    StoreCheck.objects.create(
        school=house.school,
        checked_at=timezone.now(),
        orphan_count=count,
        orphans=[f"schools/1/aa/{number:03}.pdf" for number in range(count)],
    )


def test_every_check_is_counted_with_a_number_of_queries_that_does_not_grow(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert set(counts(look(house))) == {*(check.key for check in CHECKS), ORPHAN, UNCITED, LOST, FEW}
    where = look(house)
    with django_assert_num_queries(len(CHECKS) + 11) as first:
        counts(where)
    for number in range(20):
        make_verified(house, name=f"Bản {number}")
    with django_assert_num_queries(len(first)):
        assert counts(where)["never_cited"] == 20


def test_pages_of_items(house: House) -> None:
    for number in range(5):
        make_item(house, name=f"Bản {number}")
    where, check = look(house), BY_KEY["never_cited"]
    first = item_rows(check, where, size=2)
    assert ([row.name for row in first.rows], first.previous) == (["Bản 0", "Bản 1"], None)
    assert first.next
    second = item_rows(check, where, after=first.next, size=2)
    assert [row.name for row in second.rows] == ["Bản 2", "Bản 3"]
    assert [row.name for row in all_rows(check, where)] == [f"Bản {number}" for number in range(5)]


def test_pages_of_orphans(house: House, secretary: Actor) -> None:
    with_orphans(house, 5)
    first = listed_rows(ORPHAN, look(house, secretary), size=2)
    assert [row.label for row in first.rows] == ["000.pdf", "001.pdf"]
    assert (first.previous, first.next) == (None, "2")
    last = listed_rows(ORPHAN, look(house, secretary), after="4", size=2)
    assert ([row.name for row in last.rows], last.previous, last.next) == (
        ["schools/1/aa/004.pdf"],
        "2",
        None,
    )
    for hostile in ("-1", "x", "9" * 30, "²"):
        assert listed_rows(ORPHAN, look(house, secretary), after=hostile, size=2) == first


def test_statements_with_their_address(house: House, secretary: Actor) -> None:
    write(house, "1.3")
    rows = listed_rows(UNCITED, look(house, secretary)).rows
    assert [(row.label, row.detail) for row in rows] == [
        ("Tiêu chí 1.3, Mức 1, yêu cầu 1.3.1a", "Trường có kế hoạch.")
    ]
    assert rows[0].url.endswith("/tieu-chi/thcs/1.3/")


def test_requirements_with_too_few_dated_records(house: House, secretary: Actor) -> None:
    item = make_verified(house, kind="bien_ban_ra_soat", issued_on=dt.date(2026, 9, 30))
    place = house.place("1.4", requirement="1.4.2c")
    link_item(actor=system_actor(house.school.pk), item=item, place=place)
    [row] = listed_rows(FEW, look(house, secretary)).rows
    assert row.label == "Tiêu chí 1.4, yêu cầu 1.4.2c"
    assert row.detail.startswith("trong năm học cần ít nhất 2 lần, mới có 1 (Biểu 2 mục VI")
    assert row.url.endswith("/tieu-chi/thcs/1.4/")
    [told] = [one for one in health_of(school_id=house.school.pk).rows if one["check"] == FEW]
    assert (told["name"], told["url"]) == (row.label, row.url)
    second = make_verified(house, kind="bien_ban_ra_soat", issued_on=dt.date(2026, 10, 30))
    link_item(actor=system_actor(house.school.pk), item=second, place=place)
    assert listed_rows(FEW, look(house, secretary)).rows == []


def test_a_school_of_several_levels_is_told_which(db: None) -> None:
    house = make_house("lien-cap", levels=("thcs", "thpt"))
    item = make_verified(house, kind="bien_ban_ra_soat")
    link_item(actor=system_actor(house.school.pk), item=item, place=house.place("1.4", requirement="1.4.2c"))
    [row] = listed_rows(FEW, look(house)).rows
    assert row.label == "Tiêu chí 1.4, yêu cầu 1.4.2c (Trung học cơ sở)"
    assert "mới có 0" in row.detail
    assert "1 minh chứng chưa ghi ngày" in row.detail


def test_what_a_contributor_is_not_told(house: House, contributor: Actor) -> None:
    with_orphans(house, 2)
    write(house)
    make_item(house)
    assert not any(counts(look(house, contributor)).values())


def test_all_schools_are_counted_together_and_one_is_told_row_by_row(house: House) -> None:
    make_item(house, name="Của trường")
    other = make_house("bac-ha")
    make_item(other)
    make_item(make_house("khong-mo"), criterion="")
    everything = health_of()
    assert (everything.findings["empty"], everything.findings["inbox"], everything.rows) == (2, 1, [])
    one = health_of(school_id=house.school.pk)
    assert one.findings["empty"] == 1
    [row] = [row for row in one.rows if row["check"] == "empty"]
    assert (row["code"], row["name"], row["detail"]) == ("MC.1.1.01", "Của trường", "")
    assert one.is_sound
    assert one.as_json()["ok"] is True


def test_a_round_on_the_way_is_kept(house: House) -> None:
    make_item(house)
    health_of(school_id=house.school.pk, links=True)
    assert StoreCheck.objects.filter(school=house.school).exists()


def test_an_unopened_year_has_no_statements(house: House) -> None:
    write(house)
    assert health_of(school_id=house.school.pk).findings[UNCITED] == 1
    assert health_of(school_id=house.school.pk, year="2030-2031").findings[UNCITED] == 0
