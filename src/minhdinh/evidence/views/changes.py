"""The buttons of an item's page: each calls one verb and comes back with a sentence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.duplicates import use_instead
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import file_item, remove_item, restore_item
from minhdinh.evidence.domain.queries import file_for, next_waiting
from minhdinh.evidence.domain.uses import Place, link_item, unlink_item
from minhdinh.evidence.domain.verification import reject_item, verify_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, item_or_404
from minhdinh.lib.text import clean, whole_number


@evidence_view(Permission.EVIDENCE_VERIFY)
@require_POST
def verify(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Mark the item as verified, as it was when its page was opened."""
    item = item_or_404(request, item_id)
    verify_item(actor=request.actor, item=item, version=_version(request))
    messages.success(request, _("Đã xác minh %(code)s.") % {"code": item.label})
    return _onwards(request, item)


@evidence_view(Permission.EVIDENCE_VERIFY)
@require_POST
def reject(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Reject the item with a reason for who sent it."""
    item = item_or_404(request, item_id)
    reject_item(
        actor=request.actor, item=item, reason=request.POST.get("reason", ""), version=_version(request)
    )
    messages.success(request, _("Đã từ chối %(code)s; người gửi sẽ thấy lý do.") % {"code": item.label})
    return _onwards(request, item)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def remove(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Take the item away; who manages evidence can bring it back."""
    item = item_or_404(request, item_id)
    remove_item(actor=request.actor, item=item)
    messages.success(
        request,
        _("Đã bỏ %(code)s khỏi danh sách. Mã không cấp lại cho minh chứng khác; có thể khôi phục.")
        % {"code": item.label},
    )
    if request.actor.can(Permission.EVIDENCE_MANAGE):
        return _back(request, item)
    return redirect(address(request, "list" if request.actor.can(Permission.EVIDENCE_VIEW) else "send"))


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_POST
def restore(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Bring the item back."""
    item = item_or_404(request, item_id)
    restore_item(actor=request.actor, item=item)
    messages.success(request, _("Đã khôi phục %(code)s.") % {"code": item.label})
    return _back(request, item)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def file_under(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Give an item of the inbox its criterion and code, and let it serve that criterion."""
    item = item_or_404(request, item_id)
    place = _place(request)
    file_item(
        actor=request.actor, item=item, criterion=place.criterion, convention=request.year_context.convention
    )
    if place.track and request.year_context.open:
        link_item(actor=request.actor, item=item, place=place)
    messages.success(
        request,
        _("Đã xếp vào tiêu chí %(criterion)s, mã %(code)s.")
        % {"criterion": place.criterion, "code": item.label},
    )
    if request.POST.get("back") == "inbox" and request.actor.can(Permission.EVIDENCE_VIEW):
        return redirect(f"{address(request, 'list')}?criterion=none")
    return _back(request, item)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def link(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Let the item serve one more criterion."""
    item, place = item_or_404(request, item_id), _place(request, track_needed=True)
    link_item(actor=request.actor, item=item, place=place)
    messages.success(
        request,
        _("%(code)s nay phục vụ tiêu chí %(criterion)s.")
        % {"code": item.label, "criterion": place.criterion},
    )
    return _back(request, item)


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_POST
def unlink(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """End the item's service to a criterion."""
    item, place = item_or_404(request, item_id), _place(request, track_needed=True)
    unlink_item(actor=request.actor, item=item, place=place)
    messages.success(
        request,
        _("Đã gỡ %(code)s khỏi tiêu chí %(criterion)s.") % {"code": item.label, "criterion": place.criterion},
    )
    return _back(request, item)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def replace(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Use the item that already holds the same file instead of this one."""
    item = item_or_404(request, item_id)
    other = item_or_404(request, _number(request.POST.get("other", "")))
    use_instead(actor=request.actor, item=item, other=other)
    messages.success(
        request, _("Đã dùng %(other)s thay cho %(item)s.") % {"other": other.label, "item": item.label}
    )
    return _back(request, other)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def detach(request: EvidenceRequest, file_id: int) -> HttpResponseBase:
    """Take a file out of its item."""
    file = file_for(request.actor, request.organisation.pk, file_id)
    if file is None:
        raise NotHere("Không có tệp này.")
    detach_file(actor=request.actor, file=file)
    messages.success(
        request, _("Đã gỡ tệp “%(name)s”; nội dung tệp vẫn được giữ trong kho.") % {"name": file.name}
    )
    return _back(request, file.item)


def _place(request: EvidenceRequest, *, track_needed: bool = False) -> Place:
    context, given = request.year_context, request.POST
    criterion, track = given.get("criterion", ""), given.get("track", "") or context.only_track
    if not context.has_criterion(criterion):
        raise Problem("Hãy chọn một tiêu chí.", field="criterion")
    if (track or track_needed) and not context.has_track(track):
        raise Problem("Hãy chọn cấp học.", field="track")
    return Place(
        context.assessment_id, track, criterion, requirement=clean(given.get("requirement", ""))[:20]
    )


def _version(request: EvidenceRequest) -> int | None:
    return _number(request.POST.get("version", "")) or None


def _number(text: str) -> int:
    return whole_number(text) or 0


def _onwards(request: EvidenceRequest, item: EvidenceItem) -> HttpResponse:
    """Go on to the next item that waits, where the person works through the queue; else back to this one."""
    if "onwards" in request.POST:
        following = next_waiting(request.actor, request.organisation.pk, item)
        if following is not None:
            return _back(request, following)
        messages.info(request, _("Không còn minh chứng nào chờ xác minh."))
    return _back(request, item)


def _back(request: EvidenceRequest, item: EvidenceItem) -> HttpResponse:
    return redirect(address(request, "item", item_id=item.pk))
