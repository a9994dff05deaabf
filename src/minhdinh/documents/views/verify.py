"""The public page that a QR on a sealed paper leads to."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from minhdinh.assessments.domain.seal_queries import seal_by_token
from minhdinh.assessments.models import Seal
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.queries import seal_holds
from minhdinh.documents.domain.sealed import printed_seal
from minhdinh.lib.hashing import sha256_of_chunks
from minhdinh.organisations.web import public_view


@public_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Tell whether a paper is genuine; an uploaded file is hashed and thrown away.

    Public by the token on the paper: it shows whose report it is, which revision and when, nothing of what it says.
    """
    seal = seal_by_token(token)
    if seal is None:
        raise NotHere("Không có bản niêm phong này.")
    outcome = _compare(request, seal) if request.method == "POST" else None
    context = {"seal": seal, "short": printed_seal(seal).short, "outcome": outcome}
    return render(request, "documents/verify.html", context)


def _compare(request: HttpRequest, seal: Seal) -> dict[str, str]:
    upload = request.FILES.get("file")
    if upload is None:
        return _outcome("wait", _("Chưa chọn tệp, hoặc tệp rỗng."))
    if (upload.size or 0) > settings.MINHDINH_UPLOAD_LIMIT:
        limit = settings.MINHDINH_UPLOAD_LIMIT // 1024 // 1024
        return _outcome("wait", _("Tệp nặng quá %(limit)s MB nên không đối chiếu.") % {"limit": limit})
    digest, _size = sha256_of_chunks(upload.chunks())
    name = seal_holds(seal, digest)
    if not name:
        return _outcome(
            "bad",
            _("Tệp này không trùng với bản nào của lần niêm phong này: có thể đã sửa, hoặc là bản khác."),
        )
    text = _("Đúng nguyên bản: %(name)s, lần %(revision)s.") % {"name": name, "revision": seal.revision}
    return _outcome("ok", text)


def _outcome(tone: str, text: str) -> dict[str, str]:
    return {"tone": tone, "icon": "shield-check" if tone == "ok" else "alert-triangle", "text": text}
