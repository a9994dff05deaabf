"""Reads of conclusions, parts, drafts, objections and opinion slips; all need an opened scope."""

from __future__ import annotations

from django.db.models import QuerySet

from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.enums import PaperKind
from minhdinh.appraisals.models import (
    BodyMember,
    Case,
    Conclusion,
    Draft,
    MemberPaper,
    Objection,
    ReportPart,
    Slip,
)
from minhdinh.appraisals.rules.concluding import Place


def conclusions_of(case: Case) -> dict[Place, Conclusion]:
    """Return what the body holds, by place (one query)."""
    return {Place(row.track, row.criterion): row for row in Conclusion.objects.filter(case=case)}


def parts_written(case: Case) -> dict[str, ReportPart]:
    """Return the general parts by key, and the rows that keep the result and the day of the response (one query)."""
    return {row.key: row for row in ReportPart.objects.filter(case=case)}


def part_of(case: Case, key: str) -> ReportPart | None:
    """Return one row of the parts."""
    return ReportPart.objects.filter(case=case, key=key).first()


def members_of(case: Case) -> list[BodyMember]:
    """Return who examines now, in the order named (two queries)."""
    body = body_of(case)
    return [] if body is None else list(body.members.filter(ended_at__isnull=True).order_by("id"))


def sent_slips(case: Case) -> list[Slip]:
    """Return the criterion slips that members of the standing body have sent, without their private notes (one query)."""
    rows = Slip.objects.filter(
        member__body__case=case, member__body__dissolved_at__isnull=True, sent_at__isnull=False
    )
    return list(rows.select_related("member").defer("private_note").order_by("member_id"))


def opinions_of(case: Case) -> dict[int, MemberPaper]:
    """Return the opinion slips of the standing body by member, sent or not (one query)."""
    rows = MemberPaper.objects.filter(
        kind=PaperKind.OPINION, member__body__case=case, member__body__dissolved_at__isnull=True
    )
    return {row.member_id: row for row in rows}


def newest_draft(case: Case) -> Draft | None:
    """Return the draft that was sent to the school last."""
    return sent_drafts(case).first()


def sent_drafts(case: Case) -> QuerySet[Draft]:
    """Return the drafts sent to the school, the newest first; a final report taken back is none of them."""
    return Draft.objects.filter(case=case, content__kind="draft").order_by("-number")


def final_report(case: Case) -> Draft | None:
    """Return the final report while it stands."""
    return Draft.objects.filter(case=case, final=True).first()


def objections_of(draft: Draft) -> list[Objection]:
    """Return what the school says against a draft, in the order written (one query)."""
    return list(Objection.objects.filter(draft=draft).order_by("id"))


def objections_sent(case: Case) -> list[Objection]:
    """Return what the school has sent against any of the drafts, the first draft's first (one query)."""
    rows = Objection.objects.filter(draft__case=case).exclude(draft__response="")
    return list(rows.select_related("draft").order_by("draft__number", "id"))


def objection_at(case: Case, objection_id: int) -> Objection | None:
    """Return one objection of a registration."""
    return Objection.objects.filter(draft__case=case, pk=objection_id).select_related("draft").first()
