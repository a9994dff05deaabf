"""The inbox in the list: under each thing that has no code yet, where it probably belongs, to be filed with one press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.evidence.context import Asked, YearContext, needed_numbers
from minhdinh.evidence.domain.counting import Count, counts_given
from minhdinh.evidence.domain.items import may_change
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.reading.criteria import MOST, Likely, likely_criteria
from minhdinh.evidence.reading.taking import Offer
from minhdinh.evidence.tables import kind_name
from minhdinh.evidence.views.gate import EvidenceRequest, address
from minhdinh.standards.catalogue import evidence_kinds
from minhdinh.standards.how_many import missing_in_words


@dataclass(frozen=True, slots=True)
class Place:
    """A criterion that an item of the inbox may belong to, in words why, and what of its kind is missing there."""

    code: str
    reason: str
    weight: float
    missing: str = ""


def add_filing(
    request: EvidenceRequest,
    items: Sequence[EvidenceItem],
    rows: Sequence[dict[str, Any]],
    offers: Mapping[int, Offer],
    asked: Mapping[str, Asked],
) -> None:
    """Put a form that files it under the name of each item that the actor may change; a person decides.

    ``offers`` is what was read of the items' files: what speaks there and in an item's own words is one list.
    ``asked`` is what the criteria of the year ask.
    """
    criteria = [(one.code, str(one)) for one in request.year_context.criteria]
    known = {code for code, _words in criteria}
    short = short_of(request.actor, request.year_context)
    tracks = dict(request.year_context.tracks)
    plain: HttpRequest = request
    for item, row in zip(items, rows, strict=True):
        if item.code or not may_change(request.actor, item):
            continue
        places, kind = places_for(item, asked, offers.get(item.pk))
        offer = offers.get(item.pk)
        brought = kind or (str(offer.values.get("kind", "")) if offer else "")
        places = [
            replace(one, missing=missing_at(short, one.code, brought, tracks))
            for one in places
            if one.code in known
        ]
        context = {
            "item": item,
            "file_url": address(request, "file-under", item_id=item.pk),
            "criteria": criteria,
            "tracks": request.year_context.tracks,
            "likely": places[0].code if places else "",
            "places": places,
            "kind": "" if item.kind or not kind or item.pk in offers else kind_name(kind),
        }
        form = render_to_string("evidence/_row_filing.html", context, plain)
        row["cells"]["name"] = format_html("{}{}", row["cells"]["name"], form)


def short_of(actor: Actor, year: YearContext) -> list[Count]:
    """Return the requirements of the year that were begun and have fewer dated records than they need.

    It is what the sheets say, so only for who may read them.
    """
    if not actor.can(Permission.SHEET_VIEW):
        return []
    asked = needed_numbers(year.assessment_id)
    counts = counts_given(year.assessment_id, year.year, asked, timezone.localdate())
    return [one for one in counts if one.short]


def missing_at(short: Sequence[Count], criterion: str, kind: str, tracks: Mapping[str, str]) -> str:
    """Return what a criterion still lacks that something of this kind would bring, in words; which track where several."""
    return "; ".join(
        f"{_where(one, tracks)}: {missing_in_words(one.asked, one.there)}"
        for one in short
        if one.criterion == criterion and kind in one.asked.kinds
    )


def _where(count: Count, tracks: Mapping[str, str]) -> str:
    named = f" ({tracks.get(count.track, count.track)})" if len(tracks) > 1 else ""
    return f"{count.requirement}{named}"


def places_for(
    item: EvidenceItem, asked: Mapping[str, Asked], offer: Offer | None
) -> tuple[list[Place], str]:
    """Return the criteria that an item's own words and its file speak for, likeliest first, and the kind it names."""
    own, kind = guess(item, asked)
    read = offer.criteria if offer else ()
    read_kind = str(offer.values.get("kind", item.kind)) if offer else ""
    reasons: dict[str, list[str]] = {}
    weights: dict[str, float] = {}
    for where, found, its_kind in ((_("tên, lời gửi"), own, kind), (_("trong tệp"), read, read_kind)):
        for one in found:
            reasons.setdefault(one.code, []).extend(_reasons(one, where, its_kind))
            weights[one.code] = weights.get(one.code, 0.0) + one.weight
    places = [Place(code, "; ".join(dict.fromkeys(why)), weights[code]) for code, why in reasons.items()]
    return sorted(places, key=lambda one: (-one.weight, one.code))[:MOST], kind


def guess(item: EvidenceItem, asked: Mapping[str, Asked]) -> tuple[list[Likely], str]:
    """Return the criteria that an item's own words speak for, and the kind that they name (empty: none for sure)."""
    words = f"{item.name}. {item.note}"
    kinds = likely_criteria(words, _kinds_asked())
    kind = item.kind or (kinds[0].code if kinds else "")
    return likely_criteria(words, asked, kind), kind


def _reasons(likely: Likely, where: str, kind: str) -> list[str]:
    """Return in words why a criterion is proposed; the same reason is said once."""
    words = "”, “".join(likely.words)
    parts = [_("%(where)s có “%(words)s”") % {"where": where, "words": words}] if words else []
    if likely.by_kind and kind:
        parts.append(_("loại “%(kind)s” thường chứng minh tiêu chí này") % {"kind": kind_name(kind)})
    return parts


@lru_cache(maxsize=1)
def _kinds_asked() -> dict[str, Asked]:
    return {kind.id: Asked(kind.name) for kind in evidence_kinds().values()}
