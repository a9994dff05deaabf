"""The pages of collecting: the list, asking for it, one row and what is pressed on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.evidence.collecting.asking import ask_to_collect, change_collecting
from minhdinh.evidence.collecting.forms import AskForm
from minhdinh.evidence.collecting.people import people_to_ask
from minhdinh.evidence.collecting.queries import (
    LATE,
    CollectingFilter,
    collectings_for,
    counts_by_state,
    narrowed,
)
from minhdinh.evidence.collecting.tables import columns, row_of
from minhdinh.evidence.collecting.views_one import address_of, number, row_or_404
from minhdinh.evidence.context import wanted_kinds
from minhdinh.evidence.domain.queries import item_for
from minhdinh.evidence.enums import CollectingState
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.tables import kind_name
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page

PAGE = 100
TONES = {LATE: "bad", "collecting": "wait", "have": "ok", "lost": "bad"}


@evidence_view(Permission.EVIDENCE_VIEW, Permission.EVIDENCE_CONTRIBUTE)
@require_safe
def show_all(request: EvidenceRequest) -> HttpResponseBase:
    """Show what is collected this year, narrowed by state, criterion and person."""
    today, wanted = timezone.localdate(), _wanted(request)
    rows = collectings_for(request.actor, request.organisation.pk, request.year_context.assessment_id)
    counts = counts_by_state(rows, today)
    start = number(request.GET.get("after", ""))
    found = list(narrowed(rows, wanted, today)[start : start + PAGE + 1])
    table = {
        "caption": _("Thu thập minh chứng"),
        "columns": columns(),
        "rows": [row_of(row, address_of(request, row), today) for row in found[:PAGE]],
        "filters": _filters(request, wanted),
        "filtered": wanted != CollectingFilter(),
        "page": {
            "previous": None,
            "next": str(start + PAGE) if len(found) > PAGE else None,
            "shown": min(len(found), PAGE),
            "total": sum(counts.get(state, 0) for state in CollectingState.values),
        },
        "empty": {
            "title": _("Chưa giao thu thập minh chứng nào"),
            "text": _("Giao việc ở đây, ở trang minh chứng, hoặc từ phiếu tiêu chí."),
            "icon": "clipboard-list",
        },
    }
    tallies = [
        {"value": value, "label": label, "tone": TONES[value], "count": counts[value], "chosen": value == wanted.state}
        for value, label in _states()
        if counts.get(value)
    ]  # fmt: skip
    return page(request, "collecting/list.html", {"table": table, "tallies": tallies})


@evidence_view(Permission.EVIDENCE_MANAGE)
def ask(request: EvidenceRequest) -> HttpResponseBase:
    """Ask somebody to collect something; for an item where the address names one."""
    posted, given = request.method == "POST", request.GET
    item = _asked_item(request)
    requirement = given.get("requirement", "")[:20]
    initial = {
        "criterion": given.get("criterion", item.root_criterion if item else "")[:10],
        "track": given.get("track", "")[:20],
        "requirement": requirement,
        "what": item.name[:300] if item else _usual(request, requirement),
        "starts_on": timezone.localdate(),
    }
    form = _form(request, initial, posted=posted)
    if posted and form.is_valid():
        try:
            row = ask_to_collect(
                actor=request.actor,
                school=request.organisation,
                assessment_id=request.year_context.assessment_id,
                asked=form.asked(item.pk if item else None),
            )
        except Problem as problem:
            form.show(problem)
        else:
            messages.success(
                request,
                _("Đã giao %(who)s thu thập. Việc này hiện ở “Việc của tôi” của người được giao.")
                % {"who": row.collector.full_name},
            )
            return redirect(address_of(request, row))
    context = {"form": form, "item": item, "back_url": address(request, "collecting")}
    return page(request, "collecting/ask.html", context, status=422 if posted else 200)


@evidence_view(Permission.EVIDENCE_MANAGE)
def change(request: EvidenceRequest, collecting_id: int) -> HttpResponseBase:
    """Change what is wanted, of whom and until when."""
    row, posted = row_or_404(request, collecting_id), request.method == "POST"
    names = ("what", "criterion", "track", "requirement", "starts_on", "due_on", "note", "version")
    initial = {name: getattr(row, name) for name in names}
    people = {"collector": row.collector_id, "keeper": row.keeper_id or ""}
    form = _form(request, {**initial, **people}, posted=posted, kept=row.requirement)
    if posted and form.is_valid():
        try:
            change_collecting(
                actor=request.actor,
                school=request.organisation,
                row=row,
                version=form.cleaned_data["version"] or 0,
                asked=form.asked(row.item_id),
            )
        except Stale:
            raise
        except Problem as problem:
            form.show(problem)
        else:
            messages.success(request, _("Đã lưu việc thu thập."))
            return redirect(address_of(request, row))
    context = {"form": form, "row": row, "item": row.item, "back_url": address_of(request, row)}
    return page(request, "collecting/ask.html", context, status=422 if posted else 200)


def _asked_item(request: EvidenceRequest) -> EvidenceItem | None:
    named = request.GET.get("item", "")
    if not named:
        return None
    item = item_for(request.actor, request.organisation.pk, number(named))
    if item is None:
        raise NotHere("Không có minh chứng này.")
    return item


def _form(request: EvidenceRequest, initial: dict[str, Any], *, posted: bool, kept: str = "") -> AskForm:
    """Return the form with every requirement of the year's set, and the one that is ``kept``."""
    known = [one for criterion in request.year_context.criteria for one in criterion.requirements]
    return AskForm(
        request.POST if posted else None,
        context=request.year_context,
        people=people_to_ask(request.organisation),
        requirements=[*known, *([kept] if kept and kept not in known else [])],
        initial=initial,
    )


def _usual(request: EvidenceRequest, requirement: str) -> str:
    """Return in words what usually proves a requirement, to begin from."""
    kinds = wanted_kinds(request.year_context.assessment_id).get(requirement, frozenset())
    return "; ".join(sorted(kind_name(kind) for kind in kinds))[:300]


def _wanted(request: EvidenceRequest) -> CollectingFilter:
    given, state = request.GET, request.GET.get("state", "")
    criterion = given.get("criterion", "")
    return CollectingFilter(
        state=state if state in dict(_states()) else "",
        criterion=criterion if request.year_context.has_criterion(criterion) else "",
        person_id=number(given.get("person", "")) or None,
    )


def _states() -> list[tuple[str, Any]]:
    return [*((str(value), label) for value, label in CollectingState.choices), (LATE, _("Quá hạn"))]


def _filters(request: EvidenceRequest, wanted: CollectingFilter) -> list[dict[str, Any]]:
    people = [(str(one.pk), one.full_name) for one in people_to_ask(request.organisation)]
    if not request.actor.can(Permission.EVIDENCE_VIEW):
        people = []
    criteria = [(one.code, str(one)[:42]) for one in request.year_context.criteria]
    shown = [
        ("state", _("Tình trạng"), wanted.state, _states()),
        ("criterion", _("Tiêu chí"), wanted.criterion, criteria),
        ("person", _("Người thu thập, lưu giữ"), str(wanted.person_id or ""), people),
    ]
    return [
        {"name": name, "label": label, "kind": "select", "value": value, "options": [("", _("Tất cả")), *options]}
        for name, label, value, options in shown
        if options
    ]  # fmt: skip
