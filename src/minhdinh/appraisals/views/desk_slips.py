"""Criterion slips and the preliminary report: saved as they are written, sent, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.appraisals.domain.examining.papers import (
    PRELIMINARY_NOTE,
    PRELIMINARY_PARTS,
    StalePaper,
    has_preliminary,
    save_preliminary,
    send_preliminary,
    take_back_preliminary,
)
from minhdinh.appraisals.domain.examining.queries import others_preliminary, own_preliminary
from minhdinh.appraisals.domain.examining.sealed import sealed_report
from minhdinh.appraisals.domain.examining.slips import (
    LABELS,
    TEXTS,
    StaleSlip,
    Written,
    save_slip,
    send_slip,
    send_written,
    take_back,
)
from minhdinh.appraisals.models import MemberPaper, Slip
from minhdinh.appraisals.views.desk_gate import DeskRequest, desk_context, desk_view
from minhdinh.appraisals.views.desk_reading import criterion_context
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import whole_number


@require_POST
@desk_view()
def save(request: DeskRequest, track: str, criterion: str) -> HttpResponse:
    """Keep the draft of the own slip on a criterion; a version that is not the newest answers 409 with both texts."""
    report = sealed_report(request.case)
    place = (track, criterion)
    written = Written(
        {name: request.POST.get(name, "") for name in TEXTS}, request.POST.get("level", ""), _version(request)
    )
    try:
        slip = save_slip(
            actor=request.actor,
            case=request.case,
            member=request.member,
            report=report,
            place=place,
            written=written,
        )
    except StaleSlip as stale:
        standing = stale.standing
        if wants_json(request):
            return _stale(stale.message, standing.version, {name: getattr(standing, name) for name in TEXTS})
        level = int(written.level) if written.level.strip() else None  # checked before the version was
        typed = Slip(track=track, criterion=criterion, version=standing.version, level=level, **written.texts)
        context = criterion_context(request, report, place, typed)
        return render(
            request, "appraisals/desk/criterion.html", context | {"standing": _texts(standing)}, status=409
        )
    if wants_json(request):
        return _saved(slip.version)
    messages.success(request, _("Đã lưu phiếu nháp."))
    return _to_criterion(request, track, criterion)


@require_POST
@desk_view()
def send(request: DeskRequest, track: str, criterion: str) -> HttpResponse:
    """Let the other members of the body read the slip."""
    send_slip(actor=request.actor, case=request.case, member=request.member, place=(track, criterion))
    messages.success(request, _("Đã gửi phiếu; các thành viên khác đọc được."))
    return _to_criterion(request, track, criterion)


@require_POST
@desk_view()
def back(request: DeskRequest, track: str, criterion: str) -> HttpResponse:
    """Make the slip a draft again."""
    take_back(actor=request.actor, case=request.case, member=request.member, place=(track, criterion))
    messages.success(request, _("Đã rút phiếu về để sửa."))
    return _to_criterion(request, track, criterion)


@require_POST
@desk_view()
def send_all(request: DeskRequest) -> HttpResponse:
    """Send every slip that was written."""
    count = send_written(actor=request.actor, case=request.case, member=request.member)
    messages.success(request, _("Đã gửi %(count)s phiếu.") % {"count": count})
    return redirect("appraisals:desk", code=request.organisation.code, case_id=request.case.pk)


@require_GET
@desk_view()
def preliminary(request: DeskRequest) -> HttpResponse:
    """Show the own preliminary report and those that others have sent."""
    if not has_preliminary(request.case):
        raise NotHere("Quy định của hồ sơ này không có báo cáo sơ bộ.")
    paper = own_preliminary(request.member) or MemberPaper()
    return render(request, "appraisals/desk/preliminary.html", _paper_context(request, paper))


@require_POST
@desk_view()
def preliminary_save(request: DeskRequest) -> HttpResponse:
    """Keep the draft of the own preliminary report."""
    texts = {key: request.POST.get(key, "") for key in PRELIMINARY_PARTS}
    try:
        paper = save_preliminary(
            actor=request.actor,
            case=request.case,
            member=request.member,
            texts=texts,
            version=_version(request),
        )
    except StalePaper as stale:
        standing = stale.standing
        if wants_json(request):
            return _stale(stale.message, standing.version, dict(standing.texts))
        context = _paper_context(request, MemberPaper(texts=texts, version=standing.version))
        shown = [(label, standing.texts.get(key, "")) for key, label in PRELIMINARY_PARTS.items()]
        return render(request, "appraisals/desk/preliminary.html", context | {"standing": shown}, status=409)
    if wants_json(request):
        return _saved(paper.version)
    messages.success(request, _("Đã lưu báo cáo sơ bộ nháp."))
    return redirect("appraisals:desk-preliminary", code=request.organisation.code, case_id=request.case.pk)


@require_POST
@desk_view()
def preliminary_send(request: DeskRequest) -> HttpResponse:
    """Send the preliminary report, or with ``back`` make it a draft again."""
    if request.POST.get("back"):
        take_back_preliminary(actor=request.actor, case=request.case, member=request.member)
        messages.success(request, _("Đã rút báo cáo sơ bộ về để sửa."))
    else:
        send_preliminary(actor=request.actor, case=request.case, member=request.member)
        messages.success(request, _("Đã gửi báo cáo sơ bộ."))
    return redirect("appraisals:desk-preliminary", code=request.organisation.code, case_id=request.case.pk)


def _version(request: DeskRequest) -> int:
    version = whole_number(request.POST.get("version", ""), longest=8)
    if version is None:
        raise Problem(_("Yêu cầu không đúng; hãy mở lại trang rồi làm lại."))
    return version


def _saved(version: int) -> JsonResponse:
    label = _("Đã lưu %(time)s") % {"time": f"{timezone.localtime():%H:%M}"}
    return JsonResponse({"saved_label": label, "version": version})


def _stale(message: str, version: int, texts: dict[str, Any]) -> JsonResponse:
    return JsonResponse({"message": message, "version": version, "standing": texts}, status=409)


def _texts(slip: Slip) -> list[tuple[str, str]]:
    return [(str(label), getattr(slip, name)) for name, label in LABELS.items()]


def _paper_context(request: DeskRequest, paper: MemberPaper) -> dict[str, object]:
    parts = [(key, label, paper.texts.get(key, "")) for key, label in PRELIMINARY_PARTS.items()]
    others = [
        (one, [(label, one.texts[key]) for key, label in PRELIMINARY_PARTS.items() if one.texts.get(key)])
        for one in others_preliminary(request.member)
    ]
    return desk_context(request) | {
        "paper": paper,
        "parts": parts,
        "others": others,
        "form_note": PRELIMINARY_NOTE,
    }


def _to_criterion(request: DeskRequest, track: str, criterion: str) -> HttpResponse:
    address = redirect(
        "appraisals:desk-criterion",
        code=request.organisation.code,
        case_id=request.case.pk,
        track=track,
        criterion=criterion,
    )
    address["Location"] += "#phieu"
    return address
