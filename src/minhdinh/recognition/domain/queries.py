"""Reads of the register: an office's decisions by state, one decision, a school's history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields import CharField

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.models import Case as Registration
from minhdinh.common.keyset import page_of
from minhdinh.common.problems import NotHere
from minhdinh.lib.text import fold
from minhdinh.organisations.domain.inheritance import predecessors_of
from minhdinh.organisations.models import Organisation, Succession
from minhdinh.recognition.enums import RemedyState, Standing
from minhdinh.recognition.models import Decision, Remedy
from minhdinh.recognition.models.decision import held
from minhdinh.recognition.rules.clock import Clock, read_clock, soon_until
from minhdinh.recognition.rules.regimes import MergerRule, law

SORTS = {"name": "school__sort_key", "decided": "starts_on", "ends": "ends_on", "number": "number"}
YEAR_DIGITS = 4
PIECE = 2000


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What an office looks for. ``ends`` is a calendar year, ``standing`` one of ``Standing`` or ``remedy``."""

    q: str = ""
    school_type: str = ""
    commune: str = ""
    standing: str = ""
    ends: str = ""
    grade: str = ""
    degree: str = ""
    sort: str = "ends"

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return any(
            (self.q, self.school_type, self.commune, self.standing, self.ends, self.grade, self.degree)
        )

    @property
    def order(self) -> tuple[str, str]:
        """The fields to sort by, a unique one last."""
        turned = "-" if self.sort.startswith("-") else ""
        return f"{turned}{SORTS.get(self.sort.removeprefix('-'), SORTS['ends'])}", f"{turned}id"


def with_standing(rows: QuerySet[Decision], today: dt.date) -> QuerySet[Any]:
    """Annotate ``superseded``, ``standing`` (as ``rules.clock`` tells it) and ``remedied`` (a period is open)."""
    later = (
        Decision.objects.filter(
            school=OuterRef("school_id"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=today
        )
        .filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=today))
        .order_by()
    )
    open_period = Remedy.objects.filter(decision=OuterRef("pk"), state=RemedyState.OPEN).order_by()
    covered = (
        (Q(grade__isnull=False) | Q(degree__isnull=False))
        & (Q(grade__isnull=True) | Exists(later.filter(grade__isnull=False)))
        & (Q(degree__isnull=True) | Exists(later.filter(degree__isnull=False)))
    )
    return rows.annotate(
        superseded=Case(When(covered, then=True), default=False, output_field=BooleanField()),
        remedied=Exists(open_period),
    ).annotate(
        standing=Case(
            When(revoked_on__lte=today, then=Value(Standing.REVOKED.value)),
            When(ends_on__lt=today, then=Value(Standing.EXPIRED.value)),
            When(superseded=True, then=Value(Standing.SUPERSEDED.value)),
            When(ends_on__lt=soon_until(today), then=Value(Standing.EXPIRING.value)),
            default=Value(Standing.VALID.value),
            output_field=CharField(),
        )
    )


def register_rows(office: Organisation, wanted: RegisterFilter, today: dt.date) -> QuerySet[Any]:
    """Return an office's decisions that fit the filter but for their state (needs the office's path scope).

    The register keeps decisions of schools that are no more; it goes by where a school stands, or stood last.
    """
    rows = Decision.objects.filter(school__path__startswith=office.path)
    for word in wanted.q.split():
        number = Q(number__icontains=word) | Q(
            number__contains=word.upper()
        )  # SQLite folds ASCII letters only
        rows = rows.filter(Q(school__search_text__contains=fold(word)) | number)
    if wanted.school_type:
        rows = rows.filter(school__profile__school_type=wanted.school_type)
    if wanted.commune:
        below = Organisation.objects.filter(code=wanted.commune, kind__is_school=False).first()
        rows = rows.filter(school__path__startswith=below.path) if below else rows.none()
    if wanted.ends:
        known = wanted.ends.isascii() and wanted.ends.isdecimal() and len(wanted.ends) == YEAR_DIGITS
        rows = rows.filter(ends_on__year=int(wanted.ends)) if known and int(wanted.ends) else rows.none()
    for name in ("grade", "degree"):
        value = getattr(wanted, name)
        if value:
            known = value.isascii() and value.isdecimal() and len(value) == 1
            rows = rows.filter(**{name: int(value)}) if known else rows.none()
    return with_standing(rows, today)


def of_standing(rows: QuerySet[Any], standing: str) -> QuerySet[Any]:
    """Return the rows of one state, all where none is named, nothing where there is no such state."""
    if not standing:
        return rows
    if standing == "remedy":
        return rows.filter(remedied=True)
    return rows.filter(standing=standing) if standing in Standing.values else rows.none()


