import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from minhdinh.standards.models import LegalDocument, LegalRelation

pytestmark = pytest.mark.django_db


def make(number: str = "19/2018/TT-BGDĐT", **values: object) -> LegalDocument:
    return LegalDocument.objects.create(**{"number": number, "kind": "circular", "title": "Tên", **values})


def test_keys_follow_from_the_rest() -> None:
    document = make(number=" 19/2018/TT-BGD&ĐT ", issuer="Bộ Giáo dục", issued_on=dt.date(2018, 8, 22))
    assert (document.number_key, document.order_key) == ("19/2018/tt-bgddt", "2018-08-22")
    assert document.search_text == "19/2018/tt-bgd&dt thong tu ten bo giao duc"
    assert str(document) == "Thông tư 19/2018/TT-BGD&ĐT"
    assert make("1/TT").order_key == "0000-00-00"


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (dt.date(2018, 10, 9), False),
        (dt.date(2018, 10, 10), True),
        (dt.date(2026, 7, 6), True),
        (dt.date(2026, 7, 7), False),
    ],
)
def test_force_on_a_day(day: dt.date, *, holds: bool) -> None:
    document = make(effective_from=dt.date(2018, 10, 10), effective_to=dt.date(2026, 7, 7))
    assert document.in_force(day) is holds


def test_force_without_days() -> None:
    assert make().in_force(dt.date(2020, 1, 1)) is None
    issued = make("2/TT", issued_on=dt.date(2020, 1, 1))
    assert issued.in_force(dt.date(2020, 1, 1)) is True
    assert issued.in_force(dt.date(2019, 12, 31)) is False
    assert make("3/TT", effective_to=dt.date(2018, 1, 1)).in_force(dt.date(2017, 1, 1)) is True


def test_the_database_refuses_doubles_and_days_in_the_wrong_order() -> None:
    first = make(issued_on=dt.date(2018, 8, 22))
    for wrong in (
        lambda: make(issued_on=dt.date(2018, 8, 22)),
        lambda: make("5/TT", effective_from=dt.date(2020, 1, 1), effective_to=dt.date(2020, 1, 1)),
        lambda: LegalRelation.objects.create(source=first, target=first, kind="amends"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
    assert LegalDocument.objects.count() == 1
