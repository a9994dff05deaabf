"""One collecting: its page, the files sent for it, and what is said about it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.collecting.asking import withdraw_collecting
from minhdinh.evidence.collecting.contributing import (
    Contributed,
    contribute_files,
    files_sent,
    may_contribute,
)
from minhdinh.evidence.collecting.forms import FilesForm
from minhdinh.evidence.collecting.queries import collecting_for
from minhdinh.evidence.collecting.states import may_take_part, say_collecting, say_have, say_lost
from minhdinh.evidence.collecting.tables import days_of, state_pill
from minhdinh.evidence.domain.queries import item_coded, item_for
from minhdinh.evidence.enums import CollectingState
from minhdinh.evidence.models import Collecting
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
from minhdinh.evidence.views.papers import papers_of
from minhdinh.lib.text import whole_number


@evidence_view(Permission.EVIDENCE_VIEW, Permission.EVIDENCE_CONTRIBUTE)
@require_safe
def show(request: EvidenceRequest, collecting_id: int) -> HttpResponseBase:
    """Show one collecting: what, who, until when, how far, and the buttons of who takes part."""
    return _show(request, row_or_404(request, collecting_id))


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def send_files(request: EvidenceRequest, collecting_id: int) -> HttpResponseBase:
    """Take files and photographs for the item that the person was asked to collect for."""
    row, actor = row_or_404(request, collecting_id), request.actor
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, row, form)
    try:
        with papers_of(form.cleaned_data, row.what) as (uploads, left_out):
            given = contribute_files(actor=actor, row=row, uploads=uploads)
    except NotAllowed:
        raise
    except Problem as problem:
        form.show(problem)
        return _show(request, row, form)
    _tell(request, given, left_out)
    if form.cleaned_data["done"] and not given.refused and not left_out:
        _say_done(request, row)
    return redirect(address_of(request, row))


def _say_done(request: EvidenceRequest, row: Collecting) -> None:
    """Say after its files that it is had; they are kept where that is refused, so the refusal is a warning."""
    try:
        say_have(actor=request.actor, row=row, version=row.version)
    except Problem as problem:
        messages.warning(request, problem.message)
        return
    messages.success(request, _("Đã ghi: %(state)s.") % {"state": row.get_state_display()})


def _tell(request: EvidenceRequest, given: Contributed, left_out: list[Problem]) -> None:
    if given.added:
        said = ngettext(
            "Đã nhận %(n)d tệp. Cảm ơn Thầy/Cô.", "Đã nhận %(n)d tệp. Cảm ơn Thầy/Cô.", len(given.added)
        )
        messages.success(request, said % {"n": len(given.added)})
    if given.known:
        said = ngettext(
            "%(n)d tệp đã có trong minh chứng này nên không lưu thêm bản thứ hai.",
            "%(n)d tệp đã có trong minh chứng này nên không lưu thêm bản thứ hai.",
            given.known,
        )
        messages.info(request, said % {"n": given.known})
    for problem in (*given.refused, *left_out):
        messages.warning(request, problem.message)


def _show(request: EvidenceRequest, row: Collecting, form: FilesForm | None = None) -> HttpResponseBase:
    item = item_for(request.actor, request.organisation.pk, row.item_id) if row.item_id else None
    takes_part = may_take_part(request.actor, row)
    context = {
        "row": row,
        "item": item,
        "item_url": address(request, "item", item_id=item.pk) if item else "",
        "wants_item": row.item is None or row.item.removed_at is not None,
        "days": days_of(row),
        "pill": state_pill(row, timezone.localdate()),
        "takes_part": takes_part,
        "is_have": row.state == CollectingState.HAVE,
        "is_lost": row.state == CollectingState.LOST,
        "send_url": f"{address(request, 'send')}?viec={row.pk}",
        "files_form": (form or FilesForm()) if may_contribute(request.actor, row) else None,
        "sent": files_sent(request.actor, row) if takes_part else [],
        "limit_mb": settings.MINHDINH_UPLOAD_LIMIT // 1048576,
    }
    return page(request, "collecting/one.html", context, status=422 if form else 200)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def say(request: EvidenceRequest, collecting_id: int) -> HttpResponseBase:
    """Say how far it is: ``state`` is have, lost or collecting."""
    row, given = row_or_404(request, collecting_id), request.POST
    version, actor = number(given.get("version", "")), request.actor
    match given.get("state", ""):
        case CollectingState.HAVE:
            say_have(actor=actor, row=row, version=version, item_id=_coded(request, given.get("code", "")))
        case CollectingState.LOST:
            say_lost(actor=actor, row=row, version=version, reason=given.get("reason", ""))
        case CollectingState.COLLECTING:
            say_collecting(actor=actor, row=row, version=version)
        case _:
            raise Problem("Hãy chọn: đã có, thất lạc hoặc thu thập lại.", field="state")
    messages.success(request, _("Đã ghi: %(state)s.") % {"state": row.get_state_display()})
    return redirect(address_of(request, row))


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_POST
def withdraw(request: EvidenceRequest, collecting_id: int) -> HttpResponseBase:
    """Take back what was asked for."""
    row = row_or_404(request, collecting_id)
    withdraw_collecting(actor=request.actor, row=row, version=number(request.POST.get("version", "")))
    messages.success(request, _("Đã rút việc thu thập “%(what)s”.") % {"what": row.what})
    return redirect(address(request, "collecting"))


def row_or_404(request: EvidenceRequest, collecting_id: int) -> Collecting:
    """Return what is collected and the person may know of; raises NotHere."""
    row = collecting_for(
        request.actor, request.organisation.pk, request.year_context.assessment_id, collecting_id
    )
    if row is None:
        raise NotHere("Không có việc thu thập này.")
    return row


def _coded(request: EvidenceRequest, code: str) -> int | None:
    """Return the item that a typed code means; None where nothing was typed; Problem where there is none."""
    typed = code.replace("\x00", "").strip()[:60]
    if not typed:
        return None
    item = item_coded(request.actor, request.organisation.pk, typed)
    if item is None:
        raise Problem(f"Kho không có minh chứng mã “{typed}” mà Thầy/Cô xem được.", field="code")
    return item.pk


def address_of(request: EvidenceRequest, row: Collecting) -> str:
    """Return the address of the page of one row."""
    return address(request, "collecting-one", collecting_id=row.pk)


def number(text: str) -> int:
    """Return a number of an address or a form; 0 for what is none."""
    return whole_number(text) or 0
