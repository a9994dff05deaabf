"""Sealing: the canonical dossier and the hashes of every file, kept byte for byte and never changed."""

from __future__ import annotations

import datetime as dt
import io
import secrets

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.approval import require_move, require_support
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.holding import hold
from minhdinh.assessments.domain.moment import one_moment
from minhdinh.assessments.enums import State
from minhdinh.assessments.events import AssessmentSealed
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.events import publish
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.blobs import store_bytes
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import FileKind
from minhdinh.lib.hashing import canonical_json

DOSSIER_KIND = FileKind("json", "application/json")


def confirm_and_seal(*, actor: Actor, assessment: SelfAssessment) -> Seal:
    """The head confirms the approved report; its dossier is sealed and can be reproduced for ever.

    The dossier is read as of one moment and written to the store before the state changes: no file is written inside
    the transaction, and a report that moved on meanwhile is not sealed.
    """
    require(actor, Permission.ASSESSMENT_CONFIRM, organisation_id=assessment.school_id)
    sealed_at = timezone.now()
    with one_moment():
        assessment.refresh_from_db(fields=["state", "revision", "approved_at", "approved_by", "updated_at"])
        _require_approved(assessment)
        require_support(assessment)
        dossier = build_dossier(
            assessment, state=State.SEALED, confirmed_by=actor.name, confirmed_at=sealed_at.isoformat()
        )
    content = canonical_json(dossier)
    blob, _is_new = store_bytes(school_id=assessment.school_id, stream=io.BytesIO(content), kind=DOSSIER_KIND)
    return _seal(actor, assessment, blob, sealed_at)


def current_seal(assessment: SelfAssessment) -> Seal | None:
    """Return the seal of the revision that stands sealed, if it does."""
    if assessment.state != State.SEALED:
        return None
    return (
        Seal.objects.filter(assessment=assessment, revision=assessment.revision)
        .select_related("blob")
        .first()
    )


def _seal(actor: Actor, assessment: SelfAssessment, blob: Blob, sealed_at: dt.datetime) -> Seal:
    read_as = assessment.updated_at
    with transaction.atomic():
        hold(assessment)
        assessment.refresh_from_db(fields=["updated_at"])
        _require_approved(assessment)
        if assessment.updated_at != read_as:
            raise Problem("Báo cáo vừa thay đổi. Hãy tải lại trang, xem lại rồi xác nhận.")
        assessment.state = State.SEALED
        assessment.save(update_fields=["state", "updated_at"])
        seal = Seal.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            revision=assessment.revision,
            blob=blob,
            sha256=blob.sha256,
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
    return seal


def _require_approved(assessment: SelfAssessment) -> None:
    if assessment.state == State.APPROVED:
        return
    if assessment.state == State.SEALED:
        require_move(assessment, State.SEALED)
    raise Problem("Báo cáo cần được hội đồng duyệt trước khi hiệu trưởng xác nhận.")
