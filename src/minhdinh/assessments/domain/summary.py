"""The summary columns that boards read, rewritten in the transaction that changes a sheet."""

from __future__ import annotations

from minhdinh.assessments.domain.result import cases_of, result_of_cases
from minhdinh.assessments.models import SelfAssessment, Track

COLUMNS = ("level", "complete", "sheets_total", "sheets_decided")


def refresh_summary(assessment: SelfAssessment) -> None:
    """Write the school's level, completeness and counts from the sheets as they stand, where they differ."""
    before = [getattr(assessment, name) for name in COLUMNS]
    cases = cases_of(assessment)
    result = result_of_cases(assessment.standard_set.catalogue, cases)
    levels = [level for case in cases.values() for level in case.levels.values()]
    assessment.level = result.level
    assessment.complete = result.complete
    assessment.sheets_total = len(levels)
    assessment.sheets_decided = sum(level is not None for level in levels)
    if before != [getattr(assessment, name) for name in COLUMNS]:
        assessment.save(update_fields=[*COLUMNS, "updated_at"])
    by_track = result.tracks or dict.fromkeys(cases, result)
    for track in Track.objects.filter(assessment=assessment):
        if track.level != by_track[track.education_level].level:
            track.level = by_track[track.education_level].level
            track.save(update_fields=["level", "updated_at"])
