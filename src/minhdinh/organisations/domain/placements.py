"""Where schools stood over time, worked out from the dated edges (the edges are the truth)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction
from django.db.models import Q, QuerySet

from minhdinh.common.events import publish
from minhdinh.lib.school_year import first_year
from minhdinh.organisations.enums import ParentRelation
from minhdinh.organisations.events import SchoolsPlaced
from minhdinh.organisations.models import Organisation, Parentage, Placement, SchoolProfile
from minhdinh.organisations.models.placement import ALWAYS, EVER

BATCH = 1000
Edges = Mapping[int, list["Edge"]]


@dataclass(frozen=True, slots=True)
class Edge:
    """A parent from one day to another."""

    parent: int
    valid_from: dt.date
    valid_to: dt.date


@dataclass(frozen=True, slots=True)
class Span:
    """A path from one day (inclusive) to another (exclusive)."""

    path: str
    valid_from: dt.date
    valid_to: dt.date


def place_schools(school_ids: Iterable[int]) -> None:
    """Write the placements of these schools anew from edges and profiles."""
    wanted = set(school_ids)
    if not wanted:
        return
    edges = _edges(wanted)
    known: dict[int, list[Span]] = {}
    profiles = {
        row[0]: (row[1], row[2])
        for row in SchoolProfile.objects.filter(pk__in=wanted).values_list("pk", "school_type", "ownership")
    }
    rows = [
        Placement(
            school_id=school,
            path=span.path,
            valid_from=span.valid_from,
            valid_to=span.valid_to,
            school_type=profiles.get(school, ("", ""))[0],
            ownership=profiles.get(school, ("", ""))[1],
        )
        for school in sorted(wanted)
        for span in _spans(school, edges, known)
    ]
    with transaction.atomic():
        Placement.objects.filter(school__in=wanted).delete()
        Placement.objects.bulk_create(rows, batch_size=BATCH)


def place_below(*organisations: Organisation) -> None:
    """Write anew the placements of these organisations that are schools, and of all that stand or stood below them."""
    wanted = Q(pk__in=[organisation.pk for organisation in organisations])
    for organisation in organisations:
        step = organisation.path_step()
        wanted |= Q(path__contains=step) | Q(placements__path__contains=step)
    rows = Organisation.objects.filter(wanted, kind__is_school=True).distinct().order_by()
    schools = tuple(rows.values_list("pk", flat=True))
    place_schools(schools)
    if schools:
        publish(SchoolsPlaced(schools))


def place_missing(*, using: str, **_: Any) -> None:
    """Place the schools that have no placement yet (called after every ``migrate``)."""
    if Placement._meta.db_table not in connections[using].introspection.table_names():  # noqa: SLF001 (documented)
        return
    rows = Organisation.objects.filter(kind__is_school=True, active=True, placements__isnull=True)
    place_schools(rows.order_by().values_list("pk", flat=True))


def place_all() -> None:
    """Write the placements of every school anew: after an upgrade, or where ``misplaced`` found a difference."""
    place_schools(Organisation.objects.filter(kind__is_school=True).order_by().values_list("pk", flat=True))


def misplaced() -> list[int]:
    """Return the schools without a placement on the path they have today (for ``minhdinh check``)."""
    rows = Organisation.objects.filter(kind__is_school=True, active=True)
    right = Placement.objects.filter(valid_to=EVER).values_list("school_id", "path")
    today = dict(right)
    return [pk for pk, path in rows.values_list("pk", "path") if today.get(pk) != path]


def schools_on(path: str, day: dt.date) -> QuerySet[Placement]:
    """Return the placements of the schools at or below a path on a day."""
    return Placement.objects.filter(path__startswith=path, valid_from__lte=day, valid_to__gt=day)


def path_on(organisation: Organisation, day: dt.date) -> str:
    """Return the path that an organisation had on a day; its path today where it had none."""
    if _stood_so(organisation, day):
        return organisation.path
    spans = spans_of(organisation)
    return next((span.path for span in spans if span.valid_from <= day < span.valid_to), organisation.path)


def _stood_so(organisation: Organisation, day: dt.date) -> bool:
    """Tell whether today's path held on a day: the few edges along it say so without reading the whole tree's."""
    steps = [int(step) for step in organisation.path.split("/") if step]
    rows = Parentage.objects.filter(relation=ParentRelation.MANAGING, child__in=steps)
    on_day = rows.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
    on_day = on_day.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    parents = dict(on_day.values_list("child", "parent"))
    return parents == dict(zip(steps[1:], steps, strict=False))


def spans_of(organisation: Organisation) -> list[Span]:
    """Return the paths of an organisation over time, in no particular order."""
    return _spans(organisation.pk, _edges({organisation.pk}), {})


def stands_since(organisation: Organisation, day: dt.date) -> bool:
    """Tell whether an organisation stood in the tree on a day and on every day after it."""
    reached = day
    for span in sorted(spans_of(organisation), key=lambda one: one.valid_from):
        if span.valid_from <= reached < span.valid_to:
            reached = span.valid_to
    return reached == EVER


def day_of_year(year: str, today: dt.date) -> dt.date:
    """Return the day on which a school year's figures are counted: today while it runs, else its last 31 May.

    Changes of the tree come into force in summer (as on 1 July 2025), so a past year is counted before them.
    """
    return min(today, dt.date(first_year(year) + 1, 5, 31))


def _edges(school_ids: set[int]) -> Edges:
    """Return the managing edges of these organisations and of all offices, by child."""
    rows = Parentage.objects.filter(relation=ParentRelation.MANAGING)
    rows = rows.filter(Q(child__in=school_ids) | Q(child__kind__is_school=False))
    found: defaultdict[int, list[Edge]] = defaultdict(list)
    for child, parent, start, end in rows.values_list("child", "parent", "valid_from", "valid_to"):
        found[child].append(Edge(parent, start or ALWAYS, end or EVER))
    return found


def _spans(organisation: int, edges: Edges, known: dict[int, list[Span]]) -> list[Span]:
    """Return an organisation's paths over time; one without edges is a root, always."""
    if organisation not in known:
        step = f"{organisation:07d}/"
        own = edges.get(organisation, [])
        known[organisation] = (
            [Span(step, ALWAYS, EVER)]
            if not own
            else [
                Span(
                    above.path + step,
                    max(above.valid_from, edge.valid_from),
                    min(above.valid_to, edge.valid_to),
                )
                for edge in own
                for above in _spans(edge.parent, edges, known)
                if max(above.valid_from, edge.valid_from) < min(above.valid_to, edge.valid_to)
            ]
        )
    return known[organisation]
