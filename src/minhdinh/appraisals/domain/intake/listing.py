"""Reads of an office's list of registrations; all need the office's opened path scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, DateField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from minhdinh.appraisals.domain.cases.offices import name_offices_now
from minhdinh.appraisals.domain.cases.queries import cases, never_sent
from minhdinh.appraisals.enums import Holder, Wish
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import regimes
from minhdinh.common.keyset import page_of
from minhdinh.lib.text import fold
from minhdinh.organisations.models import Organisation

MINE = "mine"
CLOSED, ALL = "closed", "all"
LEVELS = ("1", "2", "3", "4")
NEVER = dt.date(9999, 12, 31)  # stands for no day at all, so that a page can be cut by it
PIECE = 1000
SORTS = {
    "turn": ("turn", "due_key"),
    "name": ("school__sort_key",),
    "year": ("year",),
    "since": ("stage_since",),
    "due": ("due_key",),
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What an office looks for.

    ``stage`` is "<regime>:<stage>", ``holder`` a ``Holder`` or ``mine`` (what waits for this very office), ``overdue``
    "1", ``level`` the lowest level that the school declares, ``state`` "" (not ended), ``closed`` or ``all``; a stage asked for is found whether it is an end or not.
    """

    q: str = ""
    stage: str = ""
    holder: str = ""
    year: str = ""
    wish: str = ""
    level: str = ""
    commune: str = ""
    overdue: str = ""
    state: str = ""
    sort: str = "turn"

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        places = (self.q, self.stage, self.year, self.wish, self.level, self.commune)
        return any((*places, self.holder, self.overdue, self.state))

    @property
    def order(self) -> tuple[str, ...]:
        """The fields to sort by, a unique one last."""
        turned = "-" if self.sort.startswith("-") else ""
        fields = SORTS.get(self.sort.removeprefix("-"), SORTS["turn"])
        return tuple(f"{turned}{one}" for one in (*fields, "id"))


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many registrations are at a stage of a regime."""

    regime: str
    stage: str
    count: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures above a list: what waits for this office, what is late, how many are at each stage."""

    mine: int
    overdue: int
    stages: tuple[StageCount, ...]


@cache
def held_by(holder: Holder) -> Q:
    """Return what finds registrations at the stages that this holder has, by the regimes of the files."""
    parts = [
        Q(regime=law.id, stage__in=[one.id for one in law.stages if one.holder is holder])
        for law in regimes()
    ]
    return reduce(or_, parts)


def waits_for(office: Organisation) -> Q:
    """Return what finds the registrations whose turn is this very office's."""
    return held_by(Holder.INTAKE) & Q(intake=office) | held_by(Holder.DEPARTMENT) & Q(department=office)


def late_on(today: dt.date) -> Q:
    """Return what finds registrations whose stage should have ended."""
    return Q(closed_at__isnull=True, due_on__lt=today)


def office_rows(office: Organisation, wanted: CaseFilter) -> QuerySet[Any]:
    """Return the registrations below an office, once sent, that fit the filter but for stage, holder and lateness.

    ``turn`` is 0 for what waits for this office, ``due_key`` the due day or the last day there is.
    """
    rows = cases().filter(school__path__startswith=office.path).exclude(never_sent())
    for word in wanted.q.split():
        number = Q(number__icontains=word) | Q(number__contains=word.upper())  # SQLite folds ASCII only
        rows = rows.filter(Q(school__search_text__contains=fold(word)) | number)
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.wish:
        rows = rows.filter(wish=wanted.wish) if wanted.wish in Wish.values else rows.none()
    if wanted.level:
        known = wanted.level in LEVELS
        rows = rows.filter(declared_level__gte=int(wanted.level)) if known else rows.none()
    if wanted.commune:
        below = Organisation.objects.filter(
            path__startswith=office.path, code=wanted.commune, kind__is_school=False
        ).first()
        rows = rows.filter(school__path__startswith=below.path) if below else rows.none()
    return rows.annotate(
        turn=Choose(When(waits_for(office), then=Value(0)), default=Value(1), output_field=IntegerField()),
        due_key=Coalesce("due_on", Value(NEVER), output_field=DateField()),
    )


def chosen(rows: QuerySet[Any], office: Organisation, wanted: CaseFilter, today: dt.date) -> QuerySet[Any]:
    """Return the rows that also fit stage, holder, lateness and whether they have ended."""
    if wanted.stage:
        name, _colon, stage = wanted.stage.partition(":")
        rows = rows.filter(regime=name, stage=stage)
    elif wanted.state != ALL:
        rows = rows.filter(closed_at__isnull=wanted.state != CLOSED)
    if wanted.holder == MINE:
        rows = rows.filter(waits_for(office))
    elif wanted.holder:
        rows = rows.filter(held_by(Holder(wanted.holder))) if wanted.holder in Holder.values else rows.none()
    return rows.filter(late_on(today)) if wanted.overdue else rows


def totals(rows: QuerySet[Any], office: Organisation, today: dt.date) -> Totals:
    """Return the figures of a list, in one query; stages in the order of their regimes."""
    counted = (
        rows.order_by()
        .values("regime", "stage")
        .annotate(
            count=Count("pk"),
            mine=Count("pk", filter=waits_for(office)),
            late=Count("pk", filter=late_on(today)),
        )
    )
    found = {(row["regime"], row["stage"]): row for row in counted}
    stages = tuple(
        StageCount(law.id, one.id, found[law.id, one.id]["count"])
        for law in regimes()
        for one in law.stages
        if (law.id, one.id) in found
    )
    return Totals(
        sum(row["mine"] for row in found.values()), sum(row["late"] for row in found.values()), stages
    )


def years_known(office: Organisation) -> list[str]:
    """Return the school years of an office's registrations, newest first."""
    rows = Case.objects.filter(school__path__startswith=office.path).exclude(never_sent()).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def case_below(office: Organisation, case_id: int) -> Case | None:
    """Return one registration, once sent, of a school at or below an office; it names the offices that act now."""
    rows = cases().filter(school__path__startswith=office.path, pk=case_id).exclude(never_sent())
    found: Case | None = rows.select_related("seal__blob", "school__profile").first()
    if found is not None:
        name_offices_now(found)
    return found


def export_rows(rows: QuerySet[Any], order: Sequence[str]) -> Iterator[Any]:
    """Yield every registration of a list in pieces, so that a country needs no more memory than a commune."""
    after: str | None = ""
    while after is not None:
        page = page_of(rows, order, after=after, size=PIECE)
        yield from page.rows
        after = page.next
