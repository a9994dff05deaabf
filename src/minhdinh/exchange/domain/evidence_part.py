"""The evidence store, as it leaves a server."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from minhdinh.evidence.models import Blob, CodeCounter, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.exchange import rows
from minhdinh.exchange.domain.merges_part import merges_part
from minhdinh.exchange.references import ITEM, References
from minhdinh.exchange.rows import Row, plain

YOUNGER = ("dated_on", "removed_by", "replaced_by")  # than the format: named only where a file has them


def items_of_package(school_id: int) -> list[EvidenceItem]:
    """Return every item of a school, removed ones too, in an order that does not depend on keys alone."""
    return list(EvidenceItem.objects.filter(school_id=school_id).order_by("code_sort", "name", "id"))


def references_to(items: list[EvidenceItem]) -> References:
    """Return the references of the items."""
    return References(ITEM, [item.pk for item in items])


def evidence_part(
    school_id: int, items: list[EvidenceItem], references: References, people: References
) -> Row:
    """Return items with codes and files, what was merged, and the counters that keep numbers from being given twice."""
    codes: dict[int, list[Row]] = {}
    for code in EvidenceCode.objects.filter(school_id=school_id).order_by("convention", "text"):
        codes.setdefault(code.item_id, []).append(plain(code, rows.CODE))
    files = _files(school_id, people)
    counters = CodeCounter.objects.filter(school_id=school_id).order_by("convention", "criterion")
    return {
        "items": [
            {
                "ref": references.of(item.pk),
                **plain(item, rows.ITEM),
                "verified_by": people.of(item.verified_by_id),
                "contributed_by": people.of(item.contributed_by_id),
                "codes": codes.get(item.pk, []),
                "files": files.get(item.pk, []),
            }
            for item in items
        ],
        "counters": [plain(counter, rows.COUNTER) for counter in counters],
        **merges_part(school_id, references, people),
    }


def _files(school_id: int, people: References) -> dict[int, list[Row]]:
    """Return the files by item; a replaced one names its successor by its place in the list."""
    by_item: defaultdict[int, list[EvidenceFile]] = defaultdict(list)
    found = EvidenceFile.objects.filter(school_id=school_id).select_related("blob")
    for file in found.order_by("position", "id"):
        by_item[file.item_id].append(file)
    return {item_id: _files_of_item(files, people) for item_id, files in by_item.items()}


def _files_of_item(files: list[EvidenceFile], people: References) -> list[Row]:
    places: dict[int | None, int] = {file.pk: place for place, file in enumerate(files)}
    entries = [
        {
            **plain(file, rows.ITEM_FILE),
            "sha256": file.blob.sha256,
            "uploaded_by": people.of(file.uploaded_by_id),
            "removed_by": people.of(file.removed_by_id),
            "replaced_by": places.get(file.replaced_by_id),  # none where it stands in another item
        }
        for file in files
    ]
    return [
        {name: value for name, value in entry.items() if value is not None or name not in YOUNGER}
        for entry in entries
    ]


def files_part(blobs: list[Blob]) -> list[dict[str, Any]]:
    """Return what is known of every stored file."""
    return [plain(blob, rows.BLOB) for blob in blobs]


def blobs_of_package(school_id: int) -> list[Blob]:
    """Return every stored file of a school."""
    return list(Blob.objects.filter(school_id=school_id).order_by("sha256"))
