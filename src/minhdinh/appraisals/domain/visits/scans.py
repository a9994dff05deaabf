"""The signed minutes of a visit, scanned."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.cases.files import Sent
from minhdinh.appraisals.domain.visits.files import About, add_file
from minhdinh.appraisals.domain.visits.people import leading, require_open
from minhdinh.appraisals.domain.visits.planning import hold_open
from minhdinh.appraisals.enums import FileKind
from minhdinh.appraisals.models import Case, CaseFile, Visit
from minhdinh.assessments.domain.signed_copies import SIGNED_TYPES
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.blobs import store_upload
from minhdinh.evidence.domain.files import file_name


def attach_scan(*, actor: Actor, case: Case, visit: Visit, sent: Sent) -> CaseFile:
    """Attach the scan of minutes that are closed; the leader or the secretary. The same bytes stand there once.

    Raises Problem before the minutes are closed, and for what is no PDF or picture by its content.
    """
    name = file_name(sent.name)
    with school_scope(case.school_id):
        leading(actor, case)
        require_open(Case.objects.get(pk=case.pk))
        _require_closed(Visit.objects.get(pk=visit.pk))
        blob, _is_new = store_upload(
            school_id=case.school_id, stream=sent.stream, name=name, size=sent.size, actor=actor
        )
        if blob.media_type not in SIGNED_TYPES:
            raise Problem("Bản đã ký phải là PDF hoặc ảnh chụp.", field="file")
        with transaction.atomic():
            held = hold_open(case)
            _require_closed(Visit.objects.select_for_update().get(pk=visit.pk))
            known = CaseFile.objects.filter(visit=visit, blob=blob, withdrawn_at__isnull=True).first()
            return known or add_file(actor, held, blob, About(FileKind.MINUTES, name, visit=visit))[0]


def _require_closed(visit: Visit) -> None:
    if visit.held_at is None:
        raise Problem("Hãy chốt biên bản trước, rồi đính bản đã ký.")