def totals(rows: QuerySet[Any]) -> dict[str, int]:
    """Return how many decisions are in each state, in one query; ``remedy`` overlaps with the others."""
    counts = {f"in_{one}": Count("pk", filter=Q(standing=one)) for one in Standing.values}
    counts["in_remedy"] = Count("pk", filter=Q(remedied=True))
    found = rows.order_by().aggregate(**counts)
    return {name.removeprefix("in_"): number for name, number in found.items()}


def export_rows(rows: QuerySet[Any], order: Sequence[str]) -> Iterator[Decision]:
    """Yield every decision of a list in pieces, so that a country needs no more memory than a commune."""
    after: str | None = ""
    while after is not None:
        page = page_of(rows.select_related("school", "school__profile"), order, after=after, size=PIECE)
        yield from page.rows
        after = page.next


def decision_below(office: Organisation, decision_id: int, today: dt.date) -> Decision:
    """Return one decision of a school below an office (needs its path scope); raises NotHere."""
    rows = Decision.objects.filter(school__path__startswith=office.path, pk=decision_id)
    joined = with_standing(rows, today).select_related(
        "school__kind", "school__profile", "scan", "case__department"
    )
    found: Decision | None = joined.first()
    if found is None:
        raise NotHere("Không có quyết định này.")
    return found


def decision_at(school: Organisation, decision_id: int) -> Decision:
    """Return a decision of a school or of one that it came from; raises NotHere for any other."""
    ids = [school.pk, *(one.pk for one in predecessors_of(school))]
    with school_scope(*ids):
        found = Decision.objects.filter(pk=decision_id).select_related("scan", "school").first()
    if found is None:
        raise NotHere("Không có quyết định này.")
    return found


def decisions_of_case(case: Registration) -> list[Decision]:
    """Return the decisions that a registration ended with (needs a scope)."""
    return list(Decision.objects.filter(case=case).select_related("school").order_by("decided_on", "id"))


def remedies_of(decision: Decision) -> list[Remedy]:
    """Return a decision's remedy periods, newest first (needs a scope)."""
    return list(Remedy.objects.filter(decision=decision).order_by("-asked_on", "-id"))


def clock_of(decision: Decision, today: dt.date) -> Clock:
    """Return the clock of a decision that ``with_standing`` read."""
    superseded = getattr(decision, "superseded", False)
    return read_clock(held(decision, today if superseded else None), today)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A decision in a school's history: whose it was, how it stands, what a merger made of it (None for the own)."""

    decision: Decision
    clock: Clock
    own: bool
    came_over: Succession | None = None
    merger: MergerRule | None = None

    @property
    def counts(self) -> bool:
        """Whether the school is recognised by it today."""
        carried = self.own or (self.merger is not None and self.merger.carries == "yes")
        return self.clock.runs and carried


@dataclass(frozen=True, slots=True)
class History:
    """All decisions of a school and of those it came from, newest first, and the open remedy periods."""

    lines: tuple[HistoryLine, ...]
    remedies: tuple[Remedy, ...]

    def standing(self, name: str) -> HistoryLine | None:
        """Return the decision by which the school holds a ``grade`` or a ``degree`` today, the one that lasts longest."""
        found = [one for one in self.lines if one.counts and getattr(one.decision, name) is not None]
        return max(found, key=lambda one: (one.decision.starts_on, one.decision.ends_on), default=None)


def history_of(school: Organisation, today: dt.date) -> History:
    """Return a school's decisions across regulations and mergers; opens the predecessors' rows itself."""
    before = predecessors_of(school)
    came = _successions([one.pk for one in before])
    with school_scope(school.pk, *(one.pk for one in before)):
        rows = with_standing(Decision.objects.all(), today).select_related("school", "scan")
        found = list(rows.order_by("-starts_on", "-id"))
        remedies = list(Remedy.objects.filter(state=RemedyState.OPEN).select_related("decision"))
    lines = [_line(school, row, came.get(row.school_id), today) for row in found]
    return History(tuple(lines), tuple(remedies))


def _line(school: Organisation, row: Decision, came: Succession | None, today: dt.date) -> HistoryLine:
    own = row.school_id == school.pk
    rule = law().merger(came.merger_form or "other") if came is not None and not own else None
    return HistoryLine(row, clock_of(row, today), own, None if own else came, rule)


def _successions(ids: Sequence[int]) -> dict[int, Succession]:
    """Return by which merger or split each predecessor ended, in one query; the last one where there were several."""
    rows = Succession.objects.filter(predecessor__in=ids)
    return {
        row.predecessor_id: row
        for row in rows.select_related("successor").order_by("day", "id")
        if row.successor_id != row.predecessor_id
    }
