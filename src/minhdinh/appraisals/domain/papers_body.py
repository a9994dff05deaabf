"""The team or council of a registration with what its members wrote, as plain content for papers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.domain.concluding.opinions import ABSENT, BASIS, NOTED_BY
from minhdinh.appraisals.enums import PaperKind, Verdict
from minhdinh.appraisals.models import BodyMember, Case, MemberPaper, Slip
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.lib.text import vn_date

Data = dict[str, Any]
# What others noted of a member who was away is no word of his or hers; the mark is no word at all.
NOT_PRINTED = (ABSENT, NOTED_BY, BASIS)

# What a slip prints; ``private_note`` is the member's alone and is never among it.
SLIP_TEXTS = ("strengths", "weaknesses", "unclear", "to_collect", "to_ask", "plan_comment")


def members_of(case: Case, law: Regime, own: int | None) -> list[Data]:
    """Return the members of the body of now, those who left too where they sent something.

    Of others than ``own`` only what was sent is in.
    """
    body = body_of(case)
    if body is None:
        return []
    rows = body.members.prefetch_related("slips", "papers", "amendments")
    found = [_member(row, law, is_own=row.pk == own) for row in rows]
    return [one for one in found if not one["ended"] or one["slips"] or one["opinion"] or one["preliminary"]]


def body_part(case: Case, law: Regime, members: list[Data]) -> Data | None:
    """Return the body of now with its decision and members; None where none was formed."""
    body = body_of(case)
    if body is None:
        return None
    return {
        "kind": body.kind,
        "title": law.body.title,
        "leader_title": law.body.leader,
        "decision_number": body.decision_number,
        "decision_date": body.decision_date.isoformat(),
        "issuer": body.issuer,
        "signer": body.signer,
        "starts_on": body.starts_on.isoformat(),
        "ends_on": body.ends_on.isoformat(),
        "members": members,
        "amendments": [
            {"number": one.number, "date": one.date.isoformat(), "text": one.text}
            for one in body.amendments.order_by("pk")
        ],
    }


def _member(row: BodyMember, law: Regime, *, is_own: bool) -> Data:
    slips = [one for one in row.slips.all() if one.sent_at or is_own]
    papers = {one.kind: one for one in row.papers.all() if one.sent_at or is_own}
    return {
        "id": row.pk,
        "name": row.name,
        "position": row.position,
        "workplace": row.workplace_name,
        "role": row.role,
        "role_title": law.body.role_title(row.role),
        "criteria": list(row.criteria),
        "task": row.task,
        "amended": _amended(row),
        "ended": row.ended_at is not None,
        "slips": [_slip(one, row) for one in slips],
        "preliminary": _paper(papers.get(PaperKind.PRELIMINARY)),
        "opinion": _paper(papers.get(PaperKind.OPINION)),
    }


def _amended(row: BodyMember) -> str:
    """Return by which decision a member came to be what he or she is; "" for who was named at the forming."""
    newest = max(row.amendments.all(), key=lambda one: one.pk, default=None)
    if newest is None:
        return ""
    return _("theo Quyết định sửa đổi số %(number)s ngày %(day)s") % {
        "number": newest.number,
        "day": vn_date(newest.date),
    }


def _slip(slip: Slip, member: BodyMember) -> Data:
    return {
        "member": member.pk,
        "track": slip.track,
        "criterion": slip.criterion,
        "level": slip.level,
        "sent_at": slip.sent_at.isoformat() if slip.sent_at else "",
        **{name: getattr(slip, name) for name in SLIP_TEXTS},
    }


def _paper(paper: MemberPaper | None) -> Data | None:
    if paper is None:
        return None
    return {
        "texts": {key: text for key, text in paper.texts.items() if key not in NOT_PRINTED},
        "verdict": paper.verdict,
        "verdict_label": str(Verdict(paper.verdict).label) if paper.verdict else "",
        "sent_at": paper.sent_at.isoformat() if paper.sent_at else "",
    }
