"""The board of criteria and the way to the next level, as the overview and the result page show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minhdinh.assessments.domain.queries import tracks_of
from minhdinh.assessments.domain.result import rules_of
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.assessments.presenters.tree import TONES, sheet_url
from minhdinh.lib.text import two_digits
from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.rules.result import Result, Step

LOOKS = {None: ("", "none"), 0: ("m0", "none"), 1: ("m1", "edit")}
HIGH = ("m2", "ok")


@dataclass(frozen=True, slots=True)
class Tile:
    """A criterion on the board; ``css`` colours the tile, ``tone`` its level, words say both."""

    code: str
    title: str
    mandatory: bool
    url: str
    label: str
    css: str
    tone: str
    state_label: str
    state_tone: str
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """The tiles of one track."""

    label: str
    tiles: list[Tile]
    tally: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A criterion to raise, with where to do it."""

    criterion: str
    track: str
    title: str
    url: str
    now: str
    needed: str


def build_boards(
    assessment: SelfAssessment, sheets: Sequence[Sheet], threads: Mapping[int, int] | None = None
) -> list[Board]:
    """Return a board a track, in order (one query; of a sealed report two); ``threads`` counts what is said by sheet."""
    catalogue = rules_of(assessment)
    boards = []
    for track in tracks_of(assessment):
        own = [sheet for sheet in sheets if sheet.track_id == track.pk]
        tiles = [_tile(assessment, catalogue, sheet, (threads or {}).get(sheet.pk, 0)) for sheet in own]
        boards.append(Board(str(track.get_education_level_display()), tiles, _tally(catalogue, own)))
    return boards


def headline(assessment: SelfAssessment, result: Result) -> str:
    """Return the one sentence on top: the level, or what keeps it open."""
    if result.level is not None:
        return result.label
    open_sheets = assessment.sheets_total - assessment.sheets_decided
    if open_sheets:
        return _("Chưa xếp mức: còn %(count)s tiêu chí chưa xét") % {"count": two_digits(open_sheets)}
    return result.label


def target_label(assessment: SelfAssessment, result: Result) -> str:
    """Return the name of the level that the smallest set of changes reaches, e.g. "Mức 1"."""
    if not result.target:
        return ""
    names = rules_of(assessment).labels.levels
    return names.get(result.target, f"Mức {result.target}")


def build_steps(assessment: SelfAssessment, result: Result, sheets: Sequence[Sheet]) -> list[StepView]:
    """Return the smallest set of changes that reaches the next level, each with its page."""
    if not result.changes:
        return []
    catalogue = rules_of(assessment)
    return [_step(assessment, catalogue, step, sheets) for step in result.changes]


def _tile(assessment: SelfAssessment, catalogue: StandardSet, sheet: Sheet, threads: int) -> Tile:
    state = SheetState(sheet.state)
    css, tone = LOOKS.get(sheet.level, HIGH)
    return Tile(
        code=sheet.criterion,
        title=catalogue.criterion(sheet.criterion).title,
        mandatory=sheet.mandatory,
        url=sheet_url(assessment, sheet),
        label=catalogue.labels.criterion_result(sheet.level),
        css=css,
        tone=tone,
        state_label=str(state.label),
        state_tone=TONES[state],
        threads=threads,
    )


def _tally(catalogue: StandardSet, sheets: Sequence[Sheet]) -> str:
    labels = catalogue.labels
    levels = sorted({sheet.level for sheet in sheets if sheet.level is not None}, reverse=True)
    parts = [f"{sum(sheet.level == level for sheet in sheets)} {labels.phrase(level)}" for level in levels]
    undecided = sum(sheet.level is None for sheet in sheets)
    return " · ".join([*parts, *([_("%(count)s chưa xét") % {"count": undecided}] if undecided else [])])


def _step(
    assessment: SelfAssessment, catalogue: StandardSet, step: Step, sheets: Sequence[Sheet]
) -> StepView:
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
        now=_lowered(catalogue.labels.criterion_result(step.current)),
        needed=catalogue.labels.levels.get(step.needed, f"Mức {step.needed}"),
    )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
