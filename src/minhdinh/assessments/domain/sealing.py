"""Sealing: the canonical dossier and the hashes of every file, kept byte for byte and never changed."""

from __future__ import annotations

import io
import json
import secrets
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.approval import MOVES
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.enums import State
from minhdinh.assessments.events import AssessmentSealed
from minhdinh.assessments.models import Seal, SelfAssessment, SignedCopy
from minhdinh.audit.domain.record import record
from minhdinh.common.events import publish
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.blobs import read_blob, store_bytes, store_upload
from minhdinh.evidence.domain.files import file_name
from minhdinh.evidence.validators import FileKind
from minhdinh.lib.hashing import canonical_json, sha256

DOSSIER_KIND = FileKind("json", "application/json")
SIGNED_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png"})


def confirm_and_seal(*, actor: Actor, assessment: SelfAssessment) -> Seal:
    """The head confirms the approved report; its dossier is sealed and can be reproduced for ever."""
    require(actor, Permission.ASSESSMENT_CONFIRM, organisation_id=assessment.school_id)
    if (State(assessment.state), State.SEALED) not in MOVES:
        raise Problem("Báo cáo cần được hội đồng duyệt trước khi hiệu trưởng xác nhận.")
    sealed_at = timezone.now()
    dossier = build_dossier(
        assessment, state=State.SEALED, confirmed_by=actor.name, confirmed_at=sealed_at.isoformat()
    )
    content = canonical_json(dossier)
    blob, _is_new = store_bytes(school_id=assessment.school_id, stream=io.BytesIO(content), kind=DOSSIER_KIND)
    with transaction.atomic():
        changed = SelfAssessment.objects.filter(
            pk=assessment.pk,
            state=State.APPROVED,
            revision=assessment.revision,
            updated_at=assessment.updated_at,
        ).update(state=State.SEALED, last_activity_at=sealed_at)
        if not changed:
            raise Problem("Báo cáo vừa thay đổi. Hãy tải lại trang, xem lại rồi xác nhận.")
        seal = Seal.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            revision=assessment.revision,
            blob=blob,
            sha256=sha256(content),
            token=secrets.token_urlsafe(12),
            sealed_at=sealed_at,
            sealed_by_id=actor.user_id,
            sealed_by_name=actor.name,
        )
        record(
            actor=actor,
            code=actions.SEALED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            revision=seal.revision,
            hash=seal.sha256[:12],
        )
        publish(AssessmentSealed(assessment.school_id, seal.pk, actor.user_id, actor.name))
    assessment.refresh_from_db()
    return seal


def sealed_dossier(seal: Seal) -> dict[str, Any]:
    """Return the sealed dossier after comparing its bytes with the seal's hash; raises Problem where they differ."""
    content = read_blob(seal.blob)
    if sha256(content) != seal.sha256:
        raise Problem("Bản niêm phong không còn khớp với dấu niêm phong của nó. Hãy báo quản trị hệ thống.")
    dossier: dict[str, Any] = json.loads(content)
    return dossier


def current_seal(assessment: SelfAssessment) -> Seal | None:
    """Return the seal of the revision that stands sealed, if it does."""
    if assessment.state != State.SEALED:
        return None
    return Seal.objects.filter(assessment=assessment, revision=assessment.revision).select_related("blob").first()


def attach_signed_copy(*, actor: Actor, seal: Seal, stream: IO[bytes], name: str, size: int) -> SignedCopy:
    """Attach a signed and stamped scan or a digitally signed PDF to a seal; earlier versions stay."""
    require(actor, Permission.ASSESSMENT_SUBMIT, organisation_id=seal.school_id)
    shown = file_name(name)
    blob, _is_new = store_upload(school_id=seal.school_id, stream=stream, name=shown, size=size)
    if blob.media_type not in SIGNED_TYPES:
        raise Problem(f"Bản ký phải là PDF hoặc ảnh chụp; “{shown}” không phải.", field="file")
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
