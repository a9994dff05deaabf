"""Forms of an item: a new one, and the change of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.context import needed_numbers
from minhdinh.evidence.domain.intake import take_in
from minhdinh.evidence.domain.items import ItemValues, change_item, may_change
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.forms import ItemForm
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.rules import guidance
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, item_or_404, page
from minhdinh.evidence.views.uploading import target_of_request
from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue import EvidenceKind, evidence_kinds


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
def new(request: EvidenceRequest) -> HttpResponseBase:
    """Make an item by hand: the kind first, then what that kind needs; its files are added on its own page."""
    posted = request.method == "POST"
    kind_id = (request.POST if posted else request.GET).get("kind", "")
    kind = evidence_kinds().get(kind_id)
    initial = {
        "criterion": request.GET.get("criterion", ""),
        "kind": kind_id,
        "storage": _usual_storage(kind),
    }
    form = ItemForm(
        request.POST if posted else None, context=request.year_context, kind=kind_id, initial=initial
    )
    if posted and form.is_valid():
        try:
            item = _create(request, form)
        except Problem as problem:
            form.show(problem)
        else:
            messages.success(request, _("Đã thêm minh chứng %(code)s.") % {"code": item.label})
            return redirect(
                address(request, "new" if "again" in request.POST else "item", **_pk(request, item))
            )
    context = {
        "form": form,
        "kinds": evidence_kinds().values(),
        "kind": kind,
        "guidance": guidance(kind, needed_numbers(request.year_context.assessment_id)) if kind else None,
        "back_url": address(request, "list"),
    }
    return page(request, "new.html", context, status=422 if posted else 200)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
def edit(request: EvidenceRequest, item_id: int) -> HttpResponseBase:
    """Change an item from the version that the form was opened with; a newer one is shown beside what was typed."""
    item = item_or_404(request, item_id)
    if not may_change(request.actor, item):
        raise NotAllowed("Minh chứng này do người quản lý minh chứng sửa.")
    posted = request.method == "POST"
    kind = evidence_kinds().get(item.kind)
    form = ItemForm(
        request.POST if posted else None,
        context=request.year_context,
        item=item,
        kind=item.kind,
        initial={**_values_of(item), "version": item.version},
    )
    newer: list[tuple[Any, Any]] = []
    if posted and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            change_item(actor=request.actor, item=item, version=version, values=form.values())
        except Stale:
            form, newer = _after_conflict(request, item, form)
        except Problem as problem:
            form.show(problem)
        else:
            messages.success(request, _("Đã lưu %(code)s.") % {"code": item.label})
            return redirect(address(request, "item", item_id=item.pk))
    context = {
        "form": form,
        "item": item,
        "newer": newer,
        "guidance": guidance(kind, needed_numbers(request.year_context.assessment_id)) if kind else None,
        "back_url": address(request, "item", item_id=item.pk),
    }
    status = 409 if newer else 422 if posted else 200
    return page(request, "edit.html", context, status=status)


def _create(request: EvidenceRequest, form: ItemForm) -> EvidenceItem:
    given = form.cleaned_data
    taken = take_in(
        actor=request.actor,
        school_id=request.organisation.pk,
        target=target_of_request(request, given["criterion"], given.get("track", "")),
        values=form.values(),
    )
    if taken.item is None:
        raise Problem("Chưa thêm được minh chứng.")
    return taken.item


def _pk(request: EvidenceRequest, item: EvidenceItem) -> dict[str, int]:
    return {} if "again" in request.POST else {"item_id": item.pk}


def _usual_storage(kind: EvidenceKind | None) -> str:
    if kind and kind.link:
        return Storage.LINK
    return Storage.PLACE if kind and kind.sensitive else Storage.FILE


def _values_of(item: EvidenceItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ItemValues.__dataclass_fields__}


def _after_conflict(
    request: EvidenceRequest, item: EvidenceItem, typed: ItemForm
) -> tuple[ItemForm, list[tuple[Any, Any]]]:
    """Return the form with what was typed on the version stored now, and what is stored where the two differ."""
    item.refresh_from_db()
    data = request.POST.copy()
    data["version"] = str(item.version)
    form = ItemForm(data, context=request.year_context, item=item, kind=item.kind)
    form.add_error(
        None,
        _(
            "Trong lúc Thầy/Cô sửa, người khác đã lưu minh chứng này. Nội dung Thầy/Cô gõ vẫn còn trong các ô dưới đây."
        ),
    )
    stored, mine = _values_of(item), typed.values()
    differing = [name for name, value in stored.items() if value != getattr(mine, name)]
    newer = [(form.fields[name].label, _shown(name, stored[name])) for name in differing]
    return form, newer or [(_("Nội dung"), _("giống bản Thầy/Cô gõ"))]


def _shown(name: str, value: Any) -> str:
    if name == "kind":
        kind = evidence_kinds().get(value)
        return kind.name if kind else _("(trống)")
    if name == "storage":
        return str(Storage(value).label)
    return (vn_date(value) if hasattr(value, "isoformat") else str(value or "")) or _("(trống)")
