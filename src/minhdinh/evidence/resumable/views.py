"""The addresses of uploads in pieces (tus 1.0): announced, asked after, added to, given up, taken in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.body_limit import body_length
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.announcing import Wanted
from minhdinh.evidence.models import EvidenceItem, IncomingUpload
from minhdinh.evidence.resumable import protocol
from minhdinh.evidence.resumable.finishing import NeverTaken, finish
from minhdinh.evidence.resumable.protocol import Refused, announced, http_day, number, require_version
from minhdinh.evidence.resumable.receiving import begin, give_up, offset_of, receive, upload_of
from minhdinh.evidence.views.gate import (
    EvidenceRequest,
    MergedAway,
    address,
    evidence_view,
    item_or_404,
)
from minhdinh.evidence.views.uploading import answer_for, target_of_request
from minhdinh.lib.text import whole_number

OVERRIDE = "X-HTTP-Method-Override"
OVERRIDING = frozenset({"PATCH", "DELETE"})
View = Callable[..., HttpResponseBase]


def speaks_tus(view: View) -> View:
    """Answer in the protocol: its version in every answer, a Problem as JSON with its status and headers.

    A proxy that lets only GET and POST through is met by ``X-HTTP-Method-Override``, of a POST alone: that one was
    asked for its CSRF token.
    """

    @wraps(view)
    def answering(request: EvidenceRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        instead = request.headers.get(OVERRIDE, "").upper()
        if request.method == "POST" and instead in OVERRIDING:
            request.method = instead
        try:
            if request.method != "OPTIONS":
                require_version(request.headers.get("Tus-Resumable", ""))
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = _told(problem)
        response["Tus-Resumable"], response["Cache-Control"] = protocol.VERSION, "no-store"
        return response

    return answering


def _told(problem: Problem) -> JsonResponse:
    again = not isinstance(problem, NeverTaken)
    said = {"message": problem.message, "field": problem.field, "again": again}
    headers = problem.headers if isinstance(problem, Refused) else {}
    return JsonResponse(said, status=problem.status, headers=headers)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_http_methods(["OPTIONS", "POST"])
@speaks_tus
def uploads(request: EvidenceRequest) -> HttpResponseBase:
    """OPTIONS: what this server can. POST: announce a file by ``Upload-Length`` and ``Upload-Metadata``."""
    if request.method == "OPTIONS":
        return HttpResponse(status=protocol.TAKEN, headers=_abilities())
    length = number(request.headers.get("Upload-Length", ""), "Upload-Length")
    told = announced(request.headers.get("Upload-Metadata", ""))
    target = target_of_request(request, told.criterion, told.track)
    item = _item(request, told.item) if told.item else None
    wanted = Wanted(request.year, told.name, length, item, target.criterion, target.track)
    upload = begin(actor=request.actor, school_id=request.organisation.pk, wanted=wanted)
    place = f"{address(request, 'uploads')}{upload.key}/"
    headers = {"Location": place, "Upload-Offset": "0", "Upload-Expires": http_day(upload.expires_at)}
    return HttpResponse(status=protocol.MADE, headers=headers)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_http_methods(["OPTIONS", "HEAD", "PATCH", "DELETE", "POST"])
@speaks_tus
def one(request: EvidenceRequest, key: str) -> HttpResponseBase:
    """HEAD: how far an upload is. PATCH: its next bytes. DELETE: give it up. All for its owner alone."""
    if request.method == "OPTIONS":
        return HttpResponse(status=protocol.TAKEN, headers=_abilities())
    upload = upload_of(request.actor, request.organisation.pk, request.year, key)
    if request.method == "HEAD":
        return HttpResponse(headers=_state(upload, offset_of(upload)))
    if request.method == "DELETE":
        give_up(actor=request.actor, upload=upload)
        return HttpResponse(status=protocol.TAKEN)
    if request.method == "POST":
        raise Refused(405, "Địa chỉ này nhận PATCH.", {"Allow": "OPTIONS, HEAD, PATCH, DELETE"})
    return _added(request, upload)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
@speaks_tus
def finished(request: EvidenceRequest, key: str) -> HttpResponseBase:
    """Take a whole upload in; answer JSON as ``views.uploading.upload``, the same whenever it is asked again.

    A refusal is ``{message, field, again}``; ``again`` tells whether asking once more may help.
    """
    upload = upload_of(request.actor, request.organisation.pk, request.year, key)
    target = target_of_request(request, upload.criterion, upload.track)
    item = _item(request, str(upload.item_id)) if upload.item_id else None
    done = finish(actor=request.actor, upload=upload, target=target, item=item)
    return JsonResponse(answer_for(request, done.item, done.twin, criterion=upload.criterion))


def _item(request: EvidenceRequest, text: str) -> EvidenceItem:
    """Return the item a file is for; of one that was merged meanwhile, the one that stands for it."""
    try:
        return item_or_404(request, whole_number(text, longest=protocol.MOST_DIGITS) or 0)
    except MergedAway as away:
        return away.survivor


def _added(request: EvidenceRequest, upload: IncomingUpload) -> HttpResponse:
    if request.content_type != protocol.PIECE:
        raise Refused(protocol.WRONG_TYPE, f"Phần của tệp phải có kiểu {protocol.PIECE}.")
    at = number(request.headers.get("Upload-Offset", ""), "Upload-Offset")
    told = body_length(request)
    offset = receive(actor=request.actor, upload=upload, at=at, told=told, read=request.read)
    return HttpResponse(status=protocol.TAKEN, headers=_state(upload, offset))


def _state(upload: IncomingUpload, offset: int) -> dict[str, str]:
    return {
        "Upload-Offset": str(offset),
        "Upload-Length": str(upload.length),
        "Upload-Expires": http_day(upload.expires_at),
    }


def _abilities() -> dict[str, str]:
    return {
        "Tus-Version": protocol.VERSION,
        "Tus-Extension": protocol.EXTENSIONS,
        "Tus-Max-Size": str(settings.MINHDINH_UPLOAD_LIMIT),
    }
