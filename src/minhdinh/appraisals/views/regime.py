"""The regimes as an office reads them and its department sets them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.appraisals.domain import regimes as setting
from minhdinh.appraisals.domain.regimes import Set, restore_value, set_value
from minhdinh.appraisals.enums import Act, Wish
from minhdinh.appraisals.forms.intake import RestoreForm, ValueForm
from minhdinh.appraisals.models import RegimeChange
from minhdinh.appraisals.rules.regimes import Regime, Value, regime, regimes
from minhdinh.appraisals.rules.stages import owner
from minhdinh.appraisals.views.case_office import certainty_of
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem

UNPROCESSABLE = 422


@office_view(P.OFFICE_VIEW)
@require_safe
def page(request: OfficeRequest) -> HttpResponse:
    """Show the regimes as they hold here; ``?quy-dinh=`` chooses one, the newest without."""
    return _show(request, _named(request.GET.get("quy-dinh", "")))


@require_POST
@office_view(P.CASE_MANAGE)
def set_one(request: OfficeRequest, law: str) -> HttpResponse:
    """Set a value on a paper of the department's own."""
    form = ValueForm(request.POST)
    status = UNPROCESSABLE
    if form.is_valid():
        given = form.cleaned_data
        wanted = Set(given["place"], given["value"], given["legal_reference"], given["read_as"])
        try:
            set_value(actor=request.actor, office=request.organisation, name=law, wanted=wanted)
        except (NotAllowed, NotHere):
            raise
        except Problem as problem:
            add_problem(form, problem)
            status = problem.status
        else:
            messages.success(request, _("Đã đặt giá trị; áp dụng cho hồ sơ chuyển đến bước này từ bây giờ."))
            return _back(request, law)
    return _show(request, _named(law), failed=form, status=status)


@require_POST
@office_view(P.CASE_MANAGE)
def restore(request: OfficeRequest, law: str) -> HttpResponse:
    """Go back to the file's value."""
    form = RestoreForm(request.POST)
    if not form.is_valid():
        raise Problem(_("Không rõ giá trị nào; hãy tải lại trang."))
    restore_value(actor=request.actor, office=request.organisation, name=law, **form.cleaned_data)
    messages.success(request, _("Đã trở về giá trị của phần mềm."))
    return _back(request, law)


def _named(name: str) -> Regime:
    return next((one for one in regimes() if one.id == name), regimes()[0])


def _back(request: OfficeRequest, name: str) -> HttpResponse:
    return redirect(f"{reverse('appraisals:regime', args=[request.organisation.code])}?quy-dinh={name}")


def _show(
    request: OfficeRequest, chosen: Regime, *, failed: ValueForm | None = None, status: int = 200
) -> HttpResponse:
    office = request.organisation
    department = setting.department_of(office)
    law = setting.law_for(office, chosen.id)
    may_set = setting.may_set(request.actor, office)
    changes = setting.changes_of(department, law.id) if department else {}
    here = reverse("appraisals:regime", args=[office.code])
    views = {one: _value(law, one, changes.get(one, []), may_set, failed) for one in setting.places_of(law)}
    context = {
        "code": office.code,
        "law": law,
        "certainty": certainty_of(law.confidence),
        "department": department,
        "may_set": may_set,
        "tabs": [
            {"label": one.short_title, "url": f"{here}?quy-dinh={one.id}", "active": one.id == law.id}
            for one in regimes()
        ],
        "stages": [_stage(law, one, views) for one in law.stages],
        "sizes": [views[setting.SMALLEST], views[setting.LARGEST]],
        "body_facts": _body_facts(law),
        "conditions": [{"rule": one, "certainty": certainty_of(one.confidence)} for one in law.conditions],
        "wishes": [_wish(law, one) for one in law.wishes],
        "values": list(views.values()),
        "failed": failed,
    }
    return render(request, "appraisals/regimes/page.html", context, status=status)


def _value(
    law: Regime,
    place: str,
    rows: list[RegimeChange],
    may_set: bool,  # noqa: FBT001 (what the page is drawn for)
    failed: ValueForm | None,
) -> dict[str, Any]:
    value = setting.value_at(law, place)
    standing = next((row for row in rows if row.ended_at is None), None)
    initial = {
        "place": place,
        "read_as": standing.pk if standing else 0,
        "value": value.value,
        "legal_reference": standing.legal_reference if standing else "",
    }
    key = place.replace(".", "-")
    form = ValueForm(initial=initial, auto_id=f"{key}-%s") if may_set else None
    if form is not None and failed is not None and failed.data.get("place") == place:
        data: Any = failed.data.copy()  # type: ignore[attr-defined]
        data["read_as"] = str(initial["read_as"])
        failed.data = data
        form = failed
    return {
        "key": key,
        "place": place,
        "words": setting.place_words(law, place),
        "value": value,
        "shown": setting.shown(value.value),
        "certainty": certainty_of(value.confidence),
        "standing": standing,
        "of_file": setting.shown(setting.value_at(regime(law.id), place).value),
        "history": [{"row": row, "shown": setting.shown(row.value)} for row in rows],
        "form": form,
    }


def _stage(law: Regime, stage: Any, views: dict[str, dict[str, Any]]) -> dict[str, Any]:
    acts = [
        {"label": act.label, "who": owner(law, stage.id, act).label}
        for act in stage.acts
        if act is not Act.STOP
    ]
    return {
        "stage": stage,
        "holder": stage.holder.label,
        "acts": acts,
        "value": views.get(f"stages.{stage.id}.days"),
        "certainty": certainty_of(stage.days.confidence),
    }


def _body_facts(law: Regime) -> list[dict[str, Any]]:
    def yes(value: Value) -> str:
        return _("có") if value.value else _("không")

    rows = [
        (_("Số người lẻ"), _("có") if law.body.odd else _("không quy định"), None),
        (_("Thành viên đã qua tập huấn"), yes(law.body.trained), law.body.trained),
        (_("Chưa từng làm việc tại trường"), yes(law.body.never_worked_there), law.body.never_worked_there),
        (_("Người ra quyết định thành lập"), law.body.formed_by, None),
        (_("Vai trò"), ", ".join(law.body.role_title(one) for one in law.body.roles), None),
    ]
    return [
        {
            "label": label,
            "value": value,
            "reference": rule.legal_reference if rule else "",
            "certainty": certainty_of(rule.confidence) if rule else None,
        }
        for label, value, rule in rows
    ]


def _wish(law: Regime, wish: Wish) -> dict[str, Any]:
    return {"label": wish.label, "level": law.level_for.get(wish)}
