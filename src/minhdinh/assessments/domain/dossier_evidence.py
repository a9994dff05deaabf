"""The evidence inside a dossier: every item that the self-assessment uses or cites."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone

from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import Citation, EvidenceCode, EvidenceFile, EvidenceItem, EvidenceUse
from minhdinh.standards.catalogue import evidence_kinds


def evidence_part(assessment: SelfAssessment) -> list[dict[str, Any]]:
    """Return the items in the order of their codes (five queries)."""
    served: dict[int, set[str]] = {}
    for model in (EvidenceUse, Citation):
        for item_id, criterion in model.objects.filter(assessment_id=assessment.pk).values_list("item_id", "criterion"):
            served.setdefault(item_id, set()).update({criterion} - {""})
    rows = (
        EvidenceItem.objects.filter(Q(pk__in=served), removed_at__isnull=True)
        .prefetch_related(
            Prefetch("files", EvidenceFile.objects.filter(removed_at__isnull=True).select_related("blob")),
            Prefetch("codes", EvidenceCode.objects.filter(current=True)),
        )
        .order_by("code_sort", "id")
    )
    return [_item(assessment, row, sorted(served[row.pk])) for row in rows]


def _item(assessment: SelfAssessment, row: EvidenceItem, criteria: list[str]) -> dict[str, Any]:
    kind = evidence_kinds().get(row.kind)
    base = f"{settings.MINHDINH_PUBLIC_URL.rstrip('/')}/truong/{assessment.school.code}/{assessment.year}/minh-chung"
    return {
        "id": str(row.pk),
        "code": row.code,
        "codes": {code.convention: code.text for code in row.codes.all()},
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
        "criteria": criteria,
        "url": row.link if row.storage == Storage.LINK else f"{base}/{row.pk}/",
    }


def _file(file: EvidenceFile) -> dict[str, Any]:
    return {
        "sha256": file.blob.sha256,
        "name": file.name,
        "size": file.blob.size,
        "media_type": file.blob.media_type,
    }
