"""“Thử nếu…”: other levels for some criteria, kept in the address, never written."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.models import SelfAssessment

Changes = dict[str, dict[str, int | None]]


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """A criterion with the levels one may try: (value, label, chosen, real)."""

    criterion: str
    title: str
    track: str
    track_label: str
    options: list[tuple[str, str, bool, bool]]


def read_changes(words: list[str], assessment: SelfAssessment) -> Changes:
    """Read ``track:criterion:level`` words; unknown ones and those that change nothing are left out."""
    real = {(sheet.track.education_level, sheet.criterion): sheet.level for sheet in sheets_of(assessment)}
    catalogue = assessment.standard_set.catalogue
    changes: Changes = {}
    for word in words[:500]:
        track, criterion, value = ([*word.split(":"), "", ""])[:3]
        if (track, criterion) not in real or not value.isdigit():
            continue
        level = int(value)
        if level <= catalogue.criterion(criterion).top_level and real[track, criterion] != level:
            changes.setdefault(track, {})[criterion] = level
    return changes


def what_if_rows(assessment: SelfAssessment, changes: Changes) -> list[WhatIfRow]:
    """Return every criterion with its options."""
    catalogue = assessment.standard_set.catalogue
    rows = []
    for sheet in sheets_of(assessment):
        track = sheet.track.education_level
        chosen = changes.get(track, {}).get(sheet.criterion, sheet.level)
        criterion = catalogue.criterion(sheet.criterion)
        options = [
            (
                f"{track}:{sheet.criterion}:{'' if level is None else level}",
                catalogue.labels.criterion_result(level),
                level == chosen,
                level == sheet.level,
            )
            for level in ([None] if sheet.level is None else []) + list(range(criterion.top_level + 1))
        ]
        rows.append(
            WhatIfRow(
                sheet.criterion,
                criterion.title,
                track,
                str(sheet.track.get_education_level_display()),
                options,
            )
        )
    return rows
