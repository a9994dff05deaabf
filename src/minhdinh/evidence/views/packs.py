"""Packs of evidence: asked for on a page, taken as a stream that can go on where it broke off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.forms import criterion_choices
from minhdinh.evidence.models import EvidencePack
from minhdinh.evidence.pack.archive import part
from minhdinh.evidence.pack.making import OpenPack, Wanted, make_pack, note_opened, open_pack, packs_of
from minhdinh.evidence.pack.names import safe_name
from minhdinh.evidence.pack.ranges import NoSuchBytesError, asked_bytes
from minhdinh.evidence.views.gate import EvidenceRequest, address, below_list, evidence_view, page

CRITERION, CODES = "criterion", "codes"


@evidence_view(Permission.EVIDENCE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: EvidenceRequest) -> HttpResponseBase:
    """Offer to make a pack and list the person's own."""
    problem = None
    if request.method == "POST":
        try:
            pack = _made(request)
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("Gói đã sẵn sàng: bấm Tải về ở dòng đầu."))
            return redirect(f"{address(request, 'packs')}#goi-{pack.pk}")
    wished = request.POST.get(CRITERION, request.GET.get(CRITERION, ""))
    context = {
        "packs": [_described(request, pack) for pack in packs_of(request.actor, request.organisation.pk)],
        "choices": criterion_choices(request.year_context, ""),
        "scope": request.POST.get("scope") or (CRITERION if wished else "all"),
        "wished": wished,
        "codes": request.POST.get(CODES, ""),
        "problem": problem,
        "crumbs": below_list(request, _("Gói minh chứng")),
    }
    return page(request, "packs.html", context, status=422 if problem else 200)


@evidence_view(Permission.EVIDENCE_VIEW)
@require_safe
def take(request: EvidenceRequest, pack_id: int) -> HttpResponseBase:
    """Give a pack's bytes: all, or the part that ``Range`` names where ``If-Range`` is of these very bytes."""
    school_id = request.organisation.pk
    pack = open_pack(actor=request.actor, school_id=school_id, pack_id=pack_id)
    mark = f'"{pack.etag}"'
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", mark) != mark:
        wanted = ""
    try:
        asked = asked_bytes(wanted, pack.size)
    except NoSuchBytesError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{pack.size}"})
    if request.method == "GET":
        goes_on = asked.start > 0
        note_opened(actor=request.actor, school_id=school_id, pack_id=pack_id, goes_on=goes_on)
    chunks = part(pack.stream(), asked.start, asked.stop) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(
        chunks, status=200 if asked.whole else 206, content_type="application/zip"
    )
    if not asked.whole:
        response["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{pack.size}"
    _head(response, request, pack, asked.stop - asked.start)
    return response


def _head(response: HttpResponseBase, request: EvidenceRequest, pack: OpenPack, length: int) -> None:
    name = safe_name(f"minh-chung-{request.organisation.code}-{request.year}")
    response["Content-Length"] = str(length)
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{pack.etag}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"


def _made(request: EvidenceRequest) -> EvidencePack:
    given, scope = request.POST, request.POST.get("scope", "all")
    wanted = Wanted(
        criterion=given.get(CRITERION, "") if scope == CRITERION else "",
        codes=given.get(CODES, "") if scope == CODES else "",
    )
    if scope == CRITERION and not wanted.criterion:
        raise Problem(_("Hãy chọn tiêu chí."), field=CRITERION)
    if scope == CODES and not wanted.codes.strip():
        raise Problem(_("Hãy ghi các mã cần đóng gói."), field=CODES)
    return make_pack(
        actor=request.actor,
        school_id=request.organisation.pk,
        school=request.organisation.name,
        year=request.year,
        context=request.year_context,
        wanted=wanted,
    )


def _described(request: EvidenceRequest, pack: EvidencePack) -> dict[str, Any]:
    return {"pack": pack, "url": address(request, "pack", pack_id=pack.pk)}
