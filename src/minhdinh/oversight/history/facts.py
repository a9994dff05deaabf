"""The facts that rows of earlier years stand for, against what is known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from minhdinh.appraisals.domain.recorded import EVALUATION
from minhdinh.appraisals.models import ExternalEvaluation
from minhdinh.assessments.domain.recorded import RECORDED
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.organisations.domain.facts import FactKind, Key, Planned, described, only
from minhdinh.organisations.imports.checked import CheckedRow
from minhdinh.recognition.domain.decisions import DECISION
from minhdinh.recognition.models import Decision

FROM_FILE = "Tệp "
DECISION_KEYS = ("number", "decided_on", "valid_to", "grade", "degree")
Plan = tuple[FactKind[Any], Planned[Any]]


def source_of(file_name: str) -> str:
    """Return what the facts of a file carry as their source."""
    return f"{FROM_FILE}{file_name}"[:200]


def compare(rows: Sequence[CheckedRow]) -> None:
    """Put ``plans`` and ``changes`` into the data of faultless rows; a row whose school is new has only new facts."""
    ids = {row.data["school"].pk for row in rows if row.data["school"] is not None}
    recorded = RECORDED.existing(ids)
    evaluated = EVALUATION.existing(ids)
    decided = DECISION.existing(ids)
    for row in rows:
        plans = plans_of(row.data, recorded, evaluated, decided)
        row.data["plans"] = plans
        row.data["changes"] = [_told(kind, plan) for kind, plan in plans if _changes_known(plan)]
        for _kind, plan in plans:
            if fault := decided_here(plan):
                row.fault(fault)


def decided_here(plan: Planned[Any]) -> str:
    """Return why a fact is not a file's to change: the decision that ended a registration here; "" for any other."""
    if not isinstance(plan.row, Decision) or plan.row.case_id is None or not plan.does_something:
        return ""
    return (
        f"Quyết định {plan.row.number} năm học {plan.year} đã kết thúc một hồ sơ đăng ký trên hệ thống nên tệp "
        f"không sửa được ({described(DECISION, plan)}). Hãy để trống các cột quyết định ở dòng này, "
        "hoặc sửa quyết định ấy trong sổ công nhận."
    )


def _changes_known(plan: Planned[Any]) -> bool:
    return plan.row is not None and plan.does_something


def _told(kind: FactKind[Any], plan: Planned[Any]) -> str:
    words = described(kind, plan)
    return f"Bỏ {kind.name} ({words})." if plan.remove else f"{str(kind.name).capitalize()}: {words}."


def plans_of(
    data: Mapping[str, Any],
    recorded: Mapping[Key, list[RecordedAssessment]],
    evaluated: Mapping[Key, list[ExternalEvaluation]],
    decided: Mapping[Key, list[Decision]],
) -> list[Plan]:
    """Return what a row would write; a column that the file does not have leaves what is known as it is."""
    school_id, year = (data["school"].pk if data["school"] is not None else 0), data["year"]
    plans: list[Plan] = [(RECORDED, _assessment(data, only(recorded, school_id, year), school_id))]
    if "evaluated" in data:
        plans.append((EVALUATION, _evaluation(data, only(evaluated, school_id, year), school_id)))
    if any(key in data for key in DECISION_KEYS):
        plans.append((DECISION, _decision(data, decided.get((school_id, year), []), school_id)))
    return [plan for plan in plans if plan[1].row is not None or plan[1].values]


def _assessment(
    data: Mapping[str, Any], known: RecordedAssessment | None, school_id: int
) -> Planned[RecordedAssessment]:
    values = {key: data[key] for key in ("completed", "level") if key in data}
    if known is None:
        values = {"completed": False, "level": None, **values}
    return Planned(school_id, data["year"], known, values)


def _evaluation(
    data: Mapping[str, Any], known: ExternalEvaluation | None, school_id: int
) -> Planned[ExternalEvaluation]:
    """An evaluation that only a file told of goes when the file says no; one that an officer typed in stays."""
    if data["evaluated"]:
        return Planned(school_id, data["year"], known, {} if known else {"source": ""})
    gone = known is not None and known.source.startswith(FROM_FILE)
    told = dict.fromkeys(("held_on", "level")) if gone else {}
    return Planned(school_id, data["year"], known, told, remove=gone)


def _decision(data: Mapping[str, Any], rows: Sequence[Decision], school_id: int) -> Planned[Decision]:
    """A file tells of one decision a school and year: that of the same number, else the one a file told of before."""
    values = {key: data[key] for key in DECISION_KEYS if key in data}
    from_file = next((row for row in rows if row.source.startswith(FROM_FILE)), None)
    known = next((row for row in rows if row.number == data.get("number", "")), from_file)
    if any(values.get(key) for key in DECISION_KEYS):
        return Planned(school_id, data["year"], known, {"number": "", **values} if known is None else values)
    if from_file is not None:
        return Planned(school_id, data["year"], from_file, values, remove=True)
    return Planned(school_id, data["year"], None)
