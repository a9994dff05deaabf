"""Which schools are recognised: by a decision of the year, by one that holds on a day, by one about to end.

A decision holds to ``ends_on``: the day printed on it, else what its regulation says (``recognition.rules.clock``).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from minhdinh.organisations.models import Organisation
from minhdinh.recognition.rules.regimes import law

YEARS_HELD = (
    law().regimes[0].validity_years.value or 0
)  # of the regulation in force, for the table's footnote
RECOGNITION = ("recognised", "holding", "degree_1", "degree_2", "expiring")


def with_recognition(rows: QuerySet[Any], year: str, day: dt.date) -> QuerySet[Any]:
    """Annotate ``recognised`` (by a decision of the year), ``holding`` on the day, ``expiring``, ``degree``."""
    standing = in_force(year, day, day)
    next_year = years_later(day, 1)
    flagged: QuerySet[Any] = rows.annotate(
        recognised=_decided(Q(decision__year=year) & _not_revoked(day)),
        holding=_decided(standing),
        expiring=Case(
            When(_decided(standing) & ~_decided(in_force(year, day, next_year)), then=True), default=False
        ),
        degree=Case(
            When(_decided(standing & Q(decision__degree=2)), then=Value(2)),
            When(_decided(standing & Q(decision__degree=1)), then=Value(1)),
            default=None,
            output_field=IntegerField(),
        ),
    )
    return flagged


def recognised_counts(
    rows: QuerySet[Any], year: str, day: dt.date, groups: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Count what ``with_recognition`` says, by groups: a line has the groups' values and the names of RECOGNITION.

    One join from the schools that have a decision at all; what holds next year held today too, so that what ends is
    a difference of two counts, and so are the schools of degree 1 only.
    """
    standing, covered = in_force(year, day, day), in_force(year, day, years_later(day, 1))
    decided = rows.order_by().annotate(decision=FilteredRelation("school__decision"))
    decided = decided.filter(decision__isnull=False)
    counts = {
        "in_year": _schools(Q(decision__year=year) & _not_revoked(day)),
        "in_force": _schools(standing),
        "lasting": _schools(covered),
        "any_degree": _schools(standing & Q(decision__degree__in=(1, 2))),
        "second": _schools(standing & Q(decision__degree=2)),
    }
    found = decided.values(*groups).annotate(**counts) if groups else [decided.aggregate(**counts)]
    return [{**{name: row[name] for name in groups}, **_told(row)} for row in found]


def _schools(condition: Q) -> Count:
    return Count("school", filter=condition, distinct=True)


def _told(row: dict[str, Any]) -> dict[str, int]:
    return {
        "recognised": row["in_year"],
        "holding": row["in_force"],
        "degree_1": row["any_degree"] - row["second"],
        "degree_2": row["second"],
        "expiring": row["in_force"] - row["lasting"],
    }


def in_force(year: str, day: dt.date, until: dt.date) -> Q:
    """Return the condition of decisions signed by ``day`` that still hold on ``until``.

    Where the day of signing is not known, the school year of the decision says from when.
    """
    dated = Q(decision__decided_on__lte=day) | Q(decision__decided_on__isnull=True, decision__year__lte=year)
    return dated & Q(decision__ends_on__gte=until) & _not_revoked(day)


def years_later(day: dt.date, years: int) -> dt.date:
    """Return the same day of another year; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _not_revoked(day: dt.date) -> Q:
    return Q(decision__revoked_on__isnull=True) | Q(decision__revoked_on__gt=day)


def _decided(condition: Q) -> Exists:
    return Exists(Organisation.objects.filter(condition, pk=OuterRef("school_id")))
