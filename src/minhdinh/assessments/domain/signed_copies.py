"""Signed and stamped scans, or digitally signed PDFs, attached to a seal; every version stays."""

from __future__ import annotations

from typing import IO

from django.conf import settings
from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.models import Seal, SignedCopy
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.blobs import store_sent
from minhdinh.evidence.domain.files import file_name
from minhdinh.evidence.validators import detect_file

SIGNED_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png"})


def attach_signed_copy(*, actor: Actor, seal: Seal, stream: IO[bytes], name: str, size: int) -> SignedCopy:
    """Attach a signed copy to a seal; raises Problem for a file that is neither PDF nor picture."""
    require(actor, Permission.ASSESSMENT_SUBMIT, organisation_id=seal.school_id)
    shown = file_name(name)
    kind = detect_file(stream, name=shown, size=size, limit=settings.MINHDINH_UPLOAD_LIMIT)
    if kind.media_type not in SIGNED_TYPES:
        raise Problem(f"Bản ký phải là PDF hoặc ảnh chụp; “{shown}” không phải.", field="file")
    blob, _is_new = store_sent(
        school_id=seal.school_id, stream=stream, name=shown, size=size, kind=kind, actor=actor
    )
    with transaction.atomic():
        copy = SignedCopy.objects.create(
            school_id=seal.school_id,
            seal=seal,
            blob=blob,
            name=shown,
            uploaded_by_id=actor.user_id,
            uploaded_by_name=actor.name,
        )
        record(
            actor=actor,
            code=actions.SIGNED_COPY_ADDED,
            target=f"assessments.SelfAssessment:{seal.assessment_id}",
            file=shown,
            revision=seal.revision,
        )
    return copy
