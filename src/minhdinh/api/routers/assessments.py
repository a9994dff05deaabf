"""Self-assessments: read, save a text with its version, answer, press a level, result."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status

from minhdinh.access.permissions import Permission
from minhdinh.api.domain.reads import statements_of
from minhdinh.api.gate import visit
from minhdinh.api.shapes import (
    AnswerIn,
    AssessmentDetail,
    AssessmentOut,
    Conflict,
    LevelIn,
    Message,
    OpenIn,
    PassageIn,
    PassageSaved,
    SheetDetail,
    SheetOut,
)
from minhdinh.assessments.domain.answers import answers_of, set_answer
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.passages import PassageConflict, save_passage
from minhdinh.assessments.domain.queries import school_assessments, sheets_of
from minhdinh.assessments.domain.result import result_of
from minhdinh.assessments.models import SelfAssessment, Sheet

P = Permission
router = Router(tags=["self-assessments"])
ERRORS = {403: Message, 404: Message, 422: Message}


def _assessment(row: SelfAssessment) -> dict[str, Any]:
    return {
        "year": row.year,
        "standard_set": row.standard_set.set_id,
        "standard_set_version": row.standard_set.version,
        "state": row.state,
        "revision": row.revision,
        "level": row.level,
        "complete": row.complete,
        "sheets_total": row.sheets_total,
        "sheets_decided": row.sheets_decided,
    }


def _sheet(row: Sheet) -> dict[str, Any]:
    names = (
        "criterion", "standard", "mandatory", "state", "level", "version", "requirements_total",
        "requirements_answered", "usable_evidence",
    )  # fmt: skip
    return {"track": row.track.education_level, **{name: getattr(row, name) for name in names}}


@router.get("", response={200: list[AssessmentOut], **ERRORS}, summary="Self-assessments of a school")
def list_assessments(request: HttpRequest, code: Path[str]) -> list[dict[str, Any]]:
    """List a school's self-assessments, newest year first."""
    with visit(request, code, P.SHEET_VIEW) as here:
        return [_assessment(row) for row in school_assessments(here.organisation.pk)]


@router.post("", response={200: AssessmentOut, **ERRORS}, summary="Open a year")
def open_one(request: HttpRequest, code: Path[str], data: OpenIn) -> dict[str, Any]:
    """Open a school year's self-assessment; opening again returns the same."""
    with visit(request, code, P.YEAR_OPEN) as here:
        return _assessment(
            open_assessment(
                actor=here.actor,
                organisation=here.organisation,
                year=data.year,
                decision_date=data.decision_date,
            )
        )


@router.get("/{year}", response={200: AssessmentDetail, **ERRORS}, summary="One self-assessment")
def get_assessment(request: HttpRequest, code: Path[str], year: Path[str]) -> dict[str, Any]:
    """Return a year's self-assessment with its sheets."""
    with visit(request, code, P.SHEET_VIEW) as here:
        found = here.assessment(year)
        return {**_assessment(found), "sheets": [_sheet(row) for row in sheets_of(found)]}


@router.get("/{year}/result", response={200: dict[str, Any], **ERRORS}, summary="Result with reasons")
def get_result(request: HttpRequest, code: Path[str], year: Path[str]) -> dict[str, Any]:
    """Return the computed result in the shape of ``minhdinh evaluate``."""
    with visit(request, code, P.SHEET_VIEW) as here:
        return result_of(here.assessment(year)).as_json()


@router.get("/{year}/sheets", response={200: list[SheetOut], **ERRORS}, summary="Sheets")
def list_sheets(request: HttpRequest, code: Path[str], year: Path[str]) -> list[dict[str, Any]]:
    """List the criterion sheets of a year."""
    with visit(request, code, P.SHEET_VIEW) as here:
        return [_sheet(row) for row in sheets_of(here.assessment(year))]


def _detail(sheet: Sheet) -> dict[str, Any]:
    statements = [
        {
            "slot": row.slot,
            "version": row.version,
            "requirement": row.requirement,
            "level": row.level,
            "body": row.body,
            "text": row.text,
            "author": row.author_name,
            "saved_at": row.saved_at,
        }
        for row in statements_of(sheet)
    ]
    return {**_sheet(sheet), "answers": answers_of(sheet), "statements": statements}


@router.get("/{year}/sheets/{track}/{criterion}", response={200: SheetDetail, **ERRORS}, summary="One sheet")
def get_sheet(
    request: HttpRequest, code: Path[str], year: Path[str], track: str, criterion: str
) -> dict[str, Any]:
    """Return one sheet with its answers and statements."""
    with visit(request, code, P.SHEET_VIEW) as here:
        return _detail(here.sheet(year, track, criterion))


@router.put(
    "/{year}/passages",
    response={200: PassageSaved, 409: Conflict, **ERRORS},
    summary="Save a text at its version",
)
def put_passage(request: HttpRequest, code: Path[str], year: Path[str], data: PassageIn) -> Any:
    """Save a text on top of the version it started from; 409 carries both texts and changes nothing."""
    with visit(request, code, P.SHEET_WRITE) as here:
        try:
            saved = save_passage(
                actor=here.actor,
                assessment=here.assessment(year),
                slot=data.slot,
                version=data.version,
                body=data.body,
                save_id=data.save_id,
            )
        except PassageConflict as conflict:
            return Status(409, _conflict(conflict, data.body))
        return {
            "slot": saved.slot,
            "version": saved.version,
            "saved_at": saved.saved_at,
            "citations": [{"evidence": str(item.pk), "code": item.code} for item in saved.items],
        }


def _conflict(conflict: PassageConflict, yours: dict[str, Any]) -> dict[str, Any]:
    current = conflict.current
    return {
        "message": conflict.message,
        "slot": current.slot,
        "version": current.version,
        "body": current.body,
        "updated_by": current.author_name,
        "updated_at": current.saved_at,
        "yours": yours,
    }


@router.put(
    "/{year}/sheets/{track}/{criterion}/answers", response={200: SheetDetail, **ERRORS}, summary="Answer"
)
def put_answer(
    request: HttpRequest, code: Path[str], year: Path[str], track: str, criterion: str, data: AnswerIn
) -> dict[str, Any]:
    """Answer one requirement."""
    with visit(request, code, P.SHEET_WRITE) as here:
        sheet = here.sheet(year, track, criterion)
        set_answer(actor=here.actor, sheet=sheet, requirement=data.requirement, value=data.value)
        return _detail(sheet)


@router.put(
    "/{year}/sheets/{track}/{criterion}/level", response={200: SheetDetail, **ERRORS}, summary="Press a level"
)
def put_level(
    request: HttpRequest, code: Path[str], year: Path[str], track: str, criterion: str, data: LevelIn
) -> dict[str, Any]:
    """Press a level; 422 names what is missing for it."""
    with visit(request, code, P.SHEET_WRITE) as here:
        sheet = here.sheet(year, track, criterion)
        press_level(actor=here.actor, sheet=sheet, level=data.level)
        return _detail(sheet)
