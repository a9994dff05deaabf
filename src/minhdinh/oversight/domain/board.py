"""The board: where each school of an office stands in the year, counted and listed by the same conditions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from minhdinh.assessments.models import Sheet
from minhdinh.lib.text import fold
from minhdinh.organisations.domain.office import children_on, parent_step
from minhdinh.organisations.domain.placements import day_of_year, path_on
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.campaign_reach import (
    Deadline,
    campaigns_over,
    deadlines_of,
    with_lateness,
)
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.enums import Stage

NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
SORTS = {
    "name": "school__sort_key",
    "stage": "stage",
    "activity": "activity",
    "decided": "decided",
}
IDLE_CHOICES = (7, 14, 30, 60)
STEP_DIGITS = 7  # the ids in a materialised path


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What an officer looks for. ``late`` is "1" or ""; ``idle`` a number of days; ``commune`` a code below.

    ``done`` is "1" for reports finished, "0" for those not finished.
    """

    q: str = ""
    school_type: str = ""
    ownership: str = ""
    commune: str = ""
    stage: str = ""
    late: str = ""
    idle: str = ""
    done: str = ""
    sort: str = "name"

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return any(
            (
                self.q,
                self.school_type,
                self.ownership,
                self.commune,
                self.stage,
                self.late,
                self.idle,
                self.done,
            )
        )

    @property
    def narrows(self) -> bool:
        """Whether the list is shorter than what is counted above it."""
        return any((self.stage, self.late, self.idle, self.done))

    @property
    def order(self) -> tuple[str, ...]:
        """The fields to sort by, a unique one last."""
        turned = "-" if self.sort.startswith("-") else ""
        return f"{turned}{SORTS.get(self.sort.removeprefix('-'), SORTS['name'])}", f"{turned}id"


@dataclass(frozen=True, slots=True)
class Group:
    """The schools of one kind, one commune or one stage: how many, how many finished, at which stages, how many late."""

    key: str
    label: str
    total: int = 0
    completed: int = 0
    evaluated: int = 0
    late: int = 0
    stages: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """All that the board counts, out of one grouped query."""

    overall: Group
    by_type: dict[str, Group]
    by_child: dict[str, Group]


def board_deadlines(office: Organisation, year: str) -> list[Deadline]:
    """Return what campaigns of this office and those above ask of its schools in a year."""
    return deadlines_of(campaigns_over(office, year))


def board_rows(office: Organisation, year: str, deadlines: Sequence[Deadline]) -> QuerySet[Placement]:
    """Return an office's schools of a year with all that the board shows or sorts by."""
    rows = with_lateness(school_years(office, year), deadlines, timezone.localdate())
    return rows.annotate(
        activity=Coalesce("last_activity", Value(NEVER, output_field=DateTimeField())),
        decided=Coalesce("assessment__sheets_decided", 0, output_field=IntegerField()),
        sheets=Coalesce("assessment__sheets_total", 0, output_field=IntegerField()),
        assessment_pk=_assessment_id(),
    )


def _assessment_id() -> Coalesce:
    return Coalesce("assessment__id", 0, output_field=IntegerField())


def chosen(rows: QuerySet[Placement], year: str, wanted: BoardFilter) -> QuerySet[Placement]:
    """Return the rows that fit the filter of what schools are, not of how far they are."""
    for word in fold(wanted.q).split():
        rows = rows.filter(school__search_text__contains=word)
    if wanted.school_type:
        rows = rows.filter(school_type=wanted.school_type)
    if wanted.ownership:
        rows = rows.filter(ownership=wanted.ownership)
    if wanted.commune:
        rows = _below(rows, year, wanted.commune)
    return rows


def _below(rows: QuerySet[Placement], year: str, code: str) -> QuerySet[Placement]:
    commune = Organisation.objects.filter(code=code, kind__is_school=False).first()
    if commune is None:
        return rows.none()
    day = day_of_year(year, timezone.localdate())
    return rows.filter(path__startswith=path_on(commune, day))


