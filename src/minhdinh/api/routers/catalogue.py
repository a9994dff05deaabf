"""Standard sets and organisations."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from minhdinh.api.domain.reads import organisations_of, standard_sets
from minhdinh.api.shapes import Message, OrganisationOut, SetDetail, SetSummary
from minhdinh.common.problems import NotHere
from minhdinh.standards.models import StandardSetVersion

router = Router(tags=["standards, organisations"])


def summary(row: StandardSetVersion) -> dict[str, object]:
    """Return a set's summary."""
    return {
        "id": row.set_id,
        "version": row.version,
        "title": row.title,
        "legal_basis": row.legal_basis,
        "effective_from": row.effective_from,
        "effective_to": row.effective_to,
        "institution_types": row.institution_types,
    }


@router.get("/standard-sets", response=list[SetSummary], summary="Standard sets")
def list_sets(request: HttpRequest) -> list[dict[str, object]]:
    """List the loaded standard sets, newest first."""
    return [summary(row) for row in standard_sets()]


@router.get(
    "/standard-sets/{set_id}/{version}", response={200: SetDetail, 404: Message}, summary="One standard set"
)
def get_set(request: HttpRequest, set_id: str, version: str) -> dict[str, object]:
    """Return one set with its whole content."""
    row = standard_sets().filter(set_id=set_id, version=version).first()
    if row is None:
        raise NotHere("Không có bộ tiêu chuẩn này.")
    return {**summary(row), "checksum": row.checksum, "content": row.content}


@router.get("/organisations", response=list[OrganisationOut], summary="Organisations")
def list_organisations(request: HttpRequest, q: str = "", after: str = "") -> list[dict[str, object]]:
    """List up to 200 organisations that the token's owner may see, by code after ``after``; ``q`` without diacritics."""
    return [
        {"code": row.code, "name": row.name, "kind": row.kind_id, "active": row.active}
        for row in organisations_of(request.auth, text=q[:200], after=after[:40])  # type: ignore[attr-defined]
    ]
