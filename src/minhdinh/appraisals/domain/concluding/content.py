"""A report as it is kept: plain data, hashed, never changed (``minhdinh.examination/1``).

``kind`` is "draft" (sent to the school) or "final". Papers and the school's pages are made from it alone::

    format, kind, regime {id, title}, school {code, name}, year, seal {sha256, sealed_at}, number (of the registration)
    body    {title, decision_number, decision_date, members [{name, position, workplace, role, role_label}]} or null
    criteria [{track, track_label, standard, criterion, code, title, mandatory, item, self_level, self_label, level,
              label, strengths, weaknesses, unclear, advice, reason}]   ``item``: a requirement of Mức 4, level 1 = met
    parts   [{key, label, text}]   the general parts of the regime, in its order
    result  {own, held: results of the engine as JSON, concluded: {level, label, grade, degree, reason, by} or null}
    opinions {agree, disagree, abstain, absent [..], missing [..]} or null
    objections [{draft, track, criterion, text, reply, reply_reason}]   of every draft sent; final reports only
"""

from __future__ import annotations

from typing import Any

from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.domain.concluding.examined import Examined, ExaminedPlace, examined
from minhdinh.appraisals.domain.concluding.opinions import tally_of
from minhdinh.appraisals.domain.concluding.queries import (
    conclusions_of,
    members_of,
    objections_sent,
    parts_written,
)
from minhdinh.appraisals.domain.concluding.results import Results, results_of, worth
from minhdinh.appraisals.models import Case, Conclusion, Draft
from minhdinh.appraisals.rules.concluding import TEXTS
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.appraisals.rules.report_parts import parts_of
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.hashing import canonical_json, sha256

FORMAT = "minhdinh.examination/1"
DRAFT, FINAL = "draft", "final"


def digest(content: dict[str, Any]) -> str:
    """Return the mark of a report's content."""
    return sha256(canonical_json(content))


def is_intact(draft: Draft) -> bool:
    """Tell whether a kept report still reads as it was when it was kept."""
    return digest(draft.content) == draft.sha256


@in_vietnamese
def build_content(case: Case, kind: str) -> dict[str, Any]:
    """Return the report as it stands now (a constant number of queries)."""
    law, report, rows = law_of(case), examined(case), conclusions_of(case)
    return {
        "format": FORMAT,
        "kind": kind,
        "regime": {"id": law.id, "title": law.title},
        "school": {"code": case.school.code, "name": case.school.name},
        "year": case.year,
        "number": case.number,
        "seal": {"sha256": case.seal.sha256, "sealed_at": case.seal.sealed_at.isoformat()},
        "body": _body(case, law),
        "criteria": [_criterion(report, one, rows.get(one.place)) for one in report.places],
        "parts": _parts(case, law),
        "result": _result(case, law, report, results_of(case, report, rows)),
        "opinions": _opinions(case) if law.votes else None,
        "objections": _objections(case) if kind == FINAL else [],
    }


def _body(case: Case, law: Regime) -> dict[str, Any] | None:
    body = body_of(case)
    if body is None:
        return None
    return {
        "title": law.body.title,
        "decision_number": body.decision_number,
        "decision_date": body.decision_date.isoformat(),
        "members": [
            {
                "name": one.name,
                "position": one.position,
                "workplace": one.workplace_name,
                "role": str(one.role),
                "role_label": str(law.body.role_title(one.role)),
            }
            for one in members_of(case)
        ],
    }


def _criterion(report: Examined, one: ExaminedPlace, row: Conclusion | None) -> dict[str, Any]:
    level = row.level if row else None
    return {
        "track": one.place.track,
        "track_label": one.track_label,
        "standard": one.standard,
        "criterion": one.place.criterion,
        "code": one.place.code,
        "title": one.title,
        "mandatory": one.mandatory,
        "item": one.place.is_item,
        "self_level": one.self_level,
        "self_label": report.level_label(one.place, one.self_level),
        "level": level,
        "label": report.level_label(one.place, level),
        **{name: getattr(row, name) if row else "" for name in TEXTS},
        "reason": row.reason if row and level != one.self_level else "",
    }


def _parts(case: Case, law: Regime) -> list[dict[str, str]]:
    written = parts_written(case)
    return [
        {"key": one.key, "label": str(one.label), "text": written[one.key].text if one.key in written else ""}
        for one in parts_of(law)
    ]


def _result(case: Case, law: Regime, report: Examined, results: Results) -> dict[str, Any]:
    said = results.confirmed if results.confirmed and results.confirmed.is_fresh else None
    concluded = None
    if said is not None:
        grade, degree = worth(law, case.wish, said.level)
        concluded = {
            "level": said.level,
            "label": report.school_label(said.level),
            "grade": grade,
            "degree": degree,
            "reason": said.reason,
            "by": said.by_name,
        }
    return {"own": results.own.as_json(), "held": results.held.as_json(), "concluded": concluded}


def _opinions(case: Case) -> dict[str, Any]:
    count = tally_of(case)
    return {
        "agree": count.agree,
        "disagree": count.disagree,
        "abstain": count.abstain,
        "absent": list(count.absent),
        "missing": list(count.missing),
    }


def _objections(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "draft": one.draft.number,
            "track": one.track,
            "criterion": one.criterion,
            "text": one.text,
            "reply": str(one.reply),
            "reply_reason": one.reply_reason,
        }
        for one in objections_sent(case)
    ]
