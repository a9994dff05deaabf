"""A registration as plain content for its papers: everything that may be printed, nothing a person keeps to himself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from minhdinh.appraisals.domain.cases.conditions import conditions_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.concluding.content import DRAFT, build_content, is_intact
from minhdinh.appraisals.domain.papers_body import body_part, members_of
from minhdinh.appraisals.enums import CaseKind, ConditionState, ReplyKind, ResponseKind, VisitKind, Wish
from minhdinh.appraisals.models import Case, Draft, Visit
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.models import Organisation

Data = dict[str, Any]


@in_vietnamese
def case_paper(case: Case, *, own: int | None = None) -> Data:
    """Return a registration as plain content, in a constant number of queries; needs an opened scope.

    Slips and opinions that were not sent are a member's own: those of the member ``own`` are in, all others are not.
    Private notes, notes of visits and the content of reports (``report_content``) never are.
    """
    law = law_of(case)
    return {
        "id": case.pk,
        "kind": case.kind,
        "kind_label": str(CaseKind(case.kind).label),
        "wish": case.wish,
        "wish_label": str(Wish(case.wish).label),
        "number": case.number,
        "received_on": iso(case.received_on),
        "letter": {"number": case.letter_number, "date": iso(case.letter_date)},
        "note": case.note,
        "stage": case.stage,
        "stage_title": law.stage(case.stage).title,
        "due_on": iso(case.due_on),
        "outcome": case.outcome,
        "declared": _worth(case, "declared"),
        "concluded": _worth(case, "concluded"),
        "regime": _regime(law),
        "department": _office(case.department),
        "intake": _office(case.intake) if case.intake else None,
        "steps": _steps(case),
        "conditions": _conditions(case, law),
        "files": _files(case),
        "body": body_part(case, law, members_of(case, law, own)),
        "visits": [_visit(row) for row in case.visits.filter(cancelled_at__isnull=True)],
        "drafts": [_draft(row) for row in _drafts(case)],
    }


def sealed_part(case: Case) -> Data:
    """Return what is examined, as it was sealed: school, year, standard set, levels, people.

    Raises Problem where the sealed bytes do not match their hash.
    """
    sealed = sealed_dossier(case.seal)
    tracks = [
        {key: one.get(key) for key in ("education_level", "label", "result")}
        | {"sheets": [_level(sheet) for sheet in one["sheets"]]}
        for one in sealed["tracks"]
    ]
    parts = ("format", "school", "year", "standard_set", "people", "result", "site_conditions")
    return {key: sealed.get(key) for key in parts} | {"tracks": tracks}


def report_content(case: Case, number: int) -> Data:
    """Return a kept report's content as it was kept, or with number 0 the report as it stands now.

    Raises NotHere where there is no such report, Problem where what is kept does not match its hash any more.
    """
    if not number:
        return build_content(case, DRAFT)
    found = case.drafts.filter(number=number).first()
    if found is None:
        raise NotHere("Không có bản báo cáo này.")
    if not is_intact(found):
        raise Problem("Bản báo cáo đã lưu không còn khớp với mã của nó. Hãy báo quản trị hệ thống.")
    content: Data = found.content
    return content


def iso(value: dt.date | dt.datetime | None) -> str:
    """Return a day or a moment as ISO text, nothing for none."""
    return value.isoformat() if value else ""


def _worth(case: Case, which: str) -> Data:
    return {name: getattr(case, f"{which}_{name}") for name in ("level", "grade", "degree")}


def _regime(law: Regime) -> Data:
    return {
        "id": law.id,
        "title": law.title,
        "short_title": law.short_title,
        "legal_reference": law.legal_reference,
        "votes": law.votes,
        "formed_by": law.body.formed_by,
    }


def _office(office: Organisation) -> Data:
    return {"name": office.name, "kind": office.kind_id}


def _steps(case: Case) -> list[Data]:
    return [
        {
            "sequence": row.sequence,
            "act": row.act,
            "from": row.from_stage,
            "to": row.to_stage,
            "by": row.by_name,
            "office": row.by_office,
            "taken_at": iso(row.taken_at),
            "note": row.note,
        }
        for row in case.steps.all()
    ]


def _conditions(case: Case, law: Regime) -> list[Data]:
    return [
        {
            "key": one.rule.key,
            "title": one.rule.title,
            "legal_reference": one.rule.legal_reference,
            "state": str(one.state),
            "state_label": str(ConditionState(one.state).label),
            "note": one.note or "; ".join(str(words) for words in one.found),
        }
        for one in conditions_of(case, law, case.declared_level)
    ]


def _files(case: Case) -> list[Data]:
    """Return the papers the school sent with its request; answers, pictures and scans are not of them."""
    rows = case.files.filter(withdrawn_at__isnull=True, kind__in=("letter", "dossier"))
    return [{"name": row.name, "kind_label": row.get_kind_display(), "note": row.note} for row in rows]


def _visit(row: Visit) -> Data:
    texts = ("place", "plan", "minutes_number", "present", "absent", "content", "conclusion")
    votes = {"for": row.votes_for, "against": row.votes_against, "blank": row.votes_blank}
    return {
        "id": row.pk,
        "kind": row.kind,
        "kind_label": str(VisitKind(row.kind).label),
        "starts_at": iso(row.starts_at),
        "ends_at": iso(row.ends_at),
        "held_at": iso(row.held_at),
        "votes": votes,
        **{name: getattr(row, name) for name in texts},
    }


def _drafts(case: Case) -> QuerySet[Draft]:
    return (
        case.drafts.defer("content").annotate(content_kind=KT("content__kind")).prefetch_related("objections")
    )


def _draft(row: Any) -> Data:
    return {
        "number": row.number,
        "final": row.final,
        "sent": row.content_kind == DRAFT,
        "sha256": row.sha256,
        "made_at": iso(row.made_at),
        "due_on": iso(row.due_on),
        "response": row.response,
        "response_label": str(ResponseKind(row.response).label) if row.response else "",
        "response_text": row.response_text,
        "responded_at": iso(row.responded_at),
        "objections": [
            {
                "track": one.track,
                "criterion": one.criterion,
                "text": one.text,
                "reply": one.reply,
                "reply_label": str(ReplyKind(one.reply).label) if one.reply else "",
                "reply_reason": one.reply_reason,
            }
            for one in row.objections.all()
        ],
    }


def _level(sheet: Data) -> Data:
    return {key: sheet.get(key) for key in ("criterion", "standard", "level")}
