"""The files of a registration for an office: to be saved, never shown inside the program."""

from __future__ import annotations

import io

from django.http import FileResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import P
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.files import dossier_file, target_of
from minhdinh.appraisals.views.case_office import found_case
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.blobs import sent_bytes
from minhdinh.evidence.views.files import named_with_extension
from minhdinh.organisations.web import OfficeRequest, office_view


@office_view(P.CASE_VIEW)
@require_safe
def file(request: OfficeRequest, case_id: int, file_id: int) -> FileResponse:
    """Hand out a file of the dossier; the reading is recorded."""
    case = found_case(request, case_id)
    found = dossier_file(case, file_id)
    if found is None:
        raise NotHere(_("Không có tệp này."))
    with school_scope(case.school_id):
        record(
            actor=request.actor,
            code=actions.CASE_FILE_OPENED,
            target=target_of(case),
            name=request.actor.name,
            file=found.name,
        )
    answer = FileResponse(
        io.BytesIO(sent_bytes(found.blob, found.name)),
        as_attachment=True,
        filename=named_with_extension(found.name, found.blob.extension),
        content_type=found.blob.media_type,
    )
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
