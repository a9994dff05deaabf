"""Reads of cross-checks; all but the reads of the reviewing school need an opened scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.enums import CrossCheckState
from minhdinh.appraisals.models import CrossCheck, CrossComment, CrossReviewer
from minhdinh.appraisals.rules.pairing import Pair
from minhdinh.organisations.domain.placements import day_of_year, path_on, schools_on
from minhdinh.organisations.enums import EducationLevel
from minhdinh.organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class PlacedSchool:
    """A school below an office on the year's day: its type and the path step of what it stands under."""

    school: Organisation
    school_type: str
    parent_step: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the cross-checks of an office are."""

    pairs: int
    without_people: int
    open: int
    sent: int
    closed: int
    comments: int
    answered: int


def schools_below(office: Organisation, year: str, school_type: str = "") -> list[PlacedSchool]:
    """Return the active schools that stood below an office on the year's day, by name."""
    day = day_of_year(year, timezone.localdate())
    rows = schools_on(path_on(office, day), day).filter(school__active=True)
    if school_type:
        rows = rows.filter(school_type=school_type)
    ordered = rows.select_related("school").order_by("school__sort_key", "school_id")
    return [PlacedSchool(row.school, row.school_type, row.path.split("/")[-3:-2][0]) for row in ordered]


def pairs_known(school_ids: Collection[int]) -> dict[Pair, set[str]]:
    """Return the pairs (who checks, who is checked) of all years in which these schools are checked, with the years.

    Reads over the border of the scope: a pair of another office counts as well, and nothing but ids comes back.
    """
    with scopes_disabled():
        rows = CrossCheck.objects.filter(school_id__in=school_ids).order_by("id")
        found: defaultdict[Pair, set[str]] = defaultdict(set)
        for reviewer, school, year in rows.values_list("reviewer_id", "school_id", "year"):
            found[reviewer, school].add(year)
    return found


def checks_below(year: str) -> QuerySet[CrossCheck]:
    """Return the cross-checks of a year in the opened scope, with their people and counts, by the checked school."""
    sent = Q(reviewers__sent_at__isnull=False)
    return (
        CrossCheck.objects.filter(year=year)
        .select_related("school", "reviewer", "office")
        .prefetch_related(Prefetch("reviewers", CrossReviewer.objects.filter(dropped_at__isnull=True)))
        .annotate(
            comment_count=Count("reviewers__comments", filter=sent),
            answer_count=Count(
                "reviewers__comments", filter=sent & Q(reviewers__comments__answered_at__isnull=False)
            ),
        )
        .order_by("school__sort_key", "id")
    )


