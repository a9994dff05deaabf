"""A file of a question or a visit as bytes, after the permission check; photographs also small."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from minhdinh.appraisals.domain.visits.images import thumbnail
from minhdinh.appraisals.enums import FileKind
from minhdinh.appraisals.models import CaseFile
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.scan_marks import require_harmless
from minhdinh.evidence.views.files import POLICY, stream_blob


def stream_case_file(request: HttpRequest, file: CaseFile) -> HttpResponseBase:
    """Return the bytes: a download, with ``?view=1`` in the page, with ``?nho=1`` a photograph made small."""
    if request.GET.get("nho") == "1" and file.kind == FileKind.PICTURE:
        return _small(file)
    return stream_blob(
        file.blob, file.name, inline=request.GET.get("view") == "1", head=request.method == "HEAD"
    )


def _small(file: CaseFile) -> HttpResponse:
    require_harmless(file.blob, file.name)
    if not default_storage.exists(file.blob.path):
        raise NotHere("Không tìm thấy tệp trong kho.")
    with default_storage.open(file.blob.path, "rb") as bytes_of:
        response = HttpResponse(thumbnail(bytes_of), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, max-age=86400"
    return response
