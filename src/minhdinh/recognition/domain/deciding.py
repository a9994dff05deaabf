"""From a registration that was submitted to its end: the decisions that recognise the school, or the refusal (S5, U1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.lib.text import clean
from minhdinh.recognition.domain.proposing import KINDS, KindName, Proposed, Warned, proposals, warnings_of
from minhdinh.recognition.domain.recording import (
    Details,
    Scan,
    looked_at,
    on_its_way,
    record_for_schools,
    taken_for_case,
)
from minhdinh.recognition.models import Decision
from minhdinh.recognition.rules.regimes import law


@dataclass(frozen=True, slots=True)
class RulingPaper:
    """A signed paper that recognises a "grade" or a "degree", with its certificate and its scan."""

    of: KindName
    details: Details
    certificate_number: str = ""
    scan: Scan | None = None

    @property
    def value(self) -> int | None:
        """The grade or degree that it recognises."""
        return self.details.grade if self.of == "grade" else self.details.degree


class Unacknowledged(Problem):
    """Rules speak against the decision and nobody has said that they were read; ``warnings`` are those."""

    def __init__(self, warnings: Sequence[Warned]) -> None:
        super().__init__("\n".join(one.sentence for one in warnings), field="acknowledged")
        self.warnings = tuple(warnings)


@in_vietnamese
def decide_case(
    *,
    actor: Actor,
    case: Case,
    version: int,
    papers: Sequence[RulingPaper],
    reason: str = "",
    acknowledged: Collection[str] = (),
) -> list[Decision]:
    """Record the signed decisions of a registration and end it with them; all or nothing.

    Two papers of one number are one decision; one that the register knows already (the same number, day, grade and
    degree) becomes the registration's. ``acknowledged`` are the keys of the warnings that were read. Raises
    NotAllowed for anybody but the department of the registration, Stale where it has moved since ``version``,
    Problem for papers that are missing or wrong and for another grade or degree than the conclusion proposes without a
    reason, Unacknowledged where rules speak against it.
    """
    require(actor, Permission.RECOGNITION_RECORD, organisation_id=case.department_id)
    sent = [replace(one, scan=looked_at(actor, one.scan)) for one in papers]
    with school_scope(case.school_id), ExitStack() as bringing:
        if any(
            one.scan for one in sent
        ):  # bytes are brought before the transaction, and only for what may be recorded
            _agreed(_standing(case, version), sent, reason, acknowledged)
        ready = [replace(one, scan=bringing.enter_context(on_its_way(case.school, one.scan))) for one in sent]
        with transaction.atomic():
            current = _standing(case, version, hold=True)
            agreed = _agreed(current, ready, reason, acknowledged)
            made = [_recorded(actor, current, paper) for paper in agreed]
            take_step(actor=actor, case=current, act=Act.DECIDE, version=version, note=reason)
    return made


def refuse_case(*, actor: Actor, case: Case, version: int, reason: str) -> Case:
    """End a registration without recognition, with the reason.

    Raises NotAllowed for anybody but its department, Stale where it has moved, Problem without a reason or at a stage
    that knows no refusal.
    """
    require(actor, Permission.RECOGNITION_RECORD, organisation_id=case.department_id)
    return take_step(actor=actor, case=case, act=Act.REFUSE, version=version, note=reason)


def needs_decision(case: Case) -> Iterable[Problem]:
    """Guard of the act DECIDE: a registration does not end as recognised without a decision in the register."""
    if not Decision.objects.filter(case=case).exists():
        yield Problem("Hãy ghi quyết định công nhận ở trang “Ghi quyết định” của hồ sơ.")


def _recorded(actor: Actor, case: Case, paper: RulingPaper) -> Decision:
    """Return the decision of a paper: the one that stands in the register already, else a new one."""
    known = taken_for_case(
        actor=actor,
        case=case,
        details=paper.details,
        certificate_number=paper.certificate_number,
        scan=paper.scan,
    )
    if known is not None:
        return known
    lines = [(case.school, paper.certificate_number)]
    return record_for_schools(actor=actor, lines=lines, details=paper.details, scan=paper.scan, case=case)[0]


def _standing(case: Case, version: int, *, hold: bool = False) -> Case:
    """Return the registration as it is now, with ``hold`` kept from others until the end of the transaction."""
    rows = Case.objects.select_related("school", "department", "intake")
    current: Case = (rows.select_for_update(of=("self",)) if hold else rows).get(pk=case.pk)
    if current.version != version:
        raise Stale(_("Hồ sơ vừa được người khác xử lý; hãy xem lại rồi làm tiếp."))
    return current


def _agreed(
    current: Case, papers: Sequence[RulingPaper], reason: str, acknowledged: Collection[str]
) -> list[RulingPaper]:
    """Return the papers as they are to be recorded; raises Problem, or Unacknowledged where rules speak against them."""
    written = [_checked(current, one) for one in papers]
    _check_against(proposals(current), written, reason)
    open_warnings = [
        one
        for paper in written
        for one in warnings_of(current, paper.of, paper.details)
        if one.key not in acknowledged
    ]
    if open_warnings:
        raise Unacknowledged(open_warnings)
    return _merged(written)


def _checked(case: Case, paper: RulingPaper) -> RulingPaper:
    """Return a paper under the registration's regime; raises Problem for a value that regime does not know."""
    regime = law().regime(case.regime, paper.details.decided_on)
    highest = regime.highest_grade if paper.of == "grade" else regime.highest_degree
    if paper.of not in {one.of for one in proposals(case)}:
        raise Problem("Trường không đăng ký nội dung công nhận này.", field="value")
    if paper.value is None or not 1 <= paper.value <= highest:
        raise Problem("Hãy chọn cấp độ, mức độ mà quy định áp dụng có.", field="value")
    said = replace(paper.details, regime=case.regime, number=clean(paper.details.number))
    said = replace(said, degree=None) if paper.of == "grade" else replace(said, grade=None)
    return replace(paper, details=said)


