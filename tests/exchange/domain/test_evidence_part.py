import pytest

from minhdinh.evidence.models import EvidenceItem
from minhdinh.exchange.domain import school_part
from minhdinh.exchange.domain.evidence_part import (
    blobs_of_package,
    evidence_part,
    files_part,
    items_of_package,
    references_to,
)

pytestmark = pytest.mark.django_db


def part_of(school):
    items = items_of_package(school.pk)
    people = school_part.references_to(school_part.people_of_package(school))
    return evidence_part(school.pk, items, references_to(items), people)


def test_items_carry_codes_and_files(arrived):
    part = part_of(arrived)
    assert len(part["items"]) == EvidenceItem.objects.count() == 29
    first = part["items"][0]
    assert (first["ref"], first["code"]) == ("e1", "MC.1.1.01")
    assert first["codes"] == [
        {
            "convention": first["codes"][0]["convention"],
            "text": "MC.1.1.01",
            "criterion": "1.1",
            "current": True,
        }
    ]
    assert len(first["files"][0]["sha256"]) == 64


def test_removed_items_are_carried(arrived):
    item = EvidenceItem.objects.all()[0]
    item.removed_at = item.created_at
    item.save()
    assert any(entry["removed_at"] for entry in part_of(arrived)["items"])


def test_counters_keep_numbers_from_being_given_twice(arrived):
    counters = {row["criterion"]: row["last"] for row in part_of(arrived)["counters"]}
    made = [item["code"] for item in part_of(arrived)["items"]]
    assert counters["1.1"] == sum(code.startswith("MC.1.1.") for code in made)


def test_files_are_listed_by_hash(arrived):
    rows = files_part(blobs_of_package(arrived.pk))
    assert [row["sha256"] for row in rows] == sorted(row["sha256"] for row in rows)
    assert {row["extension"] for row in rows} >= {"pdf", "docx", "jpg", "json"}
    assert all(set(row) == {"sha256", "size", "media_type", "extension"} for row in rows)
