"""The result with its reasons and counts, and “thử nếu”: other levels for some criteria, never written."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.domain.result import result_of, rules_of, what_if
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.presenters.board import StepView, build_steps, headline, target_label
from minhdinh.assessments.presenters.what_if import Changes, WhatIfRow, what_if_rows
from minhdinh.organisations.enums import EducationLevel
from minhdinh.standards.rules.result import Count, Result


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many criteria reached a level, and how many were judged below it."""

    label: str
    reached: Count
    failed: Count


@dataclass(frozen=True, slots=True)
class ResultView:
    """A result in words: counts a level, reasons, each cấp học's own level, the way to the next one."""

    label: str
    counts: list[CountRow]
    reasons: tuple[str, ...]
    tracks: list[tuple[str, str]]
    steps: list[StepView]
    target_label: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The page: what stands, what would be, and every criterion with the levels one may try."""

    assessment: SelfAssessment
    headline: str
    now: ResultView
    tried: ResultView | None
    rows: list[WhatIfRow]
    several: bool


def build_result_page(assessment: SelfAssessment, changes: Changes) -> ResultPage:
    """Return the page; a constant number of queries, nothing is written."""
    sheets = list(sheets_of(assessment))
    result = result_of(assessment)
    labels = rules_of(assessment).labels.levels

    def view(found: Result) -> ResultView:
        return ResultView(
            label=found.label,
            counts=[
                CountRow(labels.get(level, f"Mức {level}"), count, found.failed[level])
                for level, count in found.counts.items()
            ],
            reasons=found.reasons,
            tracks=[(str(EducationLevel(track).label), own.label) for track, own in found.tracks.items()],
            steps=build_steps(assessment, found, sheets),
            target_label=target_label(assessment, found),
        )

    return ResultPage(
        assessment=assessment,
        headline=headline(assessment, result),
        now=view(result),
        tried=view(what_if(assessment, changes)) if changes else None,
        rows=what_if_rows(assessment, sheets, changes),
        several=len({sheet.track_id for sheet in sheets}) > 1,
    )
