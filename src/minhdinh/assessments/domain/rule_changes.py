"""When an administrator corrects a rule of a set, open self-assessments by it are computed again."""

from __future__ import annotations

from django.db import transaction

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.holding import hold
from minhdinh.assessments.domain.summary import refresh_summary
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.standards.events import RulesCorrected


def on_rules_corrected(event: RulesCorrected) -> None:
    """Refresh the stored results of every open self-assessment by the set, each in a transaction of its own.

    What was handed in, approved or sealed keeps the result it was judged by.
    """
    with scopes_disabled():
        rows = SelfAssessment.objects.filter(standard_set_id=event.standard_set_id, state=State.DRAFT)
        for assessment in rows.select_related("standard_set").iterator(chunk_size=200):
            with transaction.atomic():
                hold(assessment, is_work=False)
                refresh_summary(assessment)
