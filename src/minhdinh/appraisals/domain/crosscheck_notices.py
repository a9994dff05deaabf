"""Whom a school's notices go to, and what people are told of cross-checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.organisations.models import Membership

LEADERS = (Role.PRINCIPAL, Role.CHAIR, Role.SECRETARY, Role.SCHOOL_ADMIN)


def leaders_of(school_ids: Sequence[int]) -> dict[int, list[int]]:
    """Return for each school the people (user ids) who are told what concerns it: who leads it or its council today."""
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(organisation_id__in=school_ids, role__in=LEADERS, ended=False)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
        .order_by("organisation_id", "user_id")
        .values_list("organisation_id", "user_id")
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for school_id, user_id in rows.distinct():
        found[school_id].append(user_id)
    return found