def _check_against(proposed: Sequence[Proposed], papers: Sequence[RulingPaper], reason: str) -> None:
    if not papers:
        raise Problem("Hãy ghi ít nhất một quyết định, hoặc ghi kết quả không công nhận.")
    values = {one.of: one.value for one in papers}
    if len(values) != len(papers):
        raise Problem("Mỗi nội dung công nhận chỉ có một quyết định.")
    differing = [str(KINDS[one.of]) for one in proposed if values.get(one.of) != one.value]
    if differing and not clean(reason):
        raise Problem(f"Khác với kết luận ({', '.join(differing)}): hãy ghi lý do.", field="reason")


def _merged(papers: Sequence[RulingPaper]) -> list[RulingPaper]:
    """Return the papers as they stand in the register: one row for each number."""
    found: dict[str, RulingPaper] = {}
    for paper in papers:
        known = found.get(paper.details.number)
        found[paper.details.number] = paper if known is None else _together(known, paper)
    return list(found.values())


def _together(first: RulingPaper, second: RulingPaper) -> RulingPaper:
    """Return two recognitions of one paper as one."""
    grade = first.details.grade or second.details.grade
    degree = first.details.degree or second.details.degree
    one, other = (replace(paper.details, grade=grade, degree=degree) for paper in (first, second))
    if one != other:
        raise Problem(
            "Hai nội dung ghi cùng một số quyết định thì ngày, cơ quan, người ký, thời hạn phải như nhau.",
            field="number",
        )
    ordered = sorted(
        (first, second), key=lambda one: list(KINDS).index(one.of)
    )  # papers tell them apart by it
    certificates = "; ".join(dict.fromkeys(filter(None, (one.certificate_number for one in ordered))))
    return replace(first, details=one, certificate_number=certificates, scan=first.scan or second.scan)
