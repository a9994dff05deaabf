"""A file's bytes, after the permission check."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.common.storage import LinkingStore
from minhdinh.evidence.domain.files import open_file
from minhdinh.evidence.domain.queries import file_for
from minhdinh.evidence.domain.scan_marks import require_harmless
from minhdinh.evidence.kinds_of_files import PHONES_ONLY
from minhdinh.evidence.models import Blob, EvidenceFile
from minhdinh.evidence.photos import TooManyDots, upright_jpeg
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
    return stream(file, inline=request.GET.get("view") == "1", head=request.method == "HEAD")


def is_previewable(file: EvidenceFile) -> bool:
    """Tell whether a browser may show the file in the page: PDF and plain images, never anything else."""
    return file.blob.extension in PREVIEWABLE


def stream(file: EvidenceFile, *, inline: bool, head: bool) -> HttpResponseBase:
    """Return the bytes under the file's own name; raises Problem where the store has lost them."""
    return stream_blob(file.blob, file.name, inline=inline, head=head)


def stream_blob(blob: Blob, name: str, *, inline: bool, head: bool) -> HttpResponseBase:
    """Return bytes of the store under a name; raises Problem where the store has lost them, or they are infected.

    With ``head`` only the headers are wanted, and no picture is unfolded for them.
    Call it after the permission check only. A store that gives addresses of its own answers a download by one that ends
    after a minute; what is shown in the page always comes from here, with our headers.
    """
    require_harmless(blob, name)
    if not default_storage.exists(blob.path):
        raise Problem(f"Không tìm thấy tệp “{name}” trong kho. Hãy báo quản trị hệ thống.")
    shown, filename = inline and blob.extension in PREVIEWABLE, named_with_extension(name, blob.extension)
    if not shown and isinstance(default_storage, LinkingStore) and default_storage.direct:
        return _sent_to_store(default_storage, blob, filename)
    response: HttpResponseBase
    if shown and blob.extension in PHONES_ONLY:
        response = _head_of_jpeg() if head else _as_jpeg(blob, name)
    else:
        opened = default_storage.open(blob.path, "rb")
        response = FileResponse(
            opened, as_attachment=not shown, filename=filename, content_type=blob.media_type
        )
        response["Content-Length"] = str(blob.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, max-age=600"
    return response


def _as_jpeg(blob: Blob, name: str) -> HttpResponse:
    """Return a photograph that few browsers know as one that all of them show; the stored bytes stay."""
    try:
        with default_storage.open(blob.path, "rb") as stored:
            return HttpResponse(upright_jpeg(stored, name, blob.size), content_type="image/jpeg")
    except TooManyDots as error:
        raise Problem(
            f"Ảnh “{name}” quá nhiều điểm ảnh nên không xem được trong trang. Tệp vẫn nguyên: hãy tải về để xem."
        ) from error


def _head_of_jpeg() -> StreamingHttpResponse:
    """Return the headers of a photograph shown as JPEG; its length is known only once it is made."""
    return StreamingHttpResponse((), content_type="image/jpeg")


def _sent_to_store(store: LinkingStore, blob: Blob, filename: str) -> HttpResponseRedirect:
    link = store.download_link(blob.path, filename=filename, media_type=blob.media_type)
    response = HttpResponseRedirect(link)
    response["Cache-Control"], response["Referrer-Policy"] = "no-store", "no-referrer"
    return response


def named_with_extension(name: str, extension: str) -> str:
    """Return a name that ends as the content says, whatever it was called: an image named .html is saved as .jpg."""
    ending = name.rpartition(".")[2].lower()
    same = ending == extension or {ending, extension} == {"jpeg", "jpg"}
    return name if same else f"{name}.{extension}"
