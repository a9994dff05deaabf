"""Verbs of the legal library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.models import Organisation
from minhdinh.standards import actions
from minhdinh.standards.domain.legal_queries import ROOT_KIND, may_edit
from minhdinh.standards.enums import Confidence, LegalKind, LegalLink
from minhdinh.standards.models import LegalAttachment, LegalDocument, LegalRelation, StandardSetVersion

FIELDS = (
    "number", "kind", "title", "issuer", "issued_on", "effective_from", "effective_to", "url", "note", "confidence",
)  # fmt: skip


def save_document(
    *,
    actor: Actor,
    office: Organisation,
    values: Mapping[str, Any],
    set_ids: Sequence[str] = (),
    document: LegalDocument | None = None,
) -> LegalDocument:
    """Add a document to the library, or change one, with the standard sets it belongs to.

    Raises NotAllowed for whoever does not look after it, Problem for a missing number or title, an unknown kind or
    set, days in the wrong order, and a number that stands there with the same day.
    """
    require(actor, Permission.LEGAL_MANAGE, organisation_id=office.pk)
    if document is not None:
        _require_own(actor, office, document)
    row = document or LegalDocument(office=office)
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    _check(row, set_ids)
    try:
        with transaction.atomic():
            row.save()
            _attach(row, set_ids)
            _record(actor, actions.LEGAL_SAVED, row)
    except IntegrityError as error:
        raise Problem(f"Thư viện đã có văn bản số {row.number} cùng ngày.", field="number") from error
    return row


def remove_document(*, actor: Actor, office: Organisation, document: LegalDocument) -> None:
    """Take a document out of the library with its relations; raises NotAllowed for whoever does not look after it."""
    require(actor, Permission.LEGAL_MANAGE, organisation_id=office.pk)
    _require_own(actor, office, document)
    with transaction.atomic():
        _record(actor, actions.LEGAL_REMOVED, document)
        document.delete()


def relate_documents(
    *, actor: Actor, office: Organisation, source: LegalDocument, target: LegalDocument, kind: str
) -> LegalRelation:
    """Say what a document does to another; twice is once.

    Raises NotAllowed for whoever does not look after the acting document, Problem for an unknown relation or one to
    itself.
    """
    require(actor, Permission.LEGAL_MANAGE, organisation_id=office.pk)
    _require_own(actor, office, source)
    if kind not in list(LegalLink):
        raise Problem("Hãy chọn quan hệ giữa hai văn bản.", field="kind")
    if source.pk == target.pk:
        raise Problem("Một văn bản không thể có quan hệ với chính nó.", field="target")
    with transaction.atomic():
        relation, is_new = LegalRelation.objects.get_or_create(source=source, target=target, kind=kind)
        if is_new:
            _record(actor, actions.LEGAL_RELATED, source, relation=LegalLink(kind).label, other=target.number)
    return relation


def unrelate_documents(*, actor: Actor, office: Organisation, relation: LegalRelation) -> None:
    """Take back a relation; raises NotAllowed for whoever does not look after the acting document."""
    require(actor, Permission.LEGAL_MANAGE, organisation_id=office.pk)
    _require_own(actor, office, relation.source)
    with transaction.atomic():
        label = LegalLink(relation.kind).label
        _record(actor, actions.LEGAL_UNRELATED, relation.source, relation=label, other=relation.target.number)
        relation.delete()


def _require_own(actor: Actor, office: Organisation, document: LegalDocument) -> None:
    if not may_edit(actor, document, at_the_ministry=office.kind_id == ROOT_KIND):
        raise NotAllowed(
            "Văn bản này do cơ quan khác đưa vào thư viện; Thầy/Cô xem được nhưng không sửa được."
        )


def _check(row: LegalDocument, set_ids: Sequence[str]) -> None:
    for name, label in (("number", "số, ký hiệu"), ("title", "trích yếu")):
        if not str(getattr(row, name) or "").strip():
            raise Problem(f"Thiếu {label}.", field=name)
    if row.kind not in list(LegalKind) or row.confidence not in list(Confidence):
        raise Problem("Hãy chọn loại văn bản và mức chắc chắn.", field="kind")
    if row.issued_on and row.effective_to and row.effective_to <= row.issued_on:
        raise Problem("Ngày hết hiệu lực phải sau ngày ban hành.", field="effective_to")
    if row.effective_from and row.effective_to and row.effective_to <= row.effective_from:
        raise Problem("Ngày hết hiệu lực phải sau ngày có hiệu lực.", field="effective_to")
    known = set(StandardSetVersion.objects.filter(set_id__in=set_ids).values_list("set_id", flat=True))
    if unknown := sorted(set(set_ids) - known):
        raise Problem(f"Không có bộ tiêu chuẩn {', '.join(unknown)}.", field="set_ids")


def _attach(row: LegalDocument, set_ids: Sequence[str]) -> None:
    """Leave exactly these sets; attachments to sets that are not loaded here stay."""
    loaded = StandardSetVersion.objects.values("set_id")
    LegalAttachment.objects.filter(document=row, set_id__in=loaded).exclude(set_id__in=set_ids).delete()
    for set_id in sorted(set(set_ids)):
        LegalAttachment.objects.get_or_create(document=row, set_id=set_id)


def _record(actor: Actor, code: str, document: LegalDocument, **more: object) -> None:
    record(
        actor=actor,
        code=code,
        target=f"standards.LegalDocument:{document.pk}",
        number=document.number,
        **more,
    )
