"""Reads of made documents; all need an opened scope but the public one."""

from __future__ import annotations

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.sealing import current_seal
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.documents.models import MadeDocument


def document_by_id(school_id: int, document_id: int) -> MadeDocument | None:
    """Return one of the school's documents with its bytes' row."""
    return MadeDocument.objects.filter(school_id=school_id, pk=document_id).select_related("blob").first()


def sealed_documents(assessment: SelfAssessment) -> dict[tuple[str, str], MadeDocument]:
    """Return the documents of the seal that stands, by form and format; empty without one."""
    seal = current_seal(assessment)
    rows = MadeDocument.objects.filter(seal=seal, criterion="") if seal else ()
    return {(row.form, row.file_format): row for row in rows}


def seal_holds(seal: Seal, sha256: str) -> str:
    """Return the name of what a seal vouches for by this hash: a form, its dossier or a signed copy; empty if none."""
    with scopes_disabled():
        if sha256 == seal.sha256:
            return "dữ liệu niêm phong"
        made = MadeDocument.objects.filter(seal=seal, blob__sha256=sha256).first()
        if made is not None:
            return made.name
        copy = seal.signed_copies.filter(blob__sha256=sha256).first()
        return copy.name if copy is not None else ""
