"""A school's year on one page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.assessments.domain.plan import approval_deadline
from minhdinh.assessments.domain.queries import sheets_of, tracks_of
from minhdinh.assessments.domain.readiness import Task, readiness
from minhdinh.assessments.domain.result import result_of
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.assessments.presenters.tree import TONES, sheet_url
from minhdinh.lib.text import two_digits
from minhdinh.standards.rules.result import Result, Step


@dataclass(frozen=True, slots=True)
class Tile:
    """A criterion on the board."""

    code: str
    title: str
    mandatory: bool
    url: str
    label: str
    css: str
    state_label: str
    state_tone: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A criterion to raise, with where to do it."""

    criterion: str
    track: str
    title: str
    url: str
    now: str
    needed: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the overview and the result page."""

    assessment: SelfAssessment
    result: Result
    headline: str
    tracks: list[tuple[str, list[Tile]]]
    tally: str
    steps: list[StepView]
    target_label: str
    tasks: list[Task]
    left: int
    deadline: dt.date | None
    days_left: int | None


def build_overview(assessment: SelfAssessment) -> Overview:
    """Return the overview; a constant number of queries."""
    result = result_of(assessment)
    sheets = list(sheets_of(assessment))
    tasks = readiness(assessment)
    deadline = approval_deadline(assessment)
    labels = assessment.standard_set.catalogue.labels
    return Overview(
        assessment=assessment,
        result=result,
        headline=headline(assessment, result),
        tracks=[
            (
                str(track.get_education_level_display()),
                [_tile(assessment, one) for one in sheets if one.track_id == track.pk],
            )
            for track in tracks_of(assessment)
        ],
        tally=_tally(assessment, sheets),
        steps=[_step(assessment, step, sheets) for step in result.changes],
        target_label=labels.levels.get(result.target or 0, f"Mức {result.target}") if result.target else "",
        tasks=tasks,
        left=sum(not task.done for task in tasks),
        deadline=deadline,
        days_left=(deadline - timezone.localdate()).days if deadline else None,
    )


def headline(assessment: SelfAssessment, result: Result) -> str:
    """Return the one sentence on top: the level, or what keeps it open."""
    if result.level is not None:
        return result.label
    open_sheets = assessment.sheets_total - assessment.sheets_decided
    if open_sheets:
        return f"Chưa xếp mức: còn {two_digits(open_sheets)} tiêu chí chưa xét"
    return result.label


def _tile(assessment: SelfAssessment, sheet: Sheet) -> Tile:
    catalogue = assessment.standard_set.catalogue
    state = SheetState(sheet.state)
    css = (
        "m2"
        if (sheet.level or 0) >= 2
        else ("m0" if sheet.level == 0 else ("m1" if sheet.level == 1 else ""))
    )
    return Tile(
        code=sheet.criterion,
        title=catalogue.criterion(sheet.criterion).title,
        mandatory=sheet.mandatory,
        url=sheet_url(assessment, sheet),
        label=catalogue.labels.criterion_result(sheet.level),
        css=css,
        state_label=str(state.label),
        state_tone=TONES[state],
    )


def _tally(assessment: SelfAssessment, sheets: list[Sheet]) -> str:
    labels = assessment.standard_set.catalogue.labels
    levels = sorted({sheet.level for sheet in sheets if sheet.level is not None}, reverse=True)
    parts = [
        f"{sum(sheet.level == level for sheet in sheets)} {labels.criterion_result(level).lower()}"
        for level in levels
    ]
    undecided = sum(sheet.level is None for sheet in sheets)
    return " · ".join([*parts, *([f"{undecided} chưa xét"] if undecided else [])])


def _step(assessment: SelfAssessment, step: Step, sheets: list[Sheet]) -> StepView:
    catalogue = assessment.standard_set.catalogue
    found = next(
        (
            sheet
            for sheet in sheets
            if sheet.criterion == step.criterion and step.track in {"", sheet.track.education_level}
        ),
        None,
    )
    title = catalogue.criterion(step.criterion).title if catalogue.has_criterion(step.criterion) else ""
    return StepView(
        criterion=step.criterion,
        track=str(found.track.get_education_level_display()) if found and step.track else "",
        title=title,
        url=sheet_url(assessment, found) if found else "",
        now=catalogue.labels.criterion_result(step.current),
        needed=f"Mức {step.needed}",
    )
