"""The page that changes the codes of a whole school: what is asked for, every code before and after, one agreement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.moves.following import locks_of
from minhdinh.evidence.moves.forms import RecodeForm
from minhdinh.evidence.moves.recoding import Wish, boxed_conventions, plan_codes, recode_all
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
from minhdinh.lib.text import whole_number
from minhdinh.standards.catalogue import CodeConvention
from minhdinh.standards.catalogue import EvidenceCode as CodeParts

MOST_SHOWN = 2000
EXAMPLE = CodeParts(1, 2, 3)
TO_YEAR, TO_BOX = "quy-uoc", "hop"


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def recode(request: EvidenceRequest) -> HttpResponseBase:
    """Choose what changes (``?doi=``), see every code before and after, agree with a reason."""
    boxed = boxed_conventions(request.organisation.pk)
    context: dict[str, Any] = {
        "boxed": [(one.id, one.format(EXAMPLE)) for one in boxed],
        "example": request.year_context.convention.format(EXAMPLE),
        "asked": {
            "way": request.GET.get("quy-uoc-hop", "")[:40],
            "place": request.GET.get("o", "")[:10],
            "box": request.GET.get("hop", "")[:2],
        },
        "places": _places(request),
        "crumbs": [
            {"label": _("Minh chứng"), "url": address(request, "list")},
            {"label": _("Đổi mã"), "url": ""},
        ],
    }
    posted, status = request.method == "POST", 200
    form = RecodeForm(request.POST if posted else None)
    try:
        wish = _wish(request, boxed)
        if wish is not None:
            if posted and form.is_valid():
                try:
                    return _recoded(request, wish, form)
                except Problem as problem:
                    form.show(problem)
            context |= _shown(request, wish, form, posted=posted)
            status = 422 if posted else 200
    except Problem as problem:
        context["problem"], status = problem.message, 422
    return page(request, "recode.html", context, status=status)


def _shown(request: EvidenceRequest, wish: Wish, form: RecodeForm, *, posted: bool) -> dict[str, Any]:
    plan = plan_codes(
        actor=request.actor, school_id=request.organisation.pk, context=request.year_context, wish=wish
    )
    if posted:  # what is shown now is what a second agreement is given to
        form.data = {**form.data.dict(), "mark": plan.mark} if isinstance(form.data, QueryDict) else form.data
    else:
        form = RecodeForm(initial={"mark": plan.mark})
    return {
        "plan": plan,
        "shown": plan.changes[:MOST_SHOWN],
        "more": max(0, len(plan.changes) - MOST_SHOWN),
        "stays": plan.stays[:MOST_SHOWN],
        "form": form,
        "obstacles": locks_of(request.organisation.pk),
    }


def _recoded(request: EvidenceRequest, wish: Wish, form: RecodeForm) -> HttpResponseBase:
    count = recode_all(
        actor=request.actor,
        school_id=request.organisation.pk,
        context=request.year_context,
        wish=wish,
        mark=form.cleaned_data["mark"],
        reason=form.cleaned_data["reason"],
    )
    messages.success(
        request,
        _("Đã đổi mã %(count)d minh chứng. Mã cũ vẫn tìm ra minh chứng; nhãn đã dán thì in lại.")
        % {"count": count},
    )
    return redirect(address(request, "list"))


def _wish(request: EvidenceRequest, boxed: list[CodeConvention]) -> Wish | None:
    """Return what the address asks for; None where nothing is chosen yet."""
    given = request.GET
    if given.get("doi") == TO_YEAR:
        return Wish(request.year_context.convention)
    if given.get("doi") != TO_BOX:
        return None
    convention = next((one for one in boxed if one.id == given.get("quy-uoc-hop", "")), None)
    if convention is None:
        raise Problem("Hãy chọn quy ước mã có hộp.", field="convention")
    box, place = whole_number(given.get("hop", "").strip(), longest=2), given.get("o", "")
    if box is None:
        raise Problem("Hãy ghi số hộp, ví dụ 3.", field="box")
    if place and place not in {value for value, _label in _places(request)}:
        raise Problem("Hãy chọn tiêu chuẩn hoặc tiêu chí.", field="place")
    return Wish(convention, box, place)


def _places(request: EvidenceRequest) -> list[tuple[str, str]]:
    """Return the standards and criteria of the year to choose from."""
    standards = dict.fromkeys((one.code.split(".")[0], one.standard) for one in request.year_context.criteria)
    criteria = ((one.code, str(one)) for one in request.year_context.criteria)
    return [*standards, *criteria]
