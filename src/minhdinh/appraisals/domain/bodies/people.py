"""Who may become a member: people with an account below the department, with training and workplace."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minhdinh.access.permissions import PASSING_ROLES
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.bodies.sources import Trained, trained_people
from minhdinh.lib.text import clean, fold
from minhdinh.organisations.models import Membership, Organisation

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a body's page shows one; ``trained`` is the newest training known."""

    user: User
    workplaces: tuple[Organisation, ...]
    position: str
    trained: Trained | None = None

    @property
    def workplace(self) -> Organisation | None:
        """Where the person works: the first of the workplaces, an office before a school."""
        return self.workplaces[0] if self.workplaces else None


def people_by_id(department: Organisation, user_ids: Collection[int]) -> dict[int, Person]:
    """Return those of these people who may become members (three queries, and those of the registers)."""
    rows = _eligible(department).filter(pk__in=user_ids)
    return {one.user.pk: one for one in _persons(department, rows)}


def candidates(department: Organisation, search: str, *, but: Collection[int] = ()) -> list[Person]:
    """Return people by name without diacritics, the trained ones first; without a name only the trained.

    ``but`` are left out. At most ``SHOWN``: the page asks for more of the name where that is not enough.
    """
    register = trained_people(department)
    rows = _eligible(department).exclude(pk__in=but)
    words = fold(clean(search)).split()  # a NUL in a query is an error of the database
    for word in words:
        rows = rows.filter(search_text__contains=word)
    if not words:
        names = {one.name for one in register if one.user_id is None}
        ids = {one.user_id for one in register if one.user_id is not None}
        rows = rows.filter(Q(pk__in=ids) | Q(full_name__in=names))
    found = _persons(department, rows.order_by("sort_key", "pk")[: SHOWN * 5], register)
    wanted = [one for one in found if words or one.trained]
    return sorted(wanted, key=lambda one: one.trained is None)[:SHOWN]


def _eligible(department: Organisation) -> QuerySet[User]:
    here = _current().filter(organisation__path__startswith=department.path, user=OuterRef("pk"))
    return User.objects.filter(Exists(here), is_active=True)


def _current() -> QuerySet[Membership]:
    today = timezone.localdate()
    return (
        Membership.objects.filter(ended=False, organisation__active=True)
        .exclude(role__in=PASSING_ROLES)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )


def _persons(
    department: Organisation, rows: QuerySet[User], register: Iterable[Trained] | None = None
) -> list[Person]:
    users = list(rows)
    held: dict[int, list[Membership]] = {}
    memberships = _current().filter(user__in=users).select_related("organisation")
    for row in memberships.order_by("organisation__kind__rank", "organisation_id", "pk"):
        held.setdefault(row.user_id, []).append(row)
    known = trained_people(department) if register is None else register
    by_id: dict[int | None, Trained] = {
        one.user_id: one for one in reversed(list(known)) if one.user_id is not None
    }
    by_name = {
        (one.workplace_id, fold(one.name)): one for one in reversed(list(known)) if one.user_id is None
    }
    return [_person(user, held.get(user.pk, []), by_id, by_name) for user in users]


def _person(
    user: User,
    held: list[Membership],
    by_id: dict[int | None, Trained],
    by_name: dict[tuple[int, str], Trained],
) -> Person:
    places = tuple({row.organisation_id: row.organisation for row in held}.values())
    named = (by_name.get((place.pk, fold(user.full_name))) for place in places)
    trained = by_id.get(user.pk) or next((one for one in named if one), None)
    position = next((row.position for row in held if row.position), "")
    return Person(user, places, position or (trained.position if trained else ""), trained)
