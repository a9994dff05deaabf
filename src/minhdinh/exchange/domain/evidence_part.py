"""The evidence store, as it leaves a server."""

from __future__ import annotations

from typing import Any

from minhdinh.evidence.models import Blob, CodeCounter, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.exchange import rows
from minhdinh.exchange.references import ITEM, References
from minhdinh.exchange.rows import Row, plain


def items_of_package(school_id: int) -> list[EvidenceItem]:
    """Return every item of a school, removed ones too, in an order that does not depend on keys alone."""
    return list(EvidenceItem.objects.filter(school_id=school_id).order_by("code_sort", "name", "id"))


def references_to(items: list[EvidenceItem]) -> References:
    """Return the references of the items."""
    return References(ITEM, [item.pk for item in items])


def evidence_part(
    school_id: int, items: list[EvidenceItem], references: References, people: References
) -> Row:
    """Return items with codes and files, and the counters that keep numbers from being given twice."""
    codes: dict[int, list[Row]] = {}
    for code in EvidenceCode.objects.filter(school_id=school_id).order_by("convention", "text"):
        codes.setdefault(code.item_id, []).append(plain(code, rows.CODE))
    files: dict[int, list[Row]] = {}
    found = EvidenceFile.objects.filter(school_id=school_id).select_related("blob")
    for file in found.order_by("position", "id"):
        files.setdefault(file.item_id, []).append(
            {
                **plain(file, rows.ITEM_FILE),
                "sha256": file.blob.sha256,
                "uploaded_by": people.of(file.uploaded_by_id),
            }
        )
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
    }


def files_part(blobs: list[Blob]) -> list[dict[str, Any]]:
    """Return what is known of every stored file."""
    return [plain(blob, rows.BLOB) for blob in blobs]


def blobs_of_package(school_id: int) -> list[Blob]:
    """Return every stored file of a school."""
    return list(Blob.objects.filter(school_id=school_id).order_by("sha256"))
