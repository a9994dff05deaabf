"""How private schools take part: by directive or contract, from a day to a day (S10).

Public schools take part by directive and need no row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import clean, fold, vn_date
from minhdinh.organisations.domain.placements import path_on, schools_on
from minhdinh.organisations.enums import Ownership
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight import actions
from minhdinh.oversight.enums import ParticipationBasis, Standing
from minhdinh.oversight.models import Participation

NEAR = dt.timedelta(days=60)
ORDER = ("school__sort_key", "id")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many schools take part and how; ``standings`` counts private schools by ``Standing``."""

    public: int
    private: int
    standings: dict[str, int]


def record_participation(
    *, actor: Actor, office: Organisation, school: Organisation, values: Mapping[str, Any]
) -> Participation:
    """Record how a private school below takes part from a day; the same day again corrects that row.

    Raises Problem for a public school, a contract without number or end, or days out of order.
    """
    require(actor, Permission.TRAINING_MANAGE, organisation_id=office.pk)
    today = timezone.localdate()
    if not private_schools(office, today).filter(school=school).exists():
        raise Problem(
            "Chỉ ghi cho trường ngoài công lập trực thuộc; trường công lập tham gia theo văn bản chỉ đạo."
        )
    given = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    _check(given)
    with transaction.atomic():
        row, _is_new = Participation.objects.update_or_create(
            school=school,
            valid_from=given.pop("valid_from"),
            defaults={"office": office, **given},
        )
        record(
            actor=actor,
            code=actions.PARTICIPATION_RECORDED,
            target=f"organisations.Organisation:{school.pk}",
            school=school.name,
            basis=str(ParticipationBasis(row.basis).label),
            number=row.number,
            start=vn_date(row.valid_from),
            end=vn_date(row.valid_to) or "…",
        )
    return row


def remove_participation(*, actor: Actor, office: Organisation, school: Organisation, row_id: int) -> None:
    """Take back a row that was recorded by mistake."""
    require(actor, Permission.TRAINING_MANAGE, organisation_id=office.pk)
    row = Participation.objects.filter(school=school, pk=row_id).first()
    if row is None or not school.path.startswith(office.path):
        raise NotHere("Không có dòng này.")
    with transaction.atomic():
        target = f"organisations.Organisation:{school.pk}"
        start = vn_date(row.valid_from)
        record(
            actor=actor, code=actions.PARTICIPATION_REMOVED, target=target, school=school.name, start=start
        )
        row.delete()


def participations_of(school: Organisation) -> QuerySet[Participation]:
    """Return how a school has taken part over time, newest first."""
    return Participation.objects.filter(school=school).select_related("office").order_by("-valid_from")


def private_schools(office: Organisation, day: dt.date) -> QuerySet[Placement]:
    """Return the private schools below an office on a day with ``standing``, ``basis``, ``number``, days and note."""
    rows = schools_on(path_on(office, day), day).filter(ownership=Ownership.PRIVATE, school__active=True)
    known = Participation.objects.filter(school=OuterRef("school_id"))
    last = known.filter(valid_from__lte=day).order_by("-valid_from")
    later = known.filter(valid_from__gt=day)
    named = rows.annotate(
        basis=Subquery(last.values("basis")[:1]),
        number=Subquery(last.values("number")[:1]),
        since=Subquery(last.values("valid_from")[:1], output_field=DateField()),
        until=Subquery(last.values("valid_to")[:1], output_field=DateField()),
        remark=Subquery(last.values("note")[:1]),
    )
    return named.annotate(
        standing=Case(
            When(since__isnull=True, then=Value(Standing.MISSING.value)),
            When(until__lt=day, then=Value(Standing.EXPIRED.value)),
            When(Q(until__lte=day + NEAR) & ~Exists(later), then=Value(Standing.EXPIRING.value)),
            default=Value(Standing.HOLDING.value),
            output_field=CharField(),
        )
    ).select_related("school")


def narrowed(rows: QuerySet[Any], *, words: str = "", standing: str = "") -> QuerySet[Placement]:
    """Keep the schools whose name or code has the words and whose standing is the one given."""
    for word in fold(words).split():
        rows = rows.filter(school__search_text__contains=word)
    return rows.filter(standing=standing) if standing else rows


def counts_of(office: Organisation, day: dt.date) -> Counts:
    """Count public and private schools below an office on a day, private ones by standing, in two queries."""
    schools = schools_on(path_on(office, day), day).filter(school__active=True)
    owners = dict(schools.order_by().values_list("ownership").annotate(count=Count("pk")))
    private: QuerySet[Any] = private_schools(office, day)
    standings = dict(private.order_by().values_list("standing").annotate(count=Count("pk")))
    return Counts(
        public=owners.get(Ownership.PUBLIC, 0),
        private=owners.get(Ownership.PRIVATE, 0),
        standings={one.value: standings.get(one.value, 0) for one in Standing},
    )


def _check(given: Mapping[str, Any]) -> None:
    if given["valid_to"] is not None and given["valid_to"] < given["valid_from"]:
        raise Problem("Ngày kết thúc trước ngày bắt đầu.", field="valid_to")
    if given["basis"] != ParticipationBasis.CONTRACT:
        return
    if not given["number"]:
        raise Problem("Hợp đồng cần có số.", field="number")
    if given["valid_to"] is None:
        raise Problem("Hợp đồng cần có ngày kết thúc.", field="valid_to")
