"""What holds a sheet's level up: its statements and its usable evidence, counted again whenever they change."""

from __future__ import annotations

from django.db.models import Count
from django.utils import timezone

from minhdinh.assessments.domain.summary import refresh_summary
from minhdinh.assessments.enums import PassageKind, SheetState
from minhdinh.assessments.models import Answer, Passage, Sheet
from minhdinh.evidence.domain.queries import usable_count


def statement_levels(sheet: Sheet) -> int:
    """Return how many levels from Mức 1 on, without a gap, have at least one statement with words in it."""
    levels = set(
        Passage.objects.filter(sheet=sheet, kind=PassageKind.STATEMENT)
        .exclude(text="")
        .values_list("level", flat=True)
    )
    reached = 0
    while reached + 1 in levels:
        reached += 1
    return reached


def refresh_sheet(sheet: Sheet) -> None:
    """Count again inside the caller's transaction; a level that nothing holds up any more becomes chưa xét.

    Withdrawing is said on the sheet and leaves the pressed level in the audit record; it is not "không đạt".
    """
    sheet.statement_levels = statement_levels(sheet)
    sheet.usable_evidence = usable_count(
        sheet.assessment_id, sheet.track.education_level, sheet.criterion, timezone.localdate()
    )
    sheet.requirements_answered = Answer.objects.filter(sheet=sheet).aggregate(n=Count("id"))["n"]
    lost = _lost_support(sheet)
    if lost:
        sheet.level, sheet.withdrawn_reason, sheet.state = None, lost, SheetState.NEEDS_WORK
    sheet.version += 1
    sheet.save()
    refresh_summary(sheet.assessment)


def _lost_support(sheet: Sheet) -> str:
    if sheet.level is None:
        return ""
    if sheet.statement_levels < max(sheet.level, 1):
        return "Không còn mô tả hiện trạng cho mức đã chọn."
    if sheet.level >= 1 and sheet.usable_evidence < 1:
        return "Không còn minh chứng dùng được (đã xác minh, còn hiệu lực)."
    return ""
