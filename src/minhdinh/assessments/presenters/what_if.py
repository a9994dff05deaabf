"""“Thử nếu…”: other levels for some criteria, kept in the address, never written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.domain.result import rules_of
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.standards.catalogue import StandardSet

Changes = dict[str, dict[str, int | None]]
MOST = 500


@dataclass(frozen=True, slots=True)
class Option:
    """A level one may try: the word for the address, its name, and whether it is the chosen one."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """A criterion with its level now and the levels one may try."""

    criterion: str
    title: str
    track: str
    mandatory: bool
    now: str
    changed: bool
    options: list[Option]


def read_changes(words: Sequence[str], assessment: SelfAssessment) -> Changes:
    """Read ``track:criterion:level`` words; unknown ones and those that change nothing are left out."""
    real = {(sheet.track.education_level, sheet.criterion): sheet.level for sheet in sheets_of(assessment)}
    catalogue = rules_of(assessment)
    changes: Changes = {}
    for word in words[:MOST]:
        track, criterion, value = ([*word.split(":"), "", ""])[:3]
        if (track, criterion) not in real:
            continue
        levels = {str(level): level for level in range(catalogue.criterion(criterion).top_level + 1)}
        if value in levels and real[track, criterion] != levels[value]:
            changes.setdefault(track, {})[criterion] = levels[value]
    return changes


def what_if_rows(assessment: SelfAssessment, sheets: Sequence[Sheet], changes: Changes) -> list[WhatIfRow]:
    """Return every criterion with its options, as the changes choose them."""
    catalogue = rules_of(assessment)
    return [_row(catalogue, sheet, changes) for sheet in sheets]


def _row(catalogue: StandardSet, sheet: Sheet, changes: Changes) -> WhatIfRow:
    track = sheet.track.education_level
    chosen = changes.get(track, {}).get(sheet.criterion, sheet.level)
    criterion = catalogue.criterion(sheet.criterion)
    levels = [*([None] if sheet.level is None else []), *range(criterion.top_level + 1)]
    return WhatIfRow(
        criterion=sheet.criterion,
        title=criterion.title,
        track=str(sheet.track.get_education_level_display()),
        mandatory=sheet.mandatory,
        now=catalogue.labels.criterion_result(sheet.level),
        changed=chosen != sheet.level,
        options=[
            Option(
                f"{track}:{sheet.criterion}:{'' if level is None else level}",
                catalogue.labels.criterion_result(level),
                level == chosen,
            )
            for level in levels
        ],
    )
