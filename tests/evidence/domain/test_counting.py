"""How many different days a requirement has got."""

import datetime as dt
import unicodedata
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import system_actor
from minhdinh.evidence.context import needed_numbers
from minhdinh.evidence.domain.counting import Count, counts_given, days_named
from minhdinh.evidence.domain.uses import link_item, rewrite_citations
from minhdinh.evidence.domain.verification import reject_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.catalogue import HowMany
from tests.evidence.factories import YEAR, House, make_file, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = dt.date(2026, 11, 22)
KIND = "bien_ban_ra_soat"
TWO = {"1.1.1a": HowMany(2, kinds=frozenset({KIND}))}


def record(house: House, day: dt.date | None = None, **values: Any) -> EvidenceItem:
    item = make_item(house, **{"kind": KIND, "issued_on": day, **values})
    make_file(item)
    return item


def give(house: House, *items: EvidenceItem, source: str = "passage:1") -> None:
    with transaction.atomic():
        rewrite_citations(
            school_id=house.school.pk,
            source=source,
            place=house.place("1.1", level=1, requirement="1.1.1a"),
            item_ids=[item.pk for item in items],
        )


def counted(house: House, asked: dict[str, HowMany] | None = None, **more: str) -> list[Count]:
    return counts_given(house.assessment.pk, YEAR, asked or TWO, TODAY, **more)


def there(house: House, asked: dict[str, HowMany] | None = None) -> tuple[int, int]:
    [one] = counted(house, asked)
    return one.there, one.undated


def test_nothing_given_is_not_counted(house: House) -> None:
    record(house, TODAY)
    assert counted(house) == []


def test_each_day_counts_once_whatever_says_it(house: House) -> None:
    item = record(house, dt.date(2026, 9, 5), note="Rà soát lại ngày 06/10/2026 và 99/99/2026")
    file = item.files.get()
    file.dated_on = dt.date(2026, 10, 6)
    file.save()
    give(house, item, record(house, dt.date(2026, 9, 5)))
    assert days_named(item) == {dt.date(2026, 9, 5), dt.date(2026, 10, 6)}
    assert there(house) == (2, 0)
    file.dated_on = dt.date(2026, 10, 20)
    file.save()
    assert there(house) == (3, 0)
    file.removed_at = timezone.now()
    file.save()
    assert there(house) == (2, 0)


@pytest.mark.parametrize("joint", ["đến", "đến ngày", "đến hết ngày", "tới", "-", " – ", "—"])
def test_a_time_from_one_day_to_another_is_one_time(house: House, joint: str) -> None:
    span = f"từ 05/9/2026 {joint} 30/9/2026"
    assert days_named(record(house, period=span)) == {dt.date(2026, 9, 30)}
    assert days_named(record(house, period=span, note="Họp ngày 06/10/2026")) == {dt.date(2026, 10, 6)}
    item = record(house, dt.date(2026, 10, 1), period=unicodedata.normalize("NFD", span))
    assert days_named(item) == {dt.date(2026, 10, 1)}
    assert days_named(record(house, period=span), [TODAY]) == {TODAY}


def test_a_time_whose_first_day_lacks_its_year_is_one_time(house: House) -> None:
    item = record(house, period="01/9-30/9/2026", note="Đã họp 06/10/2026, 07/10/2026")
    assert days_named(item) == {dt.date(2026, 10, 6), dt.date(2026, 10, 7)}


def test_a_day_to_come_does_not_count_yet(house: House) -> None:
    give(house, record(house, TODAY), record(house, TODAY + dt.timedelta(1)))
    assert there(house) == (1, 0)
    give(house, record(house, note=f"từ 05/9/2026 đến {TODAY + dt.timedelta(9):%d/%m/%Y}"))
    assert there(house) == (0, 0), "it has a day, which is still to come"


def test_a_record_without_a_day_is_told_apart(house: House) -> None:
    give(house, record(house), record(house, TODAY))
    assert there(house) == (1, 1)


def test_uses_count_like_citations_and_nothing_counts_twice(house: House) -> None:
    item, other = record(house, TODAY), record(house, dt.date(2026, 9, 5))
    give(house, item)
    for one in (item, other):
        link_item(
            actor=system_actor(house.school.pk), item=one, place=house.place("1.1", requirement="1.1.1a")
        )
    assert there(house) == (2, 0)


def test_what_cannot_carry_a_level_does_not_count(house: House) -> None:
    day = dt.date(2026, 9, 1)
    rejected, removed = record(house, day), record(house, day + dt.timedelta(1))
    expired = record(house, day + dt.timedelta(2), valid_to=dt.date(2026, 9, 30))
    empty = make_item(house, kind=KIND, issued_on=day + dt.timedelta(3))
    other_kind = record(house, day + dt.timedelta(4), kind="hop_dong")
    give(house, rejected, removed, expired, empty, other_kind, record(house, TODAY))
    reject_item(actor=system_actor(house.school.pk), item=rejected, reason="Chưa ký")
    EvidenceItem.objects.filter(pk=removed.pk).update(removed_at=timezone.now())
    assert there(house) == (1, 0)


def test_yearly_counts_only_days_of_the_school_year(house: House) -> None:
    give(house, record(house, dt.date(2026, 7, 31)), record(house, dt.date(2026, 8, 1)))
    yearly = {"1.1.1a": HowMany(2, "Biểu 2", yearly=True, kinds=frozenset({KIND}))}
    assert there(house) == (2, 0)
    assert there(house, yearly) == (1, 0)


def test_one_sheet_alone(house: House) -> None:
    give(house, record(house, TODAY))
    assert len(counted(house, track=house.track, criterion="1.1")) == 1
    assert counted(house, track=house.track, criterion="1.2") == []
    assert counted(house, track="thpt", criterion="1.1") == []


def test_four_queries_however_many_there_are(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    items = [record(house, TODAY - dt.timedelta(number)) for number in range(1, 8)]
    give(house, *items)
    with django_assert_num_queries(4):
        assert there(house) == (7, 0)


def test_the_year_tells_its_numbers(house: House) -> None:
    numbers = needed_numbers(house.assessment.pk)
    assert numbers["1.4.2c"].reference
    assert "1.1.1a" not in numbers
    assert needed_numbers(0) == {}
