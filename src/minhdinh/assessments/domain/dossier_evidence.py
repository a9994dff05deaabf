"""The evidence inside a dossier: every item that the self-assessment uses or cites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone

from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import Citation, EvidenceCode, EvidenceFile, EvidenceItem, EvidenceUse
from minhdinh.lib.text import sort_key
from minhdinh.standards.catalogue import evidence_kinds

Places = set[tuple[str, str]]


def evidence_part(assessment: SelfAssessment) -> list[dict[str, Any]]:
    """Return the items in the order of their codes in the set's own convention (five queries); ``uses`` says where, by track and criterion."""
    served: defaultdict[int, Places] = defaultdict(set)
    for model in (EvidenceUse, Citation):
        rows = model.objects.filter(assessment_id=assessment.pk)
        for item_id, track, criterion in rows.values_list("item_id", "track", "criterion"):
            served[item_id] |= {(track, criterion)} if criterion else set()
    items = (
        EvidenceItem.objects.filter(Q(pk__in=served), removed_at__isnull=True)
        .prefetch_related(
            Prefetch("files", EvidenceFile.objects.filter(removed_at__isnull=True).select_related("blob")),
            Prefetch("codes", EvidenceCode.objects.filter(current=True)),
        )
        .order_by("code_sort", "id")
    )
    listed = [_item(assessment, item, served[item.pk]) for item in items]
    return sorted(listed, key=lambda one: sort_key(one["code"]))


def _item(assessment: SelfAssessment, row: EvidenceItem, places: Places) -> dict[str, Any]:
    kind = evidence_kinds().get(row.kind)
    codes = {code.convention: code.text for code in row.codes.all()}
    return {
        "id": str(row.pk),
        "code": codes.get(assessment.standard_set.catalogue.code_convention.id, row.code),
        "codes": codes,
        "name": row.name,
        "kind": row.kind,
        "kind_name": kind.name if kind else "",
        "number": row.number,
        "issued_on": row.issued_on.isoformat() if row.issued_on else None,
        "issuer": row.issuer,
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "period": row.period,
        "storage": row.storage,
        "location": row.place,
        "links": [row.link] if row.link else [],
        "files": [] if row.sensitive else [_file(file) for file in row.files.all()],
        "status": row.status_on(timezone.localdate()).value,
        "note": row.note,
        "criteria": sorted({criterion for _track, criterion in places}),
        "uses": _uses(assessment, places),
        "url": row.link if row.storage == Storage.LINK else _page(assessment, row),
    }


def _uses(assessment: SelfAssessment, places: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    order = {
        criterion.code: at for at, criterion in enumerate(assessment.standard_set.catalogue.iter_criteria())
    }
    ordered = sorted(places, key=lambda place: (place[0], order.get(place[1], len(order)), place[1]))
    return [{"track": track, "criterion": criterion} for track, criterion in ordered]


def _page(assessment: SelfAssessment, row: EvidenceItem) -> str:
    server = settings.MINHDINH_PUBLIC_URL.rstrip("/")
    return f"{server}/truong/{assessment.school.code}/{assessment.year}/minh-chung/{row.pk}/"


def _file(file: EvidenceFile) -> dict[str, Any]:
    return {
        "sha256": file.blob.sha256,
        "name": file.name,
        "size": file.blob.size,
        "media_type": file.blob.media_type,
    }
