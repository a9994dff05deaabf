"""The report's list of abbreviations."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.guards import require_report_writer
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean, sort_key


def save_abbreviations(*, actor: Actor, assessment: SelfAssessment, pairs: Sequence[tuple[str, str]]) -> None:
    """Write the list in Vietnamese order; raises Problem for half a pair or an abbreviation explained twice."""
    require_report_writer(actor, assessment)
    cleaned = [(clean(short), clean(long)) for short, long in pairs]
    seen: set[str] = set()
    for number, (short, long) in enumerate(cleaned, start=1):
        if not short or not long:
            raise Problem(
                f"Dòng {number}: cần ghi cả chữ viết tắt và chữ đầy đủ.", field=f"abbreviation-{number}"
            )
        if short in seen:
            raise Problem(f"“{short}” có hai dòng.", field=f"abbreviation-{number}")
        seen.add(short)
    with transaction.atomic():
        assessment.abbreviations = [
            {"short": short, "long": long}
            for short, long in sorted(cleaned, key=lambda pair: sort_key(pair[0]))
        ]
        assessment.last_activity_at = timezone.now()
        assessment.save(update_fields=["abbreviations", "last_activity_at", "updated_at"])
