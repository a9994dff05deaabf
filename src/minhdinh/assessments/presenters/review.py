"""Where a sheet stands in its review, as its page shows it, and the page over all sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.changes import last_decision
from minhdinh.assessments.domain.comment_queries import open_threads
from minhdinh.assessments.domain.comments import may_follow
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.queries import passages_of_sheet, sheets_of
from minhdinh.assessments.domain.review import moves_of, open_reasons
from minhdinh.assessments.enums import ChangeKind, ReviewStep, SheetState
from minhdinh.assessments.models import SelfAssessment, Sheet, SheetChange
from minhdinh.assessments.presenters.comments import PlaceChoice, place_choices
from minhdinh.assessments.presenters.tree import sheet_url


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the chain: done, waited for now, or still to come."""

    label: str
    active: bool
    done: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What may be done with a sheet, its steps, and the approval that it got or lost."""

    moves: list[str]
    steps: list[StepView]
    version: int
    places: list[PlaceChoice]
    reasons: int
    approved: SheetChange | None
    fallen: SheetChange | None

    @property
    def waits_for(self) -> str:
        """Return whose step the sheet waits for, "" where it waits for none in particular."""
        return next((step.label for step in self.steps if step.active), "")


def build_review(actor: Actor, sheet: Sheet, read: int | None = None) -> ReviewView:
    """Return where a sheet stands; ``read`` is the version that the person's page was made of."""
    moves = moves_of(actor, sheet)
    decision = last_decision(sheet)
    is_approval = decision is not None and decision.field == "approve"
    return ReviewView(
        moves=moves,
        steps=_steps(sheet),
        version=sheet.version if read is None else read,
        places=place_choices(sheet, passages_of_sheet(sheet)) if "return" in moves else [],
        reasons=len(open_reasons(sheet)) if moves else 0,
        approved=decision if is_approval and sheet.state == SheetState.APPROVED else None,
        fallen=decision if decision is not None and decision.kind == ChangeKind.FALL else None,
    )


def _steps(sheet: Sheet) -> list[StepView]:
    chain = sheet.assessment.review_steps
    if sheet.state not in {SheetState.WAITING, SheetState.APPROVED}:
        return []
    at = chain.index(sheet.review_step) if sheet.review_step in chain else len(chain)
    return [
        StepView(str(ReviewStep(step).label), index == at, index < at) for index, step in enumerate(chain)
    ]


def build_review_table(actor: Actor, assessment: SelfAssessment) -> dict[str, object]:
    """Return every sheet with where it stands and, to who may follow the talk, its open threads (two queries)."""
    follows = may_follow(actor)
    threads = open_threads(assessment) if follows else {}
    columns = [
        {"key": "criterion", "label": "Tiêu chí", "css": "fit"},
        {"key": "title", "label": "Nội dung"},
        {"key": "state", "label": "Tình trạng"},
        {"key": "step", "label": "Đang chờ"},
    ]
    if follows:
        columns.append({"key": "threads", "label": "Góp ý đang mở", "css": "num"})
    sheets = list(sheets_of(assessment))
    several = len({sheet.track_id for sheet in sheets}) > 1
    rows = [_row(assessment, sheet, threads.get(sheet.pk, 0), several=several) for sheet in _pressing(sheets)]
    return {"caption": "Các phiếu tiêu chí và bước duyệt", "columns": columns, "rows": rows}


def _pressing(sheets: Sequence[Sheet]) -> list[Sheet]:
    order = [
        SheetState.WAITING, SheetState.NEEDS_WORK, SheetState.DRAFTING, SheetState.EMPTY, SheetState.APPROVED
    ]  # fmt: skip
    return sorted(sheets, key=lambda sheet: order.index(SheetState(sheet.state)))


def _row(assessment: SelfAssessment, sheet: Sheet, threads: int, *, several: bool) -> dict[str, object]:
    state = SheetState(sheet.state)
    code = criterion_name(sheet, several=several)
    step = str(ReviewStep(sheet.review_step).label) if sheet.review_step else ""
    cells = {
        "criterion": code,
        "title": assessment.standard_set.catalogue.criterion(sheet.criterion).title,
        "state": state.label,
        "step": step,
        "threads": str(threads) if threads else "",
    }
    return {"cells": cells, "url": sheet_url(assessment, sheet)}
