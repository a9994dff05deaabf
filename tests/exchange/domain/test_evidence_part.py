import datetime as dt

import pytest

from minhdinh.evidence.models import EvidenceFile, EvidenceItem
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


def test_a_successor_in_another_item_is_not_named(arrived):
    earlier = EvidenceFile.objects.order_by("id")[0]
    other = EvidenceFile.objects.exclude(item=earlier.item)[0]
    earlier.removed_at, earlier.replaced_by = earlier.created_at, other
    earlier.save()
    files = [file for item in part_of(arrived)["items"] for file in item["files"]]
    removed = [file for file in files if file["removed_at"]]
    assert [file["name"] for file in removed] == [earlier.name]
    assert "replaced_by" not in removed[0]


def test_what_is_younger_than_the_format_is_named_only_where_there_is_some(arrived):
    always = {"sha256", "name", "position", "note", "removed_at", "uploaded_by"}
    files = [file for item in part_of(arrived)["items"] for file in item["files"]]
    assert all(set(file) == always for file in files)
    earlier = EvidenceFile.objects.select_related("item").order_by("item__code_sort", "position")[0]
    newer = EvidenceFile.objects.create(
        school=arrived,
        item=earlier.item,
        blob=earlier.blob,
        name="moi.pdf",
        position=0,
        dated_on=dt.date(2026, 9, 5),
    )
    earlier.removed_at, earlier.replaced_by = earlier.created_at, newer
    earlier.save()
    first, second = part_of(arrived)["items"][0]["files"][:2]
    assert (first["dated_on"], second["replaced_by"]) == ("2026-09-05", 0)
