"""Holding a self-assessment's row while something of it changes: one writer at a time, nothing decided on stale reads.

Call one of these first in the transaction. PostgreSQL then lets the next writer wait; SQLite has given the write lock
to the transaction already.
"""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from minhdinh.assessments.domain.guards import require_open
from minhdinh.assessments.models import SelfAssessment, Sheet

MOVING = (
    "state", "revision", "level", "complete", "sheets_total", "sheets_decided", "last_activity_at", "submitted_at",
    "approved_at", "approved_by", "return_reason",
    "review_steps",
)  # fmt: skip
COUNTED = (
    "state", "review_step", "level", "level_by", "level_at", "withdrawn_reason", "requirements_answered",
    "statement_levels", "usable_evidence", "version",
)  # fmt: skip


def hold(assessment: SelfAssessment, *, is_work: bool = True) -> None:
    """Hold the row until the transaction ends and read again what others may have changed.

    ``is_work`` is False for the system's own counting, which is no activity of the school.
    """
    row = SelfAssessment.objects.filter(pk=assessment.pk)
    if is_work:
        row.update(last_activity_at=timezone.now())
    else:
        row.update(revision=F("revision"))
    assessment.refresh_from_db(fields=MOVING)


def hold_open(assessment: SelfAssessment) -> None:
    """Hold the row; raises Problem unless the revision is being worked on."""
    hold(assessment)
    require_open(assessment)


def hold_sheet(sheet: Sheet) -> None:
    """Hold the sheet's open self-assessment and read the sheet again."""
    hold_open(sheet.assessment)
    read_again(sheet)


def read_again(sheet: Sheet) -> None:
    """Read what others may have changed on a sheet whose self-assessment is held."""
    sheet.refresh_from_db(fields=COUNTED)
