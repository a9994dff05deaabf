"""Who works at a school now, and which years of schools are open to work on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from minhdinh.access.permissions import permissions_of
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.work import Worker
from minhdinh.lib.school_year import containing, shift
from minhdinh.organisations.models import Membership


def workers_at(school_ids: Collection[int], people: Collection[int] | None = None) -> dict[int, list[Worker]]:
    """Return who belongs to schools today, by the school's id, in Vietnamese order of names; one query.

    With ``people`` only those are looked for.
    """
    rows = holding_today().filter(organisation__in=list(school_ids)).select_related("user")
    if people is not None:
        rows = rows.filter(user__in=list(people))
    roles: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    names: dict[int, str] = {}
    for row in rows.order_by("organisation_id", "user__sort_key", "user_id"):
        roles[row.organisation_id, row.user_id].add(row.role)
        names[row.user_id] = row.user.full_name
    found: defaultdict[int, list[Worker]] = defaultdict(list)
    for (school, person), held in roles.items():
        found[school].append(Worker(person, names[person], permissions_of(held)))
    return dict(found)


def holding_today() -> QuerySet[Membership]:
    """Return the memberships of active people in standing schools that hold today."""
    today = timezone.localdate()
    return (
        Membership.objects.filter(ended=False, user__is_active=True)
        .filter(organisation__active=True, organisation__kind__is_school=True)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )


def schools_of_people(people: Collection[int]) -> set[int]:
    """Return the ids of the schools that people belong to today."""
    return set(holding_today().filter(user__in=list(people)).values_list("organisation_id", flat=True))


def open_years(school_ids: Collection[int], today: dt.date) -> list[SelfAssessment]:
    """Return the self-assessments that still ask for work: of this school year or later, and unsealed ones of the last.

    Needs an opened scope; one query.
    """
    current = containing(today)
    wanted = Q(year__gte=current) | Q(year=shift(current, -1)) & ~Q(state=State.SEALED)
    rows = SelfAssessment.objects.filter(wanted, school__in=list(school_ids))
    return list(
        rows.select_related("standard_set", "school", "school__profile")
        .defer("standard_set__content")
        .order_by("school__sort_key", "school_id", "-year", "-id")
    )
