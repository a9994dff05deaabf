"""Evidence: list, create, upload, link, verify."""

from __future__ import annotations

import datetime as dt
from typing import IO, Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Path, Router, UploadedFile

from minhdinh.access.permissions import Permission
from minhdinh.api.domain.evidence_files import FileFacts, facts_of, files_of, history_of
from minhdinh.api.domain.reads import EVIDENCE_PAGE, evidence_page
from minhdinh.api.gate import Visit, visit
from minhdinh.api.shapes import (
    EvidenceIn,
    EvidenceOut,
    EvidencePage,
    FileIn,
    FilesOut,
    LinkIn,
    Message,
    UploadOut,
)
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.items import ItemValues, create_item
from minhdinh.evidence.domain.queries import ItemFilter, file_by_id, item_by_id
from minhdinh.evidence.domain.revisions import describe_file
from minhdinh.evidence.domain.uses import Place, link_item
from minhdinh.evidence.domain.verification import verify_item
from minhdinh.evidence.models import EvidenceItem

P = Permission
router = Router(tags=["evidence"])
ERRORS = {403: Message, 404: Message, 409: Message, 422: Message}
PLAIN = (
    "code", "name", "kind", "number", "issued_on", "issuer", "valid_to", "storage", "link", "place", "version",
)  # fmt: skip


def _file(facts: FileFacts) -> dict[str, Any]:
    file, blob, reading = facts.file, facts.file.blob, facts.reading
    return {
        "id": file.pk,
        "name": file.name,
        "size": blob.size,
        "media_type": blob.media_type,
        "sha256": blob.sha256,
        "dated_on": file.dated_on,
        "note": file.note,
        "order": facts.order,
        "revision": facts.revision,
        "uploaded_at": file.created_at,
        "reading": {"state": reading.state, "by_eye": reading.by_eye, "pages": reading.pages},
    }


def _earlier(facts: FileFacts) -> dict[str, Any]:
    file = facts.file
    return {**_file(facts), "replaced_by": file.replaced_by_id, "replaced_at": file.removed_at}


def _item(item: EvidenceItem, files: list[FileFacts], day: dt.date) -> dict[str, Any]:
    return {
        "id": item.pk,
        **{name: getattr(item, name) for name in PLAIN},
        "status": item.status_on(day).value,
        "usable": item.usable_on(day),
        "files": [_file(file) for file in files],
    }


def _files(here: Visit, item: EvidenceItem) -> dict[str, Any]:
    return {
        "files": [_file(one) for one in files_of([item])[item.pk]],
        "earlier": [_earlier(one) for one in history_of(here.actor, item)],
    }


def _one(item: EvidenceItem) -> dict[str, Any]:
    return _item(item, files_of([item])[item.pk], timezone.localdate())


def _found(here: Visit, item_id: int) -> EvidenceItem:
    item = item_by_id(here.organisation.pk, item_id) if item_id < 2**63 else None
    if item is None or (item.sensitive and not here.actor.can(P.EVIDENCE_SENSITIVE)):
        raise NotHere("Không có minh chứng này.")
    return item


@router.get("", response={200: EvidencePage, **ERRORS}, summary="List evidence")
def list_evidence(
    request: HttpRequest, code: Path[str], q: str = "", criterion: str = "", status: str = "", after: str = ""
) -> dict[str, Any]:
    """List a school's evidence by code, 100 a page; ``q`` without diacritics; ``after`` from the page before."""
    today = timezone.localdate()
    q, criterion, status, after = (text.replace("\0", "") for text in (q, criterion, status, after))
    with visit(request, code, P.EVIDENCE_VIEW) as here:
        wanted = ItemFilter(text=q[:200], criterion=criterion[:10], status=status[:20])
        rows = evidence_page(here.organisation.pk, wanted, after[:300], today)
        shown = rows[:EVIDENCE_PAGE]
        files = files_of(shown)
        more = len(rows) > EVIDENCE_PAGE
        return {
            "items": [_item(item, files[item.pk], today) for item in shown if not item.sensitive],
            "after": f"{shown[-1].code_sort}|{shown[-1].pk}" if more else None,
        }


