"""“Gửi minh chứng”: for people who know no codes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.intake import Intake, take_in, take_stored
from minhdinh.evidence.domain.items import ItemValues
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.domain.uses import link_item
from minhdinh.evidence.forms import KnownFileForm, SendForm
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.tables import TONES, status_of
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
from minhdinh.evidence.views.known_file import KnownFile, known_file, place_for, shown, signed
from minhdinh.evidence.views.uploading import as_upload, target_of_request

SHOWN = 30


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
def send(request: EvidenceRequest) -> HttpResponseBase:
    """Take one thing with all its files or photos; below it, what the person has sent and what became of it."""
    posted = request.method == "POST"
    form = SendForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        context=request.year_context,
        initial={"criterion": request.GET.get("criterion", "")},
    )
    if posted and form.is_valid():
        try:
            taken = _take(request, form)
        except Problem as problem:
            form.show(problem)
        else:
            _tell(request, taken)
            if taken.item is None and taken.duplicate_of is not None:
                return _ask(request, form, taken.duplicate_of, taken)
            return redirect(address(request, "send"))
    return _page(request, form, status=422 if posted else 200)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def decide(request: EvidenceRequest) -> HttpResponseBase:
    """Do what the person chose for files that the school has already: use that item, or send them all the same."""
    form = KnownFileForm(request.POST, prefix=KnownFileForm.PREFIX)
    typed = {name: form[name].value() or "" for name in ("name", "criterion", "track")}
    again = SendForm(context=request.year_context, initial=typed)
    try:
        known = known_file(request, form["token"].value() or "")
    except Problem as problem:
        messages.error(request, problem.message)
        return _page(request, again, status=422)
    try:
        if "use" in request.POST:
            return _use(request, known, form)
        if form.is_valid():
            return _send_anyway(request, known, form)
    except Problem as problem:
        form.add_error(None, problem.message)
    return _page(request, again, known=shown(request, known, form), status=422)


def _page(
    request: EvidenceRequest, form: SendForm, *, status: int, known: dict[str, Any] | None = None
) -> HttpResponseBase:
    context = {
        "form": form,
        "known": known,
        "sent": _sent(request),
        "limit_mb": settings.MINHDINH_UPLOAD_LIMIT // 1048576,
    }
    return page(request, "send.html", context, status=status)


def _take(request: EvidenceRequest, form: SendForm) -> Intake:
    given = form.cleaned_data
    return take_in(
        actor=request.actor,
        school_id=request.organisation.pk,
        target=target_of_request(request, given["criterion"], given.get("track", "")),
        values=ItemValues(name=given["name"]),
        uploads=[as_upload(file) for file in [*given["papers"], *given["photos"]]],
    )


def _ask(request: EvidenceRequest, form: SendForm, twin: EvidenceItem, taken: Intake) -> HttpResponseBase:
    """Say who holds the files already and ask what to do; everything typed stays in the fields."""
    given = form.cleaned_data
    typed = {name: given.get(name, "") for name in ("name", "criterion", "track")}
    choice = KnownFileForm(
        prefix=KnownFileForm.PREFIX, initial={**typed, "token": signed(request, twin, taken.stored)}
    )
    return _page(request, form, known=shown(request, KnownFile(twin, taken.stored), choice), status=200)


def _use(request: EvidenceRequest, known: KnownFile, form: KnownFileForm) -> HttpResponseBase:
    place = place_for(request, known.twin, form["criterion"].value() or "", form["track"].value() or "")
    if place is None:
        raise Problem("Hồ sơ vừa thay đổi nên chưa gắn được. Hãy gửi cho thư ký kèm điều đã ghi.")
    link_item(actor=request.actor, item=known.twin, place=place)
    messages.success(
        request,
        _("%(code)s nay phục vụ tiêu chí %(criterion)s.")
        % {"code": known.twin.label, "criterion": place.criterion},
    )
    return redirect(address(request, "send"))


def _send_anyway(request: EvidenceRequest, known: KnownFile, form: KnownFileForm) -> HttpResponseBase:
    """Put what was typed before the secretary, as an item of the inbox beside the one that holds the file."""
    given = form.cleaned_data
    item = take_stored(
        actor=request.actor,
        school_id=request.organisation.pk,
        target=target_of_request(request, "", ""),
        values=ItemValues(name=given["name"], note=_note(known.twin, given)),
        stored=known.stored,
    )
    messages.success(
        request,
        _("Đã gửi “%(name)s” cho thư ký cùng điều Thầy/Cô ghi. Cảm ơn Thầy/Cô.") % {"name": item.name},
    )
    return redirect(address(request, "send"))


def _note(twin: EvidenceItem, given: dict[str, str]) -> str:
    """Return what the secretary reads beside the sent item: what it repeats, what it is for, what the sender says."""
    lines = [_("Trùng tệp với %(item)s.") % {"item": twin.label}]
    if given["criterion"]:
        lines.append(_("Người gửi chọn tiêu chí %(code)s.") % {"code": given["criterion"]})
    if given["message"]:
        lines.append(_("Người gửi nhắn: %(words)s") % {"words": given["message"]})
    return "\n".join(lines)


def _tell(request: EvidenceRequest, taken: Intake) -> None:
    if taken.item is not None:
        messages.success(
            request,
            _("Đã nhận “%(name)s”. Thư ký sẽ xem và xác minh. Cảm ơn Thầy/Cô.") % {"name": taken.item.name},
        )
    for problem in taken.refused:
        messages.warning(request, problem.message)


def _sent(request: EvidenceRequest) -> list[dict[str, object]]:
    mine = ItemFilter(contributed_by=request.actor.user_id)
    rows = items_for(request.actor, request.organisation.pk, mine, timezone.localdate())
    return [
        {
            "item": item,
            "status": status_of(item),
            "tone": TONES[status_of(item)],
            "url": address(request, "item", item_id=item.pk),
        }
        for item in rows.order_by("-id")[:SHOWN]
    ]
