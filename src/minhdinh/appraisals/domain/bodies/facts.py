"""What is known of people and a school before they may examine it; the rules make of it what stands against them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet
from django.utils import timezone

from minhdinh.access.permissions import PASSING_ROLES
from minhdinh.access.scope import path_scope
from minhdinh.appraisals.domain.bodies.people import Person
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import BodyMember, Case, Visit
from minhdinh.appraisals.rules.conflicts import Booking, Facts
from minhdinh.assessments.models import CouncilMember
from minhdinh.organisations.models import Membership, Organisation, Succession

Texts = Mapping[int, tuple[str, ...]]


def facts_of(case: Case, people: Mapping[int, Person]) -> dict[int, Facts]:
    """Return what is known of each of these people and the school of a registration (a fixed number of queries)."""
    with path_scope(case.department.path):
        works, worked = _roles(case, people)
        council = _council(case, people)
        declared = _declared(case, people)
        bookings = bookings_of(case, people)
        visits = tuple(_days(visits_of([case.pk])).get(case.pk, ()))
    unit = _managing(case.school, case.department)
    return {
        one: Facts(
            user_id=one,
            name=person.user.full_name,
            school=case.school.name,
            works=works.get(one, ()),
            worked=worked.get(one, ()),
            council=council.get(one, ""),
            unit=unit.name if unit and _shares(unit, person) else "",
            declared=declared.get(one, ""),
            bookings=bookings.get(one, ()),
            visits=visits,
        )
        for one, person in people.items()
    }


def bookings_of(case: Case | None, user_ids: Iterable[int]) -> dict[int, tuple[Booking, ...]]:
    """Return the other teams and councils of people that are not over, in the opened scope (two queries)."""
    rows = BodyMember.objects.filter(
        user_id__in=list(user_ids),
        ended_at__isnull=True,
        body__dissolved_at__isnull=True,
        body__case__closed_at__isnull=True,
        body__case__school__active=True,
        body__ends_on__gte=timezone.localdate(),
    ).select_related("body__case__school")
    members = [row for row in rows if case is None or row.body.case_id != case.pk]
    days = _days(visits_of({row.body.case_id for row in members}))
    found: defaultdict[int, list[Booking]] = defaultdict(list)
    for row in members:
        body = row.body
        visits = tuple(days.get(body.case_id, ()))
        found[row.user_id].append(Booking(body.case.school.name, body.starts_on, body.ends_on, visits))
    return {one: tuple(bookings) for one, bookings in found.items()}


def visits_of(case_ids: Iterable[int]) -> QuerySet[Visit]:
    """Return the visits to schools of registrations that were not cancelled; a meeting is held elsewhere."""
    rows = Visit.objects.filter(case_id__in=list(case_ids), cancelled_at__isnull=True)
    return rows.exclude(kind=VisitKind.MEETING)


def days_between(starts_at: dt.datetime, ends_at: dt.datetime) -> list[dt.date]:
    """Return the days here from one moment to another, both included."""
    first, last = timezone.localdate(starts_at), timezone.localdate(ends_at)
    return [first + dt.timedelta(days=count) for count in range((last - first).days + 1)]


def _days(visits: QuerySet[Visit]) -> dict[int, list[dt.date]]:
    found: defaultdict[int, list[dt.date]] = defaultdict(list)
    for visit in visits:
        found[visit.case_id] += days_between(visit.starts_at, visit.ends_at)
    return dict(found)


def _roles(case: Case, people: Mapping[int, Person]) -> tuple[Texts, Texts]:
    """Return roles at the school now and before; roles at a school that was merged into it are of before."""
    today = timezone.localdate()
    now: defaultdict[int, set[str]] = defaultdict(set)
    before: defaultdict[int, set[str]] = defaultdict(set)
    schools = _with_predecessors(case.school)
    rows = Membership.objects.filter(user_id__in=list(people), organisation_id__in=schools)
    for row in rows.exclude(role__in=PASSING_ROLES):
        over = row.ended or (row.valid_to is not None and row.valid_to <= today)
        holds = not over and row.organisation_id == case.school_id
        (now if holds else before)[row.user_id].add(row.position or str(row.get_role_display()))
    for one, person in people.items():
        if person.trained and person.trained.workplace_id in schools and one not in now:
            before[one].add(person.trained.position or "theo danh sách tập huấn")
    return _sorted(now), _sorted(before)


def _sorted(found: Mapping[int, set[str]]) -> Texts:
    return {one: tuple(sorted(words)) for one, words in found.items()}


def _with_predecessors(school: Organisation) -> set[int]:
    found, frontier = {school.pk}, {school.pk}
    while frontier:
        rows = Succession.objects.filter(successor_id__in=frontier).values_list("predecessor_id", flat=True)
        frontier = set(rows) - found
        found |= frontier
    return found


def _council(case: Case, people: Mapping[int, Person]) -> dict[int, str]:
    rows = CouncilMember.objects.filter(Q(user_id__in=list(people)), assessment_id=case.assessment_id)
    return {row.user_id: str(row.get_role_display()) for row in rows if row.user_id is not None}


def _declared(case: Case, people: Mapping[int, Person]) -> dict[int, str]:
    """Return what people declared against themselves in any body that examined this school, unless overruled."""
    rows = BodyMember.objects.filter(
        user_id__in=list(people), school_id=case.school_id, declared_at__isnull=False, overruled=""
    )
    return {row.user_id: row.conflict for row in rows.exclude(conflict="").order_by("pk")}


def _managing(school: Organisation, department: Organisation) -> Organisation | None:
    """Return the office right above a school where it is not the department, which manages everybody here."""
    steps = [int(step) for step in school.path.split("/") if step]
    above = steps[-2] if len(steps) > 1 else None
    return None if above in (None, department.pk) else Organisation.objects.filter(pk=above).first()


def _shares(unit: Organisation, person: Person) -> bool:
    return any(place.path.startswith(unit.path) for place in person.workplaces)
