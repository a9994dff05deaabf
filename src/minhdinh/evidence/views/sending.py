"""“Gửi minh chứng”: for people who know no codes."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.intake import Intake, take_in
from minhdinh.evidence.domain.items import ItemValues
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.forms import SendForm
from minhdinh.evidence.tables import TONES, status_of
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
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
            return redirect(address(request, "send"))
    context = {"form": form, "sent": _sent(request), "limit_mb": settings.MINHDINH_UPLOAD_LIMIT // 1048576}
    return page(request, "send.html", context, status=422 if posted else 200)


def _take(request: EvidenceRequest, form: SendForm) -> Intake:
    given = form.cleaned_data
    return take_in(
        actor=request.actor,
        school_id=request.organisation.pk,
        target=target_of_request(request, given["criterion"], given.get("track", "")),
        values=ItemValues(name=given["name"]),
        uploads=[as_upload(file) for file in [*given["papers"], *given["photos"]]],
    )


def _tell(request: EvidenceRequest, taken: Intake) -> None:
    if taken.item is None and taken.duplicate_of is not None:
        messages.info(
            request,
            _("Tệp này đã có trong kho: %(code)s. Hệ thống không lưu thêm bản thứ hai. Cảm ơn Thầy/Cô.")
            % {"code": taken.duplicate_of.label},
        )
    elif taken.item is not None:
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
