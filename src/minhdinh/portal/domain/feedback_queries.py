"""Reads of feedback."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotHere
from minhdinh.organisations.models import Organisation
from minhdinh.portal.enums import FeedbackState
from minhdinh.portal.models import Feedback

ORDER = ("-id",)
SHOWN = 20


def feedback_at(school: Organisation) -> QuerySet[Feedback]:
    """Return what was written about a school (needs its scope)."""
    return Feedback.objects.filter(school=school).select_related("school", "answered_for")


def feedback_below(office: Organisation) -> QuerySet[Feedback]:
    """Return what was written about the schools below an office (needs its path scope)."""
    rows = Feedback.objects.filter(school__path__startswith=office.path)
    return rows.select_related("school", "answered_for")


def of_state(rows: QuerySet[Feedback], state: str) -> QuerySet[Feedback]:
    """Return the rows of one state, all where none is named, nothing where there is no such state."""
    if not state:
        return rows
    return rows.filter(state=state) if state in FeedbackState.values else rows.none()


def counts_of(rows: QuerySet[Feedback]) -> dict[str, int]:
    """Return how many are in each state, in one query."""
    wanted = {one.value: Count("pk", filter=Q(state=one)) for one in FeedbackState}
    return rows.order_by().aggregate(**wanted)


def one_feedback(school: Organisation, feedback_id: int) -> Feedback:
    """Return what was written about a school; raises NotHere for another school's."""
    found = feedback_at(school).filter(pk=feedback_id).first()
    if found is None:
        raise NotHere("Không có góp ý này.")
    return found


def feedback_by_token(token: str) -> Feedback:
    """Return what its sender may see again; raises NotHere where nobody has such a code."""
    with scopes_disabled():
        found = Feedback.objects.filter(token=token).select_related("school", "answered_for").first()
    if found is None:
        raise NotHere("Không có góp ý nào mang mã này.")
    return found


def shown_of(school: Organisation) -> tuple[dict[str, int], list[Feedback]]:
    """Return for a school's public page how much was written and answered, and what an office lets be shown."""
    with scopes_disabled():
        counts = counts_of(Feedback.objects.filter(school=school))
        shown = Feedback.objects.filter(school=school, public=True).select_related("answered_for")
        return counts, list(shown.order_by("-answered_at", "-id")[:SHOWN])