def counts_below(year: str) -> Counts:
    """Return the overall figures of a year's checks in the opened scope, in two queries."""
    present = CrossReviewer.objects.filter(crosscheck=OuterRef("pk"), dropped_at__isnull=True)
    states = {state.value: Count("pk", filter=Q(state=state.value)) for state in CrossCheckState}
    pairs = CrossCheck.objects.filter(year=year).aggregate(
        pairs=Count("pk"),
        without_people=Count("pk", filter=~Q(state=CrossCheckState.CLOSED) & Q(~Exists(present))),
        **states,
    )
    sent = CrossComment.objects.filter(reviewer__crosscheck__year=year, reviewer__sent_at__isnull=False)
    said = sent.aggregate(comments=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
    return Counts(**pairs, **said)


def check_by_id(year: str, crosscheck_id: int) -> CrossCheck | None:
    """Return one check of the opened scope."""
    return checks_below(year).filter(pk=crosscheck_id).first()


def checks_by_school(reviewer: Organisation, year: str) -> list[CrossCheck]:
    """Return the checks that a school carries out in other schools: names, days and people, no content.

    The rows belong to the schools that are checked, so they are read over the border of the own scope, by reviewer.
    """
    with scopes_disabled():
        return list(checks_below(year).filter(reviewer=reviewer))


def check_by_school(reviewer: Organisation, crosscheck_id: int) -> CrossCheck | None:
    """Return one check that a school carries out."""
    with scopes_disabled():
        rows = CrossCheck.objects.filter(reviewer=reviewer, pk=crosscheck_id)
        return rows.select_related("school", "reviewer", "office").first()


def person_named(crosscheck: CrossCheck, reviewer_id: int) -> CrossReviewer | None:
    """Return one person named for a check (over the border of the scope: the caller has found the check)."""
    with scopes_disabled():
        rows = CrossReviewer.objects.filter(crosscheck=crosscheck, pk=reviewer_id, dropped_at__isnull=True)
        return rows.select_related("crosscheck", "crosscheck__school", "crosscheck__reviewer").first()


def people_to_name(crosscheck: CrossCheck) -> list[User]:
    """Return who of the reviewing school may be named: its people of today who are not named yet."""
    with scopes_disabled():
        named = CrossReviewer.objects.filter(crosscheck=crosscheck, dropped_at__isnull=True)
        taken = set(named.values_list("user_id", flat=True))
    rows = _current(Membership.objects.filter(organisation_id=crosscheck.reviewer_id))
    people = User.objects.filter(pk__in=rows.values("user_id"), is_active=True).exclude(pk__in=taken)
    return list(people.order_by("sort_key", "pk"))


def belongs_to(user_id: int, school_id: int) -> bool:
    """Tell whether a person belongs to a school today, not counting cross-checks there."""
    return _current(Membership.objects.filter(user_id=user_id, organisation_id=school_id)).exists()


def own_check(school_id: int, user_id: int | None, year: str = "") -> CrossReviewer | None:
    """Return the check that a person carries out at a school today, the newest; None outside its days.

    Whoever has left the reviewing school has lost it too.
    """
    if user_id is None:
        return None
    today = timezone.localdate()
    rows = CrossReviewer.objects.filter(
        school_id=school_id,
        user_id=user_id,
        dropped_at__isnull=True,
        crosscheck__starts_on__lte=today,
        crosscheck__ends_on__gte=today,
    ).exclude(crosscheck__state=CrossCheckState.CLOSED)
    if year:
        rows = rows.filter(crosscheck__year=year)
    chosen = rows.select_related(
        "crosscheck", "crosscheck__reviewer", "crosscheck__school", "crosscheck__office"
    )
    found = chosen.order_by("-id").first()
    if found is None or not belongs_to(user_id, found.crosscheck.reviewer_id):
        return None
    return found


def comments_of_reviewer(reviewer: CrossReviewer) -> dict[tuple[str, str], CrossComment]:
    """Return a reviewer's comments by (track, criterion)."""
    rows = CrossComment.objects.filter(reviewer=reviewer)
    return {(row.track, row.criterion): row for row in rows}


def sent_comments(crosscheck_ids: Collection[int]) -> list[CrossComment]:
    """Return the comments of these checks that have been sent, by criterion."""
    rows = CrossComment.objects.filter(
        reviewer__crosscheck_id__in=crosscheck_ids, reviewer__sent_at__isnull=False
    ).select_related("reviewer", "reviewer__crosscheck", "reviewer__crosscheck__reviewer", "school__profile")
    order = list(EducationLevel.values)
    return sorted(rows, key=lambda row: (order.index(row.track), _by_number(row.criterion), row.pk))


def comment_by_id(school_id: int, year: str, comment_id: int) -> CrossComment | None:
    """Return one comment on a school that has been sent."""
    rows = CrossComment.objects.filter(
        school_id=school_id, pk=comment_id, reviewer__crosscheck__year=year, reviewer__sent_at__isnull=False
    )
    return rows.select_related("reviewer", "reviewer__crosscheck").first()


def _by_number(criterion: str) -> list[int]:
    return [int(part) if part.isdecimal() else 0 for part in criterion.split(".")]


def _current(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    today = timezone.localdate()
    return (
        rows.filter(ended=False)
        .exclude(role=Role.CROSS_REVIEWER)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )
