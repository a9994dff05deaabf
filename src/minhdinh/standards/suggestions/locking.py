"""The locks K1 (evidence), K2 (own data), K3 (order of levels) and K4 (two moments), with reasons in Vietnamese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue.criteria import Criterion
from minhdinh.standards.catalogue.evidence_kinds import evidence_kinds
from minhdinh.standards.enums import Issuer
from minhdinh.standards.suggestions.model import Locks, ProofRecord, Proposition
from minhdinh.standards.suggestions.values import Values, errors_of


def locks(
    proposition: Proposition,
    values: Values,
    evidence: Sequence[ProofRecord],
    *,
    on: dt.date | None = None,
    direction_confirmed: bool = False,
) -> Locks:
    """Return what keeps a proposition shut (K1, K2, K4). ``on`` is the day on which evidence must still hold."""
    proof = proposition.proof
    counted = [one for one in evidence if one.kind in proof.kinds and not _refusal(one, on)]
    held = {one.kind for one in counted}
    missing_kinds = tuple(kind for kind in proof.all if kind not in held)
    missing_any = () if not proof.any or held.intersection(proof.any) else proof.any
    days = {day for one in counted for day in one.dates}
    missing_dates = max(0, proof.dates - len(days))
    problems = errors_of(proposition, values)
    direction = proposition.needs_direction and not direction_confirmed
    reasons = [
        *_proof_reasons(missing_kinds, missing_any),
        *_date_reasons(proof.dates, len(days)),
        *(reason for one in evidence if one.kind in proof.kinds and (reason := _refusal(one, on))),
        *(problem.message for problem in problems),
    ]
    if direction:
        reasons.append("Thầy/Cô xác nhận số liệu thay đổi theo chiều mà mệnh đề nói.")
    shut = bool(missing_kinds or missing_any or missing_dates or problems or direction)
    return Locks(
        open=not shut,
        missing_kinds=missing_kinds,
        missing_any=missing_any,
        missing_slots=tuple(dict.fromkeys(problem.slot for problem in problems)),
        missing_dates=missing_dates,
        needs_direction=direction,
        reasons=tuple(reasons) if shut else (),
    )


def order_reasons(criterion: Criterion, level: int, covered: Collection[str]) -> list[str]:
    """Return why a level of a criterion is still shut (K3), one sentence a lower requirement without a choice.

    ``covered`` are the ids of requirements with a chosen, not negative, proposition or an own sentence. Requirements
    that only repeat a lower level are answered by the system and are not asked for.
    """
    return [
        f"Yêu cầu {entry.label} của mức {entry.level} ({criterion.code}) chưa có mệnh đề nào được chọn."
        if entry.label != "*"
        else f"Yêu cầu của mức {entry.level} ({criterion.code}) chưa có mệnh đề nào được chọn."
        for entry in criterion.iter_requirements()
        if entry.level < level and not entry.derived and entry.id not in covered
    ]


def _refusal(record: ProofRecord, on: dt.date | None) -> str:
    """Return why a record of a right kind does not count, or nothing."""
    kind = evidence_kinds().get(record.kind)
    name = record.name or (kind.name if kind else record.kind)
    if kind and kind.issuer == Issuer.ABOVE and record.own:
        return f"“{name}” phải do cấp có thẩm quyền ban hành, không phải do trường."
    if on and record.valid_to and record.valid_to < on:
        return f"“{name}” đã hết hạn ngày {vn_date(record.valid_to)}."
    return ""


def _proof_reasons(missing: Sequence[str], one_of: Sequence[str]) -> Iterator[str]:
    for kind in missing:
        yield f"Thiếu minh chứng loại “{kind_name(kind)}”."
    if len(one_of) == 1:
        yield f"Thiếu minh chứng loại “{kind_name(one_of[0])}”."
    elif one_of:
        names = ", ".join(f"“{kind_name(kind)}”" for kind in one_of)
        yield f"Cần ít nhất một minh chứng thuộc các loại: {names}."


def _date_reasons(wanted: int, there: int) -> Iterator[str]:
    if there < wanted:
        yield f"Cần minh chứng của ít nhất {wanted} ngày khác nhau; đang có {there}."


def kind_name(kind: str) -> str:
    """Return the Vietnamese name of a kind of evidence; the id itself where it is not known."""
    known = evidence_kinds().get(kind)
    return known.name if known else kind
