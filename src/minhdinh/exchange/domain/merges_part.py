"""Which items became one with others, as it leaves a server and as it arrives: old texts find what stands for them.

Younger than the format: ``evidence.json`` names merges only where there are some. What a merge moved is told by keys of
one server, so a merge that arrived cannot be taken back here (``moved`` stays empty).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from minhdinh.common.problems import Problem
from minhdinh.evidence.models import EvidenceItem, ItemMerge
from minhdinh.exchange import rows
from minhdinh.exchange.references import References, key_of
from minhdinh.exchange.rows import Row, plain, values


def merges_part(school_id: int, items: References, people: References) -> Row:
    """Return the merges of a school, oldest first, undone ones too; nothing where there never was one."""
    found = ItemMerge.objects.filter(school_id=school_id).order_by("id")
    entries = [
        {
            **plain(one, rows.MERGE),
            "gone": items.of(one.gone_id),
            "survivor": items.of(one.survivor_id),
            "author": people.of(one.author_id),
        }
        for one in found
    ]
    return {"merges": entries} if entries else {}


def write_merges(
    school_id: int, content: Mapping[str, Any], items: Mapping[str, int], people: Mapping[str, int]
) -> None:
    """Write the merges in their order. Raises KeyError for an item or a person the package does not bring, and Problem.

    A merged item that is still in the store, or merges that lead back to where they began, would have two items stand
    for each other.
    """
    made = [
        ItemMerge(
            school_id=school_id,
            gone_id=items[entry["gone"]],
            survivor_id=items[entry["survivor"]],
            author_id=key_of(people, entry["author"]),
            **values(ItemMerge, entry, rows.MERGE),
        )
        for entry in content.get("merges", [])
    ]
    _check({one.gone_id: one.survivor_id for one in made if one.undone_at is None})
    for one in made:  # one by one: their order is their keys
        one.save()


def _check(standing: Mapping[int, int]) -> None:
    """Refuse merges that stand and cannot."""
    if EvidenceItem.objects.filter(pk__in=standing, removed_at__isnull=True).exists():
        raise Problem("Gói hồ sơ ghi một minh chứng đã gộp nhưng vẫn còn trong kho; không nhập gì.")
    ends: set[int] = set()
    for start in standing:
        passed, here = set[int](), start
        while here in standing and here not in ends:
            if here in passed:
                raise Problem("Gói hồ sơ ghi các minh chứng gộp vòng quanh vào nhau; không nhập gì.")
            passed.add(here)
            here = standing[here]
        ends |= passed
