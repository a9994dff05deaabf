"""Many items on one page: chosen, then verified, asked for, linked, moved, labelled, packed or exported together."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.dates import typed_day
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.evidence.bulk import acting
from minhdinh.evidence.bulk.acting import Outcome, chosen_items
from minhdinh.evidence.bulk.labels import box_labels, item_labels
from minhdinh.evidence.bulk.queue import changes_since, files_by_item
from minhdinh.evidence.collecting.asking import Asked
from minhdinh.evidence.collecting.people import people_to_ask
from minhdinh.evidence.domain.listing import items_for, page_of, serving
from minhdinh.evidence.domain.uses import Place
from minhdinh.evidence.exports import workbook
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.pack.making import Wanted, make_pack
from minhdinh.evidence.tables import TONES, criteria_of, kept_in, kind_name, plain_rows, status_of
from minhdinh.evidence.views.gate import EvidenceRequest, address, below_list, evidence_view, page
from minhdinh.evidence.views.listing import XLSX, filters_shown, read_filter
from minhdinh.lib.text import whole_number
from minhdinh.standards.catalogue import evidence_kinds

P = Permission
SIZE = 100
SHOWN_REFUSED = 10


@evidence_view(P.EVIDENCE_MANAGE, P.EVIDENCE_VERIFY)
@require_safe
def show(request: EvidenceRequest) -> HttpResponseBase:
    """Show items to choose from, narrowed by the address as on the list, with what changed since the last look."""
    wanted = read_filter(request)
    rows = items_for(request.actor, request.organisation.pk, wanted, timezone.localdate())
    found = page_of(
        rows, "code", after=request.GET.get("after", ""), before=request.GET.get("before", ""), size=SIZE
    )
    served = serving(found.items, request.year_context.assessment_id)
    files, changes = files_by_item(found.items), changes_since(found.items)
    context = {
        "rows": [
            {
                "item": item,
                "url": address(request, "item", item_id=item.pk),
                "status": status_of(item).label,
                "tone": TONES[status_of(item)],
                "kind": kind_name(item.kind),
                "kept": kept_in(item),
                "criteria": criteria_of(item, served),
                "files": [
                    {"name": file.name, "url": f"{address(request, 'file', file_id=file.pk)}?view=1"}
                    for file in files.get(item.pk, ())
                ],
                "changes": changes.get(item.pk, ()),
            }
            for item in found.items
        ],
        "table": {"filters": filters_shown(request, wanted), "filtered": True},
        "page": {"previous": found.previous, "next": found.next, "shown": len(found.items), "total": None},
        "kinds": [(kind.id, kind.name) for kind in evidence_kinds().values()],
        "back": request.GET.urlencode(),
        "open": request.year_context.open,
        "people": people_to_ask(request.organisation) if request.actor.can(P.EVIDENCE_MANAGE) else [],
        "no_attrs": {},
        "crumbs": below_list(request, _("Làm nhiều lúc")),
    }
    return page(request, "bulk.html", context)


@evidence_view(P.EVIDENCE_MANAGE, P.EVIDENCE_VERIFY)
@require_POST
def act(request: EvidenceRequest) -> HttpResponseBase:
    """Do what the pressed button names with the chosen items and come back to the same list."""
    chosen = read_chosen(request)
    wish = request.POST.get("act", "")
    if wish in {"labels", "pack", "export"}:
        return _GIVEN[wish](request, chosen)
    if wish not in _ACTS:
        raise Problem(_("Không có việc này."))
    outcome = _ACTS[wish](request, chosen)
    _tell(request, outcome)
    back = QueryDict(request.POST.get("back", "")).urlencode()
    return redirect(f"{address(request, 'bulk')}?{back}")


@evidence_view(P.EVIDENCE_VIEW)
@require_safe
def labels(request: EvidenceRequest) -> HttpResponseBase:
    """Show a sheet of labels to print: of the items ``?ids=``, of the list as narrowed, or of the boxes ``?boxes=1``."""
    room, school_id = address(request, "list"), request.organisation.pk
    if request.GET.get("boxes") == "1":
        shown = box_labels(request.actor, school_id, room)
    else:
        shown = item_labels(_labelled(request), room)
    context = {
        "labels": shown,
        "boxes": request.GET.get("boxes") == "1",
        "crumbs": below_list(request, _("Nhãn để in")),
    }
    return page(request, "labels.html", context)


def read_chosen(request: EvidenceRequest) -> dict[int, int]:
    """Return the chosen items with the version that the person saw; what cannot be read is not chosen."""
    chosen = {}
    for text in request.POST.getlist("chosen")[: acting.MOST + 1]:
        pk, version = (whole_number(word) for word in text.partition(":")[::2])
        if pk is not None and version is not None:
            chosen[pk] = version
    return chosen


def _labelled(request: EvidenceRequest) -> list[EvidenceItem]:
    if "ids" in request.GET:
        words = request.GET["ids"].split(",")[: acting.MOST]
        ids = {pk for word in words if (pk := whole_number(word)) is not None}
        return [item for item in chosen_items(request.actor, request.organisation.pk, ids) if item.code]
    rows = items_for(request.actor, request.organisation.pk, read_filter(request), timezone.localdate())
    return list(rows.exclude(code="")[:300])


def _tell(request: EvidenceRequest, outcome: Outcome) -> None:
    if outcome.done:
        messages.success(request, _("Đã làm xong với %(count)d minh chứng.") % {"count": len(outcome.done)})
    if outcome.refused:
        lines = [f"{label}: {why}" for label, why in outcome.refused[:SHOWN_REFUSED]]
        more = len(outcome.refused) - len(lines)
        lines += [_("và %(count)d minh chứng nữa") % {"count": more}] if more else []
        messages.warning(request, _("Chưa làm được: %(lines)s") % {"lines": " · ".join(lines)})
    if not outcome.done and not outcome.refused:
        messages.info(request, _("Không có minh chứng nào để làm."))


def _verify(request: EvidenceRequest, chosen: dict[int, int]) -> Outcome:
    return acting.verify_many(actor=request.actor, school_id=request.organisation.pk, chosen=chosen)


def _reject(request: EvidenceRequest, chosen: dict[int, int]) -> Outcome:
    reason = request.POST.get("reason", "")
    return acting.reject_many(
        actor=request.actor, school_id=request.organisation.pk, chosen=chosen, reason=reason
    )


def _kind(request: EvidenceRequest, chosen: dict[int, int]) -> Outcome:
    kind = request.POST.get("kind", "")
    return acting.set_kind_of_many(
        actor=request.actor, school_id=request.organisation.pk, chosen=chosen, kind=kind
    )


def _box(request: EvidenceRequest, chosen: dict[int, int]) -> Outcome:
    place = request.POST.get("place", "")
    return acting.move_many(
        actor=request.actor, school_id=request.organisation.pk, chosen=chosen, place=place
    )


def _link(request: EvidenceRequest, chosen: dict[int, int]) -> Outcome:
    context, criterion = request.year_context, request.POST.get("criterion", "")
    track = request.POST.get("track", "") or context.only_track
    if not context.has_criterion(criterion):
        raise Problem(_("Hãy chọn một tiêu chí."), field="criterion")
    if not context.has_track(track):
        raise Problem(_("Hãy chọn cấp học."), field="track")
    place = Place(context.assessment_id, track, criterion)
    return acting.link_many(
        actor=request.actor, school_id=request.organisation.pk, chosen=chosen, place=place
    )


def _ask(request: EvidenceRequest, chosen: dict[int, int]) -> Outcome:
    context = request.year_context
    day = typed_day(request.POST, "due_on")
    if day.problem:
        raise Problem(day.problem, field="due_on")
    asked = Asked(
        what="",
        collector_id=whole_number(request.POST.get("collector", "")) or 0,
        track=context.only_track,
        starts_on=timezone.localdate(),
        due_on=day.day,
    )
    return acting.ask_many(
        actor=request.actor,
        school=request.organisation,
        assessment_id=context.assessment_id,
        chosen=chosen,
        asked=asked,
    )


def _give_labels(request: EvidenceRequest, chosen: dict[int, int]) -> HttpResponseBase:
    return redirect(f"{address(request, 'labels')}?ids={','.join(str(pk) for pk in chosen)}")


def _give_pack(request: EvidenceRequest, chosen: dict[int, int]) -> HttpResponseBase:
    codes = [item.code for item in chosen_items(request.actor, request.organisation.pk, chosen) if item.code]
    if not codes:
        raise Problem(_("Chưa chọn minh chứng nào."))
    pack = make_pack(
        actor=request.actor,
        school_id=request.organisation.pk,
        school=request.organisation.name,
        year=request.year,
        context=request.year_context,
        wanted=Wanted(codes=" ".join(codes)),
    )
    return redirect(f"{address(request, 'packs')}#goi-{pack.pk}")


@in_vietnamese
def _give_list(request: EvidenceRequest, chosen: dict[int, int]) -> HttpResponseBase:
    items = chosen_items(request.actor, request.organisation.pk, chosen)
    title = _("Minh chứng của %(school)s, năm học %(year)s") % {
        "school": request.organisation.name,
        "year": request.year,
    }
    served = serving(items, request.year_context.assessment_id)
    response = HttpResponse(workbook(title, plain_rows(items, served)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="minh-chung-{request.year}.xlsx"'
    return response


_ACTS: dict[str, Callable[[EvidenceRequest, dict[int, int]], Outcome]] = {
    "verify": _verify,
    "reject": _reject,
    "kind": _kind,
    "place": _box,
    "link": _link,
    "ask": _ask,
}
_GIVEN: dict[str, Callable[[EvidenceRequest, dict[int, int]], HttpResponseBase]] = {
    "labels": _give_labels,
    "pack": _give_pack,
    "export": _give_list,
}
