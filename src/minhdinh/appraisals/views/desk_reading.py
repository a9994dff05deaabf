"""Reading the sealed report: its parts as written, a criterion as requirement – statement – evidence, its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from minhdinh.appraisals.domain.examining.queries import others_slips, own_slip
from minhdinh.appraisals.domain.examining.sealed import (
    SealedItem,
    SealedReport,
    note_reading,
    open_sealed_file,
    sealed_report,
)
from minhdinh.appraisals.domain.examining.slips import assigned
from minhdinh.appraisals.models import Slip
from minhdinh.appraisals.rules.reading import Place, Row
from minhdinh.appraisals.views.crosscheck_reading import (
    GENERAL,
    Drawing,
    ReadingPage,
    drawing,
    level_label,
    reading_page,
    sheet_texts,
    tabs_of,
)
from minhdinh.appraisals.views.desk_gate import DeskRequest, desk_context, desk_view
from minhdinh.common.problems import NotHere
from minhdinh.evidence.views.files import stream_blob

CATALOGUE = "minh-chung"


@require_GET
@desk_view()
def report(request: DeskRequest) -> HttpResponse:
    """Show one standard of the sealed report (``?tieu-chuan=2``) or its general part."""
    sealed = sealed_report(request.case)
    wanted = request.GET.get("tieu-chuan", GENERAL)
    tabs = [*tabs_of(sealed.report, wanted, {}), _catalogue_tab(sealed, wanted)]
    current = next((tab for tab in tabs if tab["active"]), None)
    if current is None:
        raise NotHere("Không có tiêu chuẩn này.")
    items = linked(request, sealed.items)
    page = (
        ReadingPage(_("Danh mục minh chứng"), items=list(items))
        if wanted == CATALOGUE
        else reading_page(sealed.report, wanted, items, {})
    )
    note_reading(actor=request.actor, case=request.case, part=str(current["label"]))
    context = desk_context(request) | {"report": sealed, "tabs": tabs, "page": page, "items": page.items}
    return render(request, "appraisals/desk/report.html", context)


def _catalogue_tab(sealed: SealedReport, wanted: str) -> dict[str, Any]:
    return {
        "label": _("Danh mục minh chứng"),
        "url": f"?tieu-chuan={CATALOGUE}",
        "active": wanted == CATALOGUE,
        "note": str(len(sealed.items)),
    }


@require_GET
@desk_view()
def criterion(request: DeskRequest, track: str, criterion: str) -> HttpResponse:
    """Show one criterion as a three-way table, with the own slip and what others have sent."""
    sealed = sealed_report(request.case)
    place = (track, criterion)
    if place not in sealed.tables:
        raise NotHere("Không có tiêu chí này.")
    note_reading(
        actor=request.actor,
        case=request.case,
        part=_("tiêu chí %(criterion)s") % {"criterion": sealed.place_label(place)},
    )
    return render(request, "appraisals/desk/criterion.html", criterion_context(request, sealed, place))


@require_safe
@desk_view()
def file(request: DeskRequest, sha256: str) -> HttpResponseBase:
    """Stream a file of the sealed report."""
    blob, name = open_sealed_file(actor=request.actor, case=request.case, sha256=sha256)
    return stream_blob(blob, name, inline=request.GET.get("view") == "1", head=request.method == "HEAD")


def criterion_context(
    request: DeskRequest, sealed: SealedReport, place: Place, slip: Slip | None = None
) -> dict[str, Any]:
    """Return what the page of a criterion shows; ``slip`` stands in for the saved one where it was refused."""
    table = sealed.tables[place]
    items = linked(request, sealed.items)
    drawn = drawing(sealed.report, items)
    known = {str(item.pk): item for item in items}
    mine = assigned(request.member, place)
    shown = slip or own_slip(request.member, place) or Slip(track=place[0], criterion=place[1])
    return desk_context(request) | {
        "report": sealed,
        "track": place[0],
        "criterion": place[1],
        "label": sealed.place_label(place),
        "title": sealed.titles[place[1]],
        "table": table,
        "counts": [(kind.label, number) for kind, number in table.counts.items()],
        "level": level_label(table.level),
        "rows": _rows(table.rows, drawn, known),
        "texts": sheet_texts(sealed.report, place, items),
        "sites": sealed.sites_at(place[1]),
        "uncited": [known[str(entry["id"])] for entry in table.uncited],
        "levels": _levels(sealed, place),
        "slip": shown,
        "mine": mine,
        "others": others_slips(request.member, place),
        **_neighbours(request, sealed, place),
    }


def linked(request: DeskRequest, items: list[SealedItem]) -> list[SealedItem]:
    """Return the items with where a click leads: to the file where there is one, to the list on the page otherwise."""
    return [replace(item, url=_address(request, item)) for item in items]


def _address(request: DeskRequest, item: SealedItem) -> str:
    if len(item.files) != 1:
        return f"{request.path}?{request.GET.urlencode()}#mc-{item.pk}"
    parts = [request.organisation.code, request.case.pk, item.files[0].sha256]
    return f"{reverse('appraisals:desk-file', args=parts)}?view=1"


def _rows(rows: Iterable[Row], drawn: Drawing, known: dict[str, SealedItem]) -> list[dict[str, Any]]:
    """Return the rows; an item that several requirements cite has its place on the page (``first``) once."""
    met: set[int] = set()
    shown = []
    for row in rows:
        items = [known[str(entry["id"])] for entry in row.cited]
        texts = [drawn(body) for body in row.bodies]
        cited = [(item, item.pk not in met) for item in items]
        shown.append({"row": row, "texts": texts, "proofs": cited, "gaps": row.gaps})
        met |= {item.pk for item in items}
    return shown


def _levels(sealed: SealedReport, place: Place) -> list[tuple[str, str]]:
    names = sealed.dossier["standard_set"].get("level_names") or {}
    levels = sealed.levels_of(place[1])
    reached = [(str(one), names.get(str(one)) or _("Mức %(level)s") % {"level": one}) for one in levels]
    return [("", _("Chưa đề xuất")), ("0", _("Không đạt Mức 1")), *reached]


def _neighbours(request: DeskRequest, sealed: SealedReport, place: Place) -> dict[str, object]:
    places = list(sealed.tables)
    at = places.index(place)
    following = next(iter(places[at + 1 :]), None)
    around = {"previous": places[at - 1] if at else None, "following": following}
    return {
        name: one
        and {
            "url": reverse(
                "appraisals:desk-criterion", args=[request.organisation.code, request.case.pk, *one]
            ),
            "label": sealed.place_label(one),
        }
        for name, one in around.items()
    }
