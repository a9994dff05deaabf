"""Side by side: all criteria with the school's, the members' and the body's levels; one standard to write in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.guards import obstacles
from minhdinh.appraisals.domain.cases.steps import acts_open
from minhdinh.appraisals.domain.concluding.examined import Examined, examined
from minhdinh.appraisals.domain.concluding.findings import former_findings
from minhdinh.appraisals.domain.concluding.queries import conclusions_of, members_of, part_of
from minhdinh.appraisals.domain.concluding.results import results_of
from minhdinh.appraisals.domain.concluding.sides import Side, sides_of
from minhdinh.appraisals.domain.concluding.writing import WRITTEN, StaleRow, save_conclusion
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.forms.concluding import ConclusionForm, checked
from minhdinh.appraisals.rules.concluding import compare
from minhdinh.appraisals.rules.report_parts import RESPONSE_DAY
from minhdinh.appraisals.views.conclude_gate import Room, enter
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotHere
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission
STEPS = {
    Act.SEND_DRAFT: (
        "conclude-send",
        lazy("Gửi dự thảo cho trường? Bản đã gửi được giữ nguyên, không sửa được."),
    ),
    Act.FINALISE: ("conclude-finalise", lazy("Hoàn thiện báo cáo và chuyển Sở GDĐT?")),
    Act.LAPSE: ("conclude-lapse", lazy("Ghi nhận trường không phản hồi trong hạn?")),
}


@require_GET
@school_view(P.CASE_EXAMINE)
def page(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show everything side by side, or one standard with its forms (``?tieu-chuan=2``)."""
    room = enter(request, case_id)
    report = examined(room.case)
    sides = sides_of(room.case, report, room.member)
    wanted = request.GET.get("tieu-chuan", "")
    context = {
        **room.context("conclude"),
        "several": report.several,
        "members": members_of(room.case),
        "standards": _standards(sides, wanted),
        "wanted": wanted,
    }
    if wanted:
        shown = [one for one in sides if one.place.standard == wanted]
        if not shown:
            raise NotHere(_("Không có tiêu chuẩn này."))
        context |= {
            "sides": shown,
            "former": [one for one in former_findings(room.case) if _is_in(one, shown)],
        }
        return render(request, "appraisals/conclude/standard.html", context)
    context |= _overview(request, room, report, sides)
    return render(request, "appraisals/conclude/overview.html", context)


@require_POST
@school_view(P.CASE_EXAMINE)
def save(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Keep what the body holds of one criterion; a script gets the new version."""
    room = enter(request, case_id)
    form = checked(ConclusionForm(request.POST))
    data = form.cleaned_data
    try:
        row = save_conclusion(
            actor=request.actor,
            case=room.case,
            track=data["track"],
            criterion=data["criterion"],
            version=data["version"],
            values=form.values(),
        )
    except StaleRow as stale:
        if wants_json(request):
            return both_texts(stale, ("level", *WRITTEN))
        raise
    if wants_json(request):
        return JsonResponse({"saved_label": saved_label(), "version": row.version})
    messages.success(request, _("Đã lưu."))
    place = examined(room.case).place(data["track"], data["criterion"])
    return room.back("conclude", f"?tieu-chuan={place.standard}#{place.anchor}" if place else "")


def both_texts(stale: StaleRow, names: Sequence[str]) -> JsonResponse:
    """Return the 409 from which the form shows what the server holds beside what was typed."""
    row = stale.standing
    values = {name: getattr(row, name) for name in names}
    standing = {name: "" if value is None else str(value) for name, value in values.items()}
    return JsonResponse(
        {"message": stale.message, "version": row.version, "standing": standing}, status=stale.status
    )


def saved_label() -> str:
    """Return what a form says after saving."""
    return _("Đã lưu %(time)s") % {"time": f"{timezone.localtime():%H:%M}"}


def _overview(request: SchoolRequest, room: Room, report: Examined, sides: Sequence[Side]) -> dict[str, Any]:
    rows = conclusions_of(room.case)
    results = results_of(room.case, report, rows)
    day = part_of(room.case, RESPONSE_DAY)
    return {
        "sides": sides,
        "compared": compare(one.held for one in sides),
        "results": results,
        "confirmed_label": report.school_label(results.confirmed.level) if results.confirmed else "",
        "school_levels": sorted(report.catalogue.labels.school_results.items()),
        "steps": [_step(room, act) for act in acts_open(request.actor, room.case) if act in STEPS],
        "days_known": room.law.stage("response").days.value is not None,
        "day": dt.date.fromisoformat(day.text) if day and day.text else None,
        "day_version": day.version if day else 0,
        "former": former_findings(room.case),
    }


def _is_in(one: Any, sides: Sequence[Side]) -> bool:
    found = [side.place.place for side in sides]
    places = {(place.track, place.code, place.is_item) for place in found}
    return (one.finding.track, one.code, not one.finding.criterion) in places


def _step(room: Room, act: Act) -> dict[str, Any]:
    name, question = STEPS[act]
    return {
        "label": act.label,
        "url": room.url(name),
        "question": question,
        "obstacles": obstacles(room.case, act),
    }


def _standards(sides: Sequence[Side], wanted: str) -> list[dict[str, Any]]:
    """Return the tabs: the overview, then a standard each with how many places still lack a level."""
    tabs = [{"label": _("Tổng hợp"), "url": "?", "active": not wanted, "note": "", "tone": "none"}]
    for code in dict.fromkeys(one.place.standard for one in sides):
        own = [one for one in sides if one.place.standard == code]
        is_item = own[0].place.place.is_item
        label = _("Yêu cầu Mức %(code)s") if is_item else _("Tiêu chuẩn %(code)s")
        left = sum(one.held.level is None for one in own)
        tabs.append(
            {
                "label": label % {"code": code.removeprefix("m")},
                "url": f"?tieu-chuan={code}",
                "active": code == wanted,
                "note": str(left or ""),
                "tone": "wait",
            }
        )
    return tabs
