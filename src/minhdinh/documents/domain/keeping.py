"""Keeping what was made: the bytes in the store, the row, the record; and handing them out again."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.documents import actions
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.registry import Rendered
from minhdinh.evidence.domain.blobs import read_blob, store_bytes
from minhdinh.evidence.validators import FileKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper: the form's id, its format and, for a paper about one criterion, the criterion."""

    form: str
    file_format: str
    criterion: str = ""


def asker(actor: Actor) -> dict[str, Any]:
    """Return who asks, as plain values that a job carries."""
    return {"user_id": actor.user_id, "user_name": actor.name, "home_id": actor.home_id}


def keep(
    actor: Actor, assessment: SelfAssessment, wanted: Wanted, rendered: Rendered, seal: Seal | None = None
) -> MadeDocument:
    """Store a made document; raises IntegrityError where a seal's document of this kind is kept already."""
    blob, _is_new = store_bytes(
        school_id=assessment.school_id,
        stream=io.BytesIO(rendered.content),
        kind=FileKind(wanted.file_format, rendered.media_type),
    )
    with transaction.atomic():
        made = MadeDocument.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            seal=seal,
            form=wanted.form,
            criterion=wanted.criterion,
            file_format=wanted.file_format,
            name=rendered.name,
            blob=blob,
            made_by_id=actor.user_id,
        )
        target = f"documents.MadeDocument:{made.pk}"
        record(actor=actor, code=actions.MADE, target=target, name=rendered.name, sha256=blob.sha256)
    return made


def open_document(*, actor: Actor, document: MadeDocument) -> bytes:
    """Return a document's bytes after comparing their hash; an outsider's reading is recorded.

    Raises Problem where the store has lost or altered them.
    """
    require(actor, Permission.DOCUMENT_MAKE, organisation_id=document.school_id)
    content = read_blob(document.blob)
    if actor.is_outside:
        target = f"documents.MadeDocument:{document.pk}"
        record(actor=actor, code=actions.OPENED_FROM_OUTSIDE, target=target, name=document.name)
    return content
