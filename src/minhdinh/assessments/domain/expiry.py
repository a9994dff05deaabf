"""Evidence that runs out by the calendar: no verb tells of it, so the system looks from time to time."""

from __future__ import annotations

from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.assessments.domain.support import recount
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.models import Citation, EvidenceUse


def recount_expired() -> int:
    """Count the drafts again that stand on items run out by today; return how many levels were withdrawn.

    For a daily run of the whole installation: each school is counted in a scope and a transaction of its own.
    """
    today = timezone.localdate()
    touched: set[int] = set()
    with scopes_disabled():
        for model in (EvidenceUse, Citation):
            rows = model.objects.filter(item__valid_to__lt=today).exclude(criterion="")
            touched |= set(rows.values_list("assessment_id", flat=True))
        drafts = SelfAssessment.objects.filter(pk__in=touched, state=State.DRAFT, sheets_decided__gt=0)
        found = list(drafts.select_related("standard_set").order_by("pk"))
    withdrawn = 0
    for assessment in found:
        with school_scope(assessment.school_id):
            withdrawn += len(recount(system_actor(assessment.school_id), assessment))
    return withdrawn
