"""The public page that a QR on a printed paper leads to: a sealed report or a certificate."""

from __future__ import annotations

import re

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.body_limit import TOO_LARGE, body_length
from minhdinh.documents import qr
from minhdinh.lib.hashing import sha256_of_chunks
from minhdinh.organisations.web import public_view
from minhdinh.portal.domain.limits import FILES, LOOKS, Limit, seconds_to_wait
from minhdinh.portal.domain.papers import Paper, paper_with_token
from minhdinh.portal.enums import TONES, PaperState
from minhdinh.portal.views.keeping import busy, shown

HASH = re.compile(r"[0-9a-f]{64}")
KEPT_SECONDS = 60  # a revocation shows within a minute
PICTURE_SECONDS = 86_400
NOT_FOUND = 404
FORM_BYTES = 64 * 1024  # what stands around the file in the request
Outcome = dict[str, str]


@csrf_exempt  # nothing is changed by a comparison, and a token would set a cookie on every visitor
@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Tell how a paper stands; compare a file by its hash (``?sha256=``, worked out in the browser) or by itself.

    An uploaded file is hashed and thrown away; one that is too large is not read. Nothing of what a paper says is shown.
    """
    refused = _too_many(request, FILES if request.method == "POST" else LOOKS)
    if refused is not None:
        return refused
    paper = paper_with_token(token)
    if paper is None:
        return _unkept(request, None, None, NOT_FOUND)
    if body_length(request) > settings.MINHDINH_UPLOAD_LIMIT + FORM_BYTES:
        return _unkept(request, paper, _too_large(), TOO_LARGE)
    return _answered(request, paper)


def _answered(request: HttpRequest, paper: Paper) -> HttpResponse:
    if request.method == "POST":
        return _unkept(request, paper, _uploaded(request, paper))
    outcome = _typed(request.GET.get("sha256", "").lower(), paper)
    answer = shown(request, "portal/verify.html", _context(paper, outcome))
    patch_cache_control(answer, private=True, max_age=KEPT_SECONDS)
    return answer


def _unkept(
    request: HttpRequest, paper: Paper | None, outcome: Outcome | None, status: int = 200
) -> HttpResponse:
    """Return the page as an answer that nobody keeps."""
    answer = shown(request, "portal/verify.html", _context(paper, outcome), status=status)
    patch_cache_control(answer, no_store=True)
    return answer


@public_view
@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """Draw the QR of a paper's page, to be put on a certificate."""
    refused = _too_many(request, LOOKS)
    if refused is not None:
        return refused
    if paper_with_token(token) is None:
        return HttpResponse(
            _("Không có văn bản nào mang mã này."), status=NOT_FOUND, content_type="text/plain"
        )
    address = f"{settings.MINHDINH_PUBLIC_URL.rstrip('/')}/xac-minh/{token}/"
    answer = HttpResponse(qr.png(address), content_type="image/png")
    patch_cache_control(answer, public=True, max_age=PICTURE_SECONDS)
    return answer


def _context(paper: Paper | None, outcome: Outcome | None) -> dict[str, object]:
    state = paper.state if paper else PaperState.UNKNOWN
    return {
        "paper": paper,
        "state": state,
        "tone": TONES[state],
        "outcome": outcome,
        "limit_mb": settings.MINHDINH_UPLOAD_LIMIT // 1024 // 1024,
    }


def _too_many(request: HttpRequest, limit: Limit) -> HttpResponse | None:
    wait = seconds_to_wait(limit, get_adapter().get_client_ip(request))
    return busy(request, wait) if wait else None


def _typed(digest: str, paper: Paper) -> Outcome | None:
    if not digest:
        return None
    if not HASH.fullmatch(digest):
        return _outcome("wait", _("Dấu kiểm SHA-256 gồm 64 chữ số, chữ cái từ a đến f."))
    return _compared(digest, paper)


def _uploaded(request: HttpRequest, paper: Paper) -> Outcome:
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        return _outcome("wait", _("Chưa chọn tệp, hoặc tệp rỗng."))
    if upload.size > settings.MINHDINH_UPLOAD_LIMIT:
        return _too_large()
    digest, _size = sha256_of_chunks(upload.chunks())
    return _compared(digest, paper)


def _too_large() -> Outcome:
    limit = settings.MINHDINH_UPLOAD_LIMIT // 1024 // 1024
    return _outcome("wait", _("Tệp nặng quá %(limit)s MB nên không đối chiếu.") % {"limit": limit})


def _compared(digest: str, paper: Paper) -> Outcome:
    name = paper.holds(digest)
    if not name:
        return _outcome(
            "bad",
            _("Tệp này không trùng với bản nào của văn bản này: có thể đã sửa, hoặc là bản khác."),
        )
    return _outcome("ok", _("Đúng nguyên bản: %(name)s.") % {"name": name})


def _outcome(tone: str, text: str) -> Outcome:
    return {"tone": tone, "icon": "shield-check" if tone == "ok" else "alert-triangle", "text": text}
