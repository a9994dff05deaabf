"""Files of a school's dossier: adding, reading, taking out."""

from __future__ import annotations

import io
from typing import IO, cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.files import Sent, attach_file, dossier_file, open_file, withdraw_file
from minhdinh.appraisals.forms.case import FileForm
from minhdinh.appraisals.models import Case, CaseFile
from minhdinh.appraisals.views.case_school import UNPROCESSABLE, found, show, to_page
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.blobs import sent_bytes
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission


@require_POST
@school_view(P.CASE_PREPARE)
def add(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Add a file to the dossier."""
    case = found(request, case_id)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, case, UNPROCESSABLE, file=form)
    values = form.cleaned_data
    upload = values["file"]
    sent = Sent(cast(IO[bytes], upload.file), upload.name or "", upload.size or 0)
    try:
        row = attach_file(actor=request.actor, case=case, kind=values["kind"], sent=sent, note=values["note"])
    except Problem as problem:
        form.add_error("file", problem.message)
        return show(request, case, problem.status, file=form)
    messages.success(request, _("Đã thêm tệp “%(name)s”.") % {"name": row.name})
    return to_page(case, "#giay-to")


@require_GET
@school_view(P.CASE_VIEW)
def read(request: SchoolRequest, case_id: int, file_id: int) -> FileResponse:
    """Hand out a file of the dossier."""
    case = found(request, case_id)
    file = _file(case, file_id)
    open_file(actor=request.actor, case=case, file=file)
    return FileResponse(
        io.BytesIO(sent_bytes(file.blob, file.name)),
        as_attachment=True,
        filename=file.name,
        content_type=file.blob.media_type,
    )


@require_POST
@school_view(P.CASE_PREPARE)
def withdraw(request: SchoolRequest, case_id: int, file_id: int) -> HttpResponse:
    """Take a file out of the dossier."""
    case = found(request, case_id)
    file = _file(case, file_id)
    withdraw_file(actor=request.actor, case=case, file=file)
    messages.success(request, _("Đã rút tệp “%(name)s”.") % {"name": file.name})
    return to_page(case, "#giay-to")


def _file(case: Case, file_id: int) -> CaseFile:
    file = dossier_file(case, file_id)
    if file is None:
        raise NotHere(_("Không có tệp này."))
    return file
