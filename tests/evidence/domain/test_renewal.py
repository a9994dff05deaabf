"""What must be renewed for a school year: the query and the words agree, and nothing else is asked for."""

import datetime as dt
import io
from typing import Any

import pytest

from minhdinh.access.actor import Actor
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter, files_of
from minhdinh.evidence.domain.renewal import why_renew
from minhdinh.evidence.domain.revisions import describe_file, replace_file
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import YEAR, House, cite, day, link, make_file, make_item, pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = day("2026-11-22")
MINUTES = "bien_ban_ra_soat"  # dated records, again each year


def listed(house: House, actor: Actor) -> list[EvidenceItem]:
    wanted = ItemFilter(assessment_id=house.assessment.pk, renew_for=YEAR)
    return list(items_for(actor, house.school.pk, wanted, TODAY))


def words(item: EvidenceItem, *, serves: bool = True) -> str:
    return " ".join(why_renew(item, files_of(item), YEAR, TODAY, serves=serves))


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"period": "năm học 2025-2026"}, True),
        ({"period": "năm học 2025 – 2026, học kỳ I"}, True),
        ({"period": "2023-2024 và 2024-2025"}, True),
        ({"period": "năm học 2026-2027"}, False),
        ({"period": "từ 2024-2025 đến 2026-2027"}, False),
        ({"period": "nhiệm kỳ 2025-2030"}, False),
        ({"period": "tháng 10"}, False),
        ({"period": "2025-2026", "valid_to": dt.date(2030, 12, 31)}, False),
        ({}, False),
        ({"kind": MINUTES, "issued_on": dt.date(2026, 5, 20)}, True),
        ({"kind": MINUTES, "issued_on": dt.date(2026, 8, 1)}, False),
        ({"kind": MINUTES}, False),
        ({"kind": "hop_dong", "issued_on": dt.date(2020, 5, 20)}, False),
    ],
)
def test_what_serves_the_year_and_speaks_of_an_earlier_one(
    house: House, secretary: Actor, values: dict[str, Any], due: bool
) -> None:
    item = make_item(house, **values)
    assert listed(house, secretary) == [], "what does not serve the year asks for nothing"
    link(house, item)
    assert bool(listed(house, secretary)) is due
    assert bool(words(item)) is due


@pytest.mark.parametrize(
    ("kind", "valid_to", "due"),
    [
        ("", dt.date(2026, 11, 21), True),
        ("", dt.date(2026, 12, 20), True),
        ("", dt.date(2027, 1, 20), False),
        ("ho_so_pccc", dt.date(2027, 1, 20), True),
        ("ho_so_pccc", dt.date(2027, 1, 30), False),
    ],
)
def test_what_expires_within_the_warning_of_its_kind(
    house: House, secretary: Actor, kind: str, valid_to: dt.date, due: bool
) -> None:
    make_item(house, kind=kind, valid_to=valid_to)
    assert bool(listed(house, secretary)) is due


def test_what_has_expired_says_so(house: House) -> None:
    assert "đã hết hiệu lực ngày 01/11/2026" in words(
        make_item(house, valid_to=day("2026-11-01")), serves=False
    )


def test_a_citation_is_as_good_as_a_use(house: House, secretary: Actor) -> None:
    item = make_item(house, period="2025-2026")
    cite(house, item)
    assert listed(house, secretary) == [item]


def test_a_newer_file_renews_under_the_same_code(house: House, secretary: Actor) -> None:
    item = make_item(house, kind=MINUTES, issued_on=day("2026-03-01"))
    link(house, item)
    code = item.code
    file = make_file(item)
    item.refresh_from_db()
    describe_file(actor=secretary, file=file, version=item.version, dated_on=day("2026-03-01"), note="")
    assert listed(house, secretary) == [item]
    content = pdf_bytes("năm nay")

    replace_file(
        actor=secretary,
        file=file,
        stream=io.BytesIO(content),
        name="nam-nay.pdf",
        size=len(content),
        dated_on=day("2026-10-15"),
    )
    assert listed(house, secretary) == []
    assert words(item) == ""
    item.refresh_from_db()
    assert item.code == code
