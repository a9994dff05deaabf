"""Who is told at a school: principal, chair and secretary of the council."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.organisations.models import Membership, Placement

ROLES = (Role.PRINCIPAL, Role.CHAIR, Role.SECRETARY)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person of a school with the roles that make him or her the one to be told."""

    person_id: int
    name: str
    roles: str

    @property
    def line(self) -> str:
        """The person in one line."""
        return f"{self.name} ({self.roles})"


def people_in_charge(school_ids: Iterable[int]) -> dict[int, list[Recipient]]:
    """Return who is told at each school, by the school's id, in one query; schools without anybody are left out."""
    rows = _holding().filter(organisation__in=list(school_ids)).select_related("user")
    roles: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    names: dict[int, str] = {}
    for row in rows.order_by("organisation_id", "user__sort_key", "user_id"):
        roles[row.organisation_id, row.user_id].add(row.role)
        names[row.user_id] = row.user.full_name
    found: defaultdict[int, list[Recipient]] = defaultdict(list)
    for (school, person), held in roles.items():
        words = ", ".join(str(role.label) for role in ROLES if role in held)
        found[school].append(Recipient(person, names[person], words))
    return dict(found)


def without_anybody(schools: QuerySet[Placement]) -> QuerySet[Placement]:
    """Return the schools where nobody is named who could be told."""
    return schools.filter(~Exists(_holding().filter(organisation=OuterRef("school_id"))))


def _holding() -> QuerySet[Membership]:
    today = timezone.localdate()
    return (
        Membership.objects.filter(role__in=ROLES, ended=False, user__is_active=True)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )
