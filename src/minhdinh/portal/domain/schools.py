"""Schools as anybody may look them up: where, of what kind, recognised for what and until when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from minhdinh.access.scope import scopes_disabled
from minhdinh.lib.text import clean, fold
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.places import at_place
from minhdinh.portal.enums import Recognised
from minhdinh.recognition.domain.queries import with_standing
from minhdinh.recognition.enums import Standing
from minhdinh.recognition.models import Decision

ORDER = ("sort_key", "id")
RUNNING = (Standing.VALID.value, Standing.EXPIRING.value)
LONGEST_SEARCH = 100
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SchoolFilter:
    """What a visitor looks for; ``province`` and ``commune`` are codes of offices, ``standing`` a ``Recognised``."""

    q: str = ""
    province: str = ""
    commune: str = ""
    school_type: str = ""
    standing: str = ""
    degree: str = ""
    grade: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Held:
    """What a school is recognised for today by its own decisions; the day is the earliest end of what counts."""

    standing: Recognised
    grade: int | None = None
    degree: int | None = None
    ends_on: dt.date | None = None


NOTHING_HELD = Held(Recognised.NONE)


def read_filter(query: Mapping[str, str]) -> SchoolFilter:
    """Read the filter from an address."""
    names = SchoolFilter.__slots__
    return SchoolFilter(**{name: clean(query.get(name, ""))[:LONGEST_SEARCH] for name in names})


def open_schools() -> QuerySet[Organisation]:
    """Return the schools that work today."""
    return Organisation.objects.filter(kind__is_school=True, active=True)


def schools_found(wanted: SchoolFilter, today: dt.date) -> QuerySet[Organisation]:
    """Return the schools that fit the filter, nothing where a value is unknown."""
    rows = at_place(open_schools(), wanted.province, wanted.commune)
    for word in fold(wanted.q).split():
        rows = rows.filter(search_text__contains=word)
    if wanted.school_type:
        rows = rows.filter(profile__school_type=wanted.school_type)
    with scopes_disabled():
        return _recognised(rows, wanted, today)


def _recognised(rows: QuerySet[Organisation], wanted: SchoolFilter, today: dt.date) -> QuerySet[Organisation]:
    own = Decision.objects.filter(school=OuterRef("pk")).order_by()
    stood = with_standing(own, today)
    running = stood.filter(standing__in=RUNNING)
    for name in ("degree", "grade"):
        value = getattr(wanted, name)
        if value:
            known = value.isascii() and value.isdecimal() and len(value) == 1
            rows = rows.filter(Exists(running.filter(**{name: int(value)}))) if known else rows.none()
    if not wanted.standing:
        return rows
    ending = Exists(stood.filter(standing=Standing.EXPIRING.value))
    conditions = {
        Recognised.VALID: Exists(running) & ~ending,
        Recognised.EXPIRING: ending,
        Recognised.ENDED: Exists(own) & ~Exists(running),
        Recognised.NONE: ~Exists(own),
    }
    if wanted.standing not in Recognised.values:
        return rows.none()
    return rows.filter(conditions[Recognised(wanted.standing)])


def held_by(school_ids: Sequence[int], today: dt.date) -> dict[int, Held]:
    """Return what each of these schools is recognised for today, in one query; who has no decision is left out."""
    with scopes_disabled():
        rows = with_standing(Decision.objects.filter(school_id__in=school_ids), today).order_by(
            "starts_on", "id"
        )
        found = list(rows)
    by_school: defaultdict[int, list[Decision]] = defaultdict(list)
    for row in found:
        by_school[row.school_id].append(row)
    return {school_id: held_of(of_one) for school_id, of_one in by_school.items()}


def held_of(decisions: Iterable[Decision]) -> Held:
    """Return what decisions of one school (as ``with_standing`` reads them, oldest first) give together today."""
    rows = list(decisions)
    running = [row for row in rows if row.standing in RUNNING]  # type: ignore[attr-defined]  # annotated
    if not rows:
        return NOTHING_HELD
    if not running:
        return Held(Recognised.ENDED, ends_on=_ended_on(rows))
    last = {name: _last(running, name) for name in ("grade", "degree")}
    ending = any(row.standing == Standing.EXPIRING for row in running)  # type: ignore[attr-defined]
    return Held(
        Recognised.EXPIRING if ending else Recognised.VALID,
        last["grade"].grade if last["grade"] else None,
        last["degree"].degree if last["degree"] else None,
        min(row.ends_on for row in last.values() if row) if any(last.values()) else running[-1].ends_on,
    )


def _ended_on(rows: Iterable[Decision]) -> dt.date:
    """Return the last day on which one of the decisions counted: as it says, or the one before it was revoked."""
    own = [row for row in rows if row.standing != Standing.SUPERSEDED]  # type: ignore[attr-defined]  # annotated
    return max(min(row.ends_on, row.revoked_on - DAY) if row.revoked_on else row.ends_on for row in own)


def _last(running: Iterable[Decision], name: str) -> Decision | None:
    """Return the decision that gives a grade or a degree: the newest, of one day the one that lasts longest."""
    known = [row for row in running if getattr(row, name) is not None]
    return max(known, key=lambda row: (row.starts_on, row.ends_on), default=None)
