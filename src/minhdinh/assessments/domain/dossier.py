"""The dossier: everything a self-assessment says, as plain data (``minhdinh.self-assessment/1``).

Forms, seals and exchange read this and nothing else. A constant number of queries, whatever the number of rows.
"""

from __future__ import annotations

from typing import Any

from minhdinh.assessments.domain.dossier_evidence import evidence_part
from minhdinh.assessments.domain.dossier_people import council_part, people_part, plan_part
from minhdinh.assessments.domain.dossier_school import school_part
from minhdinh.assessments.domain.dossier_set import standard_set_part
from minhdinh.assessments.domain.queries import passages_of, sheets_of, tracks_of
from minhdinh.assessments.domain.result import result_of
from minhdinh.assessments.domain.site_conditions import conditions_part
from minhdinh.assessments.domain.tables import dossier_tables
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import Answer, Meeting, Passage, SelfAssessment, Sheet
from minhdinh.assessments.slots import (
    FINAL_LABELS,
    REMARK_PARTS,
    REPORT_LABELS,
    final_slot,
    remark_parts,
    sheet_parts,
    sheet_slot,
)
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.richtext import empty
from minhdinh.standards.rules.result import Result

FORMAT = "minhdinh.self-assessment/1"


@in_vietnamese
def build_dossier(
    assessment: SelfAssessment, *, state: str = "", confirmed_by: str = "", confirmed_at: str = ""
) -> dict[str, Any]:
    """Return the dossier of a self-assessment as it stands; ``state`` and the confirmation are given at sealing."""
    passages = {slot: row for slot, row in passages_of(assessment).items() if not row.inherited}
    result = result_of(assessment)
    remarks = dict.fromkeys((*remark_parts(assessment.standard_set.set_id), *REMARK_PARTS))
    return {
        "format": FORMAT,
        "school": school_part(assessment),
        "year": assessment.year,
        "standard_set": standard_set_part(assessment.standard_set),
        "revision": assessment.revision,
        "state": str(state or assessment.state),
        "council": council_part(assessment),
        "plan": plan_part(assessment),
        "report": {key: _body(passages, f"report:{key}") for key in REPORT_LABELS},
        "data": {"tables": dossier_tables(assessment)},
        "tracks": _tracks(assessment, passages, result),
        "remarks": {
            standard.code: {part: _body(passages, f"remark:{standard.code}:{part}") for part in remarks}
            for standard in assessment.standard_set.catalogue.standards
        },
        "result": result.as_json(),
        **_site_conditions(assessment),
        "evidence": evidence_part(assessment),
        "people": people_part(assessment),
        "meeting": _meeting(assessment),
        "approval": _approval(assessment, confirmed_by, confirmed_at),
        "abbreviations": assessment.abbreviations,
    }


def _body(passages: dict[str, Passage], slot: str) -> dict[str, Any]:
    passage = passages.get(slot)
    return dict(passage.body) if passage else dict(empty())


def _tracks(assessment: SelfAssessment, passages: dict[str, Passage], result: Result) -> list[dict[str, Any]]:
    sheets = list(sheets_of(assessment))
    answers: dict[int, dict[str, str]] = {}
    for sheet_id, requirement, value in Answer.objects.filter(sheet__assessment=assessment).values_list(
        "sheet_id", "requirement", "value"
    ):
        answers.setdefault(sheet_id, {})[requirement] = value
    return [
        {
            "education_level": track.education_level,
            "label": str(track.get_education_level_display()),
            "result": (result.tracks.get(track.education_level) or result).as_json(),
            "level_4": track.level_4,
            **_final_texts(assessment, track.education_level, passages),
            "sheets": [
                _sheet(assessment, sheet, answers.get(sheet.pk, {}), passages)
                for sheet in sheets
                if sheet.track_id == track.pk
            ],
        }
        for track in tracks_of(assessment)
    ]


def _final_texts(
    assessment: SelfAssessment, track: str, passages: dict[str, Passage]
) -> dict[str, dict[str, Any]]:
    """Return what was written of the items of Mức 4, by item and part; nothing while nothing was."""
    found: dict[str, dict[str, Any]] = {}
    for item in assessment.standard_set.catalogue.level_4:
        for part in FINAL_LABELS:
            passage = passages.get(final_slot(track, item.id, part))
            if passage is not None and passage.text:
                found.setdefault(item.id, {})[part] = passage.body
    return {"level_4_texts": found} if found else {}


def _sheet(
    assessment: SelfAssessment, sheet: Sheet, answers: dict[str, str], passages: dict[str, Passage]
) -> dict[str, Any]:
    criterion = assessment.standard_set.catalogue.criterion(sheet.criterion)
    track = sheet.track.education_level
    statements = []
    for one in criterion.iter_requirements():
        slot = f"statement:{track}:{sheet.criterion}:{one.level}:{one.id}"
        passage = passages.get(slot)
        if passage is not None and passage.kind == PassageKind.STATEMENT and passage.text:
            statements.append(
                {"slot": slot, "level": one.level, "requirements": [one.id], "body": passage.body}
            )
    parts = {
        part: _body(passages, sheet_slot(track, sheet.criterion, part))
        for part in sheet_parts(assessment.standard_set.set_id)
    }
    return {
        "criterion": sheet.criterion,
        "standard": sheet.standard,
        "level": sheet.level,
        "state": sheet.state,
        "answers": {one.id: answers.get(one.id) for one in criterion.iter_requirements()},
        "statements": statements,
        **({"parts": parts} if parts else {}),
    }


def _site_conditions(assessment: SelfAssessment) -> dict[str, Any]:
    """Return what was written of each place of a school with several; nothing while nothing was (two queries)."""
    part = conditions_part(assessment)
    return {"site_conditions": part} if part else {}


def _meeting(assessment: SelfAssessment) -> dict[str, Any] | None:
    meeting = Meeting.objects.filter(assessment=assessment, revision=assessment.revision).first()
    if meeting is None:
        return None
    return {
        "held_on": meeting.held_on.isoformat(),
        "minutes_number": meeting.number,
        "present": meeting.present,
        "absent": meeting.absent,
        "summary": meeting.summary,
        **({"minutes": meeting.minutes} if meeting.minutes else {}),
    }


def _approval(assessment: SelfAssessment, confirmed_by: str, confirmed_at: str) -> dict[str, Any] | None:
    if assessment.approved_at is None:
        return None
    return {
        "approved_by": str(assessment.approved_by or ""),
        "approved_at": assessment.approved_at.isoformat(),
        "confirmed_by": confirmed_by,
        "confirmed_at": confirmed_at,
    }
