"""The result: proposed by the engine from the body's levels, confirmed or written otherwise by its leader."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.domain.concluding.examined import Examined, examined
from minhdinh.appraisals.domain.concluding.queries import conclusions_of, part_of
from minhdinh.appraisals.domain.concluding.writing import inner, kept_text, put_part, writing
from minhdinh.appraisals.enums import Wish
from minhdinh.appraisals.models import Case, Conclusion
from minhdinh.appraisals.rules.concluding import Place, basis_of
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.appraisals.rules.report_parts import RESULT
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.hashing import canonical_json, sha256
from minhdinh.standards.rules.result import Result


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The result that the leader stands by; ``is_fresh`` while the levels are those it was confirmed on."""

    level: int
    reason: str
    by_name: str
    is_fresh: bool
    version: int


@dataclass(frozen=True, slots=True)
class Results:
    """The engine's results on the school's own levels and on the body's, and what the leader confirmed."""

    own: Result
    held: Result
    confirmed: Confirmed | None
    version: int  # of the row that keeps the confirmation


def concluded_levels(report: Examined, rows: dict[Place, Conclusion]) -> dict[Place, int | None]:
    """Return the body's levels of every place; None where it has not judged."""
    return {one.place: rows[one.place].level if one.place in rows else None for one in report.places}


def results_of(case: Case, report: Examined, rows: dict[Place, Conclusion]) -> Results:
    """Return both results beside each other (two queries); what another body confirmed counts no more."""
    levels = concluded_levels(report, rows)
    row = part_of(case, RESULT)
    confirmed = None
    if row is not None and row.text:
        kept: dict[str, Any] = json.loads(row.text)
        fresh = kept["basis"] == basis_of(levels)
        if kept.get("body") == _body_id(case):
            confirmed = Confirmed(kept["level"], kept["reason"], row.by_name, fresh, row.version)
    return Results(
        report.result(report.self_levels), report.result(levels), confirmed, row.version if row else 0
    )


def proposal_mark(case: Case) -> str:
    """Return the mark of what the body proposes now: all levels, and the result that follows or was confirmed."""
    report, rows = examined(case), conclusions_of(case)
    results = results_of(case, report, rows)
    said = results.confirmed.level if results.confirmed and results.confirmed.is_fresh else results.held.level
    return sha256(canonical_json([basis_of(concluded_levels(report, rows)), said]))


def confirm_result(*, actor: Actor, case: Case, level: int | None, reason: str, version: int) -> Confirmed:
    """Write which result the leader stands by, on the levels as they are now; nothing is concluded by itself.

    Raises NotAllowed, Stale, Problem while a criterion is not judged, for a level the set does not have, or for a
    level other than the engine's without a reason.
    """
    with writing(actor, case), transaction.atomic():
        report = examined(case)
        levels = concluded_levels(report, conclusions_of(case))
        if any(one is None for one in levels.values()):
            raise Problem(_("Còn tiêu chí chưa có mức kết luận nên chưa xác nhận kết quả được."))
        if level is None or level not in report.catalogue.labels.school_results:
            raise Problem(_("Hãy chọn kết quả."), field="level")
        words = kept_text(reason, "reason")
        proposed = report.result(levels).level
        if level != proposed and not words:
            raise Problem(
                _("Kết quả khác với kết quả tính từ các mức đã kết luận: hãy ghi lý do."), field="reason"
            )
        content = {"level": level, "reason": words, "basis": basis_of(levels), "body": _body_id(case)}
        row = put_part(actor, case, RESULT, version, canonical_json(content).decode())
        record(
            actor=inner(actor, case),
            code=actions.CASE_RESULT,
            target=f"appraisals.Case:{case.pk}",
            school=case.school.name,
            result=report.school_label(level),
            reason=words[:200],
        )
    return Confirmed(level, words, row.by_name, is_fresh=True, version=row.version)


def worth(law: Regime, wish: str, level: int) -> tuple[int | None, int | None]:
    """Return the (grade of accreditation, degree of the national standard) of a level for what the school asked."""
    grade = None if wish == Wish.NATIONAL_STANDARD else law.grades.get(level)
    degree = None if wish == Wish.ACCREDITATION else law.degrees.get(level)
    return grade, degree


def worth_of(case: Case, level: int) -> tuple[int | None, int | None]:
    """Return what a level is worth for a registration."""
    return worth(law_of(case), case.wish, level)


def _body_id(case: Case) -> int | None:
    body = body_of(case)
    return body.pk if body else None
