"""Inherited texts leave a server with their mark and arrive with it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.carrying.marks import confirm_text
from minhdinh.assessments.models import CarriedText, Passage
from minhdinh.exchange import rows
from minhdinh.exchange.domain.carried_part import carried_part, write_carried
from minhdinh.exchange.references import References
from tests.assessments.carrying.years import Years, fill, same_set
from tests.assessments.cases import make_case, write

pytestmark = pytest.mark.django_db
SLOT = "statement:thcs:1.3:1:1.3.1a"


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    found.carry()
    confirm_text(actor=found.new.actor(), assessment=found.new.fresh(), slot=SLOT, version=1)
    return found


def part_of(years: Years) -> dict[str, Any]:
    people = References("p", [years.new.user(Role.SECRETARY).pk])
    found: dict[str, Any] = json.loads(json.dumps(carried_part(years.new.assessment, people)))
    return found


def test_sources_leave_with_words_and_people_as_references(years: Years) -> None:
    entries = {entry["slot"]: entry for entry in part_of(years)["carried"]}
    assert len(entries) == 4
    confirmed = entries[SLOT]
    assert (confirmed["confirmed_as"], confirmed["confirmed_by"]) == ("still_true", "p1")
    assert confirmed["origin"].startswith("Năm học 2026-2027")
    assert (entries["report:I.2.a"]["confirmed_at"], entries["report:I.2.a"]["confirmed_by"]) == (None, None)
    assert set(rows.CARRIED) < set(confirmed)


def test_the_mark_arrives_where_nobody_answered(years: Years) -> None:
    other = make_case()
    for slot in (SLOT, "report:I.2.a", "statement:thcs:1.1:1:1.1.1a", "remark:1:strengths"):
        write(other, slot, "Chữ mang theo.")
    write_carried(other.assessment, part_of(years), {"p1": other.user(Role.SECRETARY).pk})
    marked = Passage.objects.filter(assessment=other.assessment, inherited=True).values_list(
        "slot", flat=True
    )
    assert set(marked) == {"report:I.2.a", "statement:thcs:1.1:1:1.1.1a", "remark:1:strengths"}
    row = CarriedText.objects.get(passage__assessment=other.assessment, passage__slot=SLOT)
    assert (row.source, row.confirmed_by) == (None, other.user(Role.SECRETARY))


def test_an_older_package_brings_none() -> None:
    other = make_case()
    write_carried(other.assessment, {}, {})
    assert not CarriedText.objects.exists()


def test_a_source_of_a_text_that_is_not_there_is_an_error(years: Years) -> None:
    with pytest.raises(KeyError):
        write_carried(make_case().assessment, part_of(years), {"p1": years.new.user(Role.SECRETARY).pk})