@router.post("/{year}", response={200: EvidenceOut, **ERRORS}, summary="Create an item")
def create_evidence(
    request: HttpRequest, code: Path[str], year: Path[str], data: EvidenceIn
) -> dict[str, Any]:
    """Create an item; its code comes from the criterion, by the convention of the year's set."""
    with visit(request, code, P.EVIDENCE_CONTRIBUTE) as here:
        catalogue = here.assessment(year).standard_set.catalogue
        if not catalogue.has_criterion(data.criterion):
            raise NotHere("Không có tiêu chí này.")
        values = ItemValues(**data.dict(exclude={"criterion"}))
        return _one(
            create_item(
                actor=here.actor,
                school_id=here.organisation.pk,
                year=year,
                criterion=data.criterion,
                convention=catalogue.code_convention,
                values=values,
            )
        )


@router.get("/items/{item_id}", response={200: EvidenceOut, **ERRORS}, summary="One item")
def get_evidence(request: HttpRequest, code: Path[str], item_id: int) -> dict[str, Any]:
    """Return one item."""
    with visit(request, code, P.EVIDENCE_VIEW) as here:
        return _one(_found(here, item_id))


@router.post("/items/{item_id}/files", response={200: UploadOut, **ERRORS}, summary="Upload a file")
def upload(request: HttpRequest, code: Path[str], item_id: int, file: File[UploadedFile]) -> dict[str, Any]:
    """Add a file to an item; the same bytes are not stored twice."""
    with visit(request, code, P.EVIDENCE_CONTRIBUTE) as here:
        done = attach_file(
            actor=here.actor,
            item=_found(here, item_id),
            stream=cast(IO[bytes], file.file),
            name=file.name or "",
            size=file.size or 0,
        )
        return {
            "file": _file(facts_of(done.file)),
            "is_new": done.is_new,
            "duplicate_of": done.duplicate_of.code if done.duplicate_of else None,
        }


@router.get("/items/{item_id}/files", response={200: FilesOut, **ERRORS}, summary="Files of an item")
def files(request: HttpRequest, code: Path[str], item_id: int) -> dict[str, Any]:
    """Return the present files of an item in order and those that newer ones took the place of."""
    with visit(request, code, P.EVIDENCE_VIEW) as here:
        return _files(here, _found(here, item_id))


@router.put(
    "/items/{item_id}/files/{file_id}", response={200: FilesOut, **ERRORS}, summary="Day and note of a file"
)
def describe(
    request: HttpRequest, code: Path[str], item_id: int, file_id: int, data: FileIn
) -> dict[str, Any]:
    """Write the day and the note of a present file; 409 where the item was changed since ``version``."""
    with visit(request, code, P.EVIDENCE_CONTRIBUTE) as here:
        item = _found(here, item_id)
        file = file_by_id(here.organisation.pk, file_id) if file_id < 2**63 else None
        if file is None or file.item_id != item.pk:
            raise NotHere("Không có tệp này.")
        describe_file(
            actor=here.actor, file=file, version=data.version, dated_on=data.dated_on, note=data.note
        )
        return _files(here, item)


@router.post(
    "/items/{item_id}/links/{year}", response={200: EvidenceOut, **ERRORS}, summary="Link to a criterion"
)
def link(request: HttpRequest, code: Path[str], item_id: int, year: str, data: LinkIn) -> dict[str, Any]:
    """Let an item serve a criterion of a year's self-assessment; linking twice changes nothing."""
    with visit(request, code, P.EVIDENCE_CONTRIBUTE) as here:
        item = _found(here, item_id)
        sheet = here.sheet(year, data.track, data.criterion)
        criterion = sheet.assessment.standard_set.catalogue.criterion(data.criterion)
        if data.requirement and data.requirement not in {one.id for one in criterion.iter_requirements()}:
            raise NotHere("Không có yêu cầu này trong tiêu chí.")
        place = Place(sheet.assessment_id, data.track, data.criterion, requirement=data.requirement)
        link_item(actor=here.actor, item=item, place=place)
        return _one(item)


@router.post("/items/{item_id}/verify", response={200: EvidenceOut, **ERRORS}, summary="Verify")
def verify(request: HttpRequest, code: Path[str], item_id: int) -> dict[str, Any]:
    """Mark an item as verified."""
    with visit(request, code, P.EVIDENCE_VERIFY) as here:
        item = _found(here, item_id)
        verify_item(actor=here.actor, item=item)
        return _one(item)
