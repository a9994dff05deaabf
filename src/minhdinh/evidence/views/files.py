"""A file's bytes, after the permission check."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.files import open_file
from minhdinh.evidence.domain.queries import file_for
from minhdinh.evidence.models import EvidenceFile
from minhdinh.evidence.validators import PREVIEWABLE
from minhdinh.evidence.views.gate import EvidenceRequest, evidence_view

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"


@evidence_view(Permission.EVIDENCE_VIEW, Permission.EVIDENCE_CONTRIBUTE)
@require_safe
def show(request: EvidenceRequest, file_id: int) -> HttpResponseBase:
    """Stream a file: as a download, or with ``?view=1`` to be shown in the page where its type is harmless."""
    file = file_for(request.actor, request.organisation.pk, file_id)
    if file is None:
        raise NotHere("Không có tệp này.")
    open_file(actor=request.actor, file=file)
    return stream(file, inline=request.GET.get("view") == "1")


def is_previewable(file: EvidenceFile) -> bool:
    """Tell whether a browser may show the file in the page: PDF and plain images, never anything else."""
    return file.blob.extension in PREVIEWABLE


def stream(file: EvidenceFile, *, inline: bool) -> FileResponse:
    """Return the bytes under the file's own name; raises Problem where the store has lost them."""
    blob = file.blob
    if not default_storage.exists(blob.path):
        raise Problem(f"Không tìm thấy tệp “{file.name}” trong kho. Hãy báo quản trị hệ thống.")
    shown = inline and is_previewable(file)
    response = FileResponse(
        default_storage.open(blob.path, "rb"),
        as_attachment=not shown,
        filename=named_with_extension(file.name, blob.extension),
        content_type=blob.media_type,
    )
    response["Content-Length"] = str(blob.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, max-age=600"
    return response


def named_with_extension(name: str, extension: str) -> str:
    """Return a name that ends as the content says, whatever it was called: an image named .html is saved as .jpg."""
    ending = name.rpartition(".")[2].lower()
    same = ending == extension or {ending, extension} == {"jpeg", "jpg"}
    return name if same else f"{name}.{extension}"
