"""The public page that a QR on a sealed paper leads to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.assessments.domain.seal_queries import seal_by_token
from minhdinh.assessments.models import Seal
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.queries import seal_holds
from minhdinh.lib.hashing import sha256_of_chunks
from minhdinh.organisations.web import public_view


@public_view
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Tell whether a paper is genuine; an uploaded file is hashed and thrown away."""
    seal = seal_by_token(token)
    if seal is None:
        raise NotHere("Không có bản niêm phong này.")
    outcome = _compare(request, seal) if request.method == "POST" else None
    return render(request, "documents/verify.html", {"seal": seal, "outcome": outcome})


def _compare(request: HttpRequest, seal: Seal) -> dict[str, str]:
    upload = request.FILES.get("file")
    if upload is None:
        return {"tone": "wait", "icon": "alert-triangle", "text": _("Chưa chọn tệp.")}
    digest, _size = sha256_of_chunks(upload.chunks())
    name = seal_holds(seal, digest)
    if name:
        text = _("Đúng nguyên bản: %(name)s, lần %(revision)s.") % {"name": name, "revision": seal.revision}
        return {"tone": "ok", "icon": "shield-check", "text": text}
    text = _("Tệp này không trùng với bản nào của lần niêm phong này: có thể đã sửa, hoặc là bản khác.")
    return {"tone": "wait", "icon": "alert-triangle", "text": text}