def narrowed(rows: QuerySet[Any], wanted: BoardFilter) -> QuerySet[Placement]:
    """Return the rows that fit the filter of how far schools are."""
    if wanted.stage.isdecimal():
        rows = rows.filter(stage=int(wanted.stage))
    if wanted.done:
        rows = rows.filter(completed=wanted.done == "1")
    if wanted.late:
        rows = rows.filter(late_since__isnull=False)
    if wanted.idle.isdecimal():
        since = timezone.now() - dt.timedelta(days=min(int(wanted.idle), 3650))
        rows = rows.filter(activity__lt=since, completed=False)
    return rows


def filtered(office: Organisation, year: str, wanted: BoardFilter) -> QuerySet[Placement]:
    """Return exactly the schools that the board lists: for the export and the reminder too."""
    rows = board_rows(office, year, board_deadlines(office, year))
    return narrowed(chosen(rows, year, wanted), wanted)


def count_board(
    rows: QuerySet[Placement], office: Organisation, year: str, children: Sequence[Organisation] = ()
) -> Counts:
    """Count the rows by type and stage, and by the offices directly below where they are given.

    Schools under none of these are counted under "".
    """
    above = len(path_on(office, day_of_year(year, timezone.localdate()))) if children else 0
    child = Substr("path", above + 1, STEP_DIGITS) if children else Value("", output_field=TextField())
    steps = {one.path_step().rstrip("/"): one.code for one in children}
    grouped = (
        rows.order_by()
        .annotate(
            child=child,
            is_late=Case(
                When(Q(late_since__isnull=False), then=True), default=False, output_field=BooleanField()
            ),
        )
        .values_list("school_type", "child", "stage", "completed", "is_late")
        .annotate(schools=Count("pk"))
    )
    cells = [Cell(*row) for row in grouped]
    return Counts(
        overall=_group("", "", cells),
        by_type=_groups(cells, lambda cell: cell.school_type),
        by_child=_groups(cells, lambda cell: steps.get(cell.child, "")) if children else {},
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of the grouped query."""

    school_type: str
    child: str
    stage: int
    completed: bool
    late: bool
    schools: int


def _groups(cells: Iterable[Cell], key: Callable[[Cell], str]) -> dict[str, Group]:
    sorted_out: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        sorted_out[key(cell)].append(cell)
    return {name: _group(name, name, own) for name, own in sorted_out.items()}


def _group(key: str, label: str, cells: Sequence[Cell]) -> Group:
    stages: dict[int, int] = {}
    for cell in cells:
        stages[cell.stage] = stages.get(cell.stage, 0) + cell.schools
    return Group(
        key=key,
        label=label,
        total=sum(stages.values()),
        completed=sum(cell.schools for cell in cells if cell.completed),
        evaluated=stages.get(Stage.EVALUATED, 0),
        late=sum(cell.schools for cell in cells if cell.late),
        stages=stages,
    )


def offices_directly_below(office: Organisation, year: str) -> list[Organisation]:
    """Return the offices that stood directly below one in a year: what the board can be grouped by."""
    day = day_of_year(year, timezone.localdate())
    return [child for child in children_on(office, day) if not child.is_school]


def without_evidence(rows: Iterable[Placement]) -> dict[int, int]:
    """Return how many criteria have no usable evidence, by self-assessment (needs the office's path scope).

    Only schools below the office today are looked into: what a school wrote is nobody else's any more.
    """
    ids = {row.assessment_pk for row in rows if row.assessment_pk}  # type: ignore[attr-defined]
    sheets = Sheet.objects.filter(assessment__in=ids, usable_evidence=0).order_by()
    counted = sheets.values_list("assessment").annotate(count=Count("pk"))
    return dict(counted.values_list("assessment", "count"))


def names_above(rows: Iterable[Placement]) -> dict[int, str]:
    """Return the name of the office that each school stood under, by the placement's id, in one query."""
    parents = {row.pk: step for row in rows if (step := parent_step(row.path))}
    names = dict(Organisation.objects.filter(pk__in=set(parents.values())).values_list("pk", "name"))
    return {pk: names.get(parent, "") for pk, parent in parents.items()}
