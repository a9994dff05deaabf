"""Criterion slips: the member's alone until sent, then for the whole body to read; taken back while it still writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhdinh.access.actor import Actor
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.words import checked_text
from minhdinh.appraisals.domain.examining.entering import writing_member
from minhdinh.appraisals.domain.examining.sealed import SealedReport
from minhdinh.appraisals.models import BodyMember, Case, Slip
from minhdinh.appraisals.rules.reading import Place
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale

LONGEST = 8000
LABELS = {
    "strengths": gettext_lazy("Điểm mạnh"),
    "weaknesses": gettext_lazy("Điểm yếu"),
    "unclear": gettext_lazy("Nội dung chưa rõ"),
    "to_collect": gettext_lazy("Minh chứng cần xem thêm"),
    "to_ask": gettext_lazy("Câu hỏi, đối tượng phỏng vấn"),
    "plan_comment": gettext_lazy("Nhận xét về kế hoạch cải tiến"),
    "private_note": gettext_lazy("Ghi chú riêng"),
}
TEXTS = tuple(LABELS)
SHARED = tuple(name for name in TEXTS if name != "private_note")


@dataclass(frozen=True, slots=True)
class Written:
    """What a member typed: texts by their names, the level as typed ("" for none yet), the version it started from."""

    texts: Mapping[str, str] = field(default_factory=dict)
    level: str = ""
    version: int = 0


class StaleSlip(Stale):
    """The slip was saved elsewhere meanwhile; ``standing`` is what the server holds."""

    def __init__(self, standing: Slip) -> None:
        super().__init__(
            "Phiếu này vừa được lưu ở thẻ hoặc máy khác; bản vừa ghi chưa lưu. Hãy đối chiếu rồi lưu lại."
        )
        self.standing = standing


def assigned(member: BodyMember, place: Place) -> bool:
    """Tell whether a criterion is this member's to write about: the own ones; the leader's and secretary's are all."""
    return member.is_leading or f"{place[0]}:{place[1]}" in member.criteria


def save_slip(
    *, actor: Actor, case: Case, member: BodyMember, report: SealedReport, place: Place, written: Written
) -> Slip:
    """Keep a draft of a slip and return it with its new version.

    Raises NotHere for a criterion that the report does not have, NotAllowed for one that is not the member's, StaleSlip
    where it was saved elsewhere, Problem for a slip that was sent, a stage where nothing is written, a text too long
    or a level that the criterion does not have.
    """
    _require_place(member, report, place)
    values: dict[str, str | int | None] = {name: _text(written, name) for name in TEXTS}
    values["level"] = _level(written.level, report.levels_of(place[1]))
    with transaction.atomic():
        current = _standing(actor, case, member, place)
        if current.sent_at is not None:
            raise Problem("Phiếu này đã gửi; hãy rút lại rồi sửa.")
        if current.version != written.version:
            raise StaleSlip(current)
        for name, value in values.items():
            setattr(current, name, value)
        current.version += 1
        current.save()
    return current


def send_slip(*, actor: Actor, case: Case, member: BodyMember, place: Place) -> Slip:
    """Show a slip to the other members of the body; a second time changes nothing. Raises Problem for an empty one."""
    with transaction.atomic():
        current = _standing(actor, case, member, place)
        if current.sent_at is None:
            if is_empty(current):
                raise Problem("Phiếu chưa ghi gì nên chưa gửi được. Hãy ghi nhận xét hoặc mức đề xuất.")
            _send(actor, case, [current])
    return current


def send_written(*, actor: Actor, case: Case, member: BodyMember) -> int:
    """Send every slip of the member that holds something and was not sent; returns how many."""
    with transaction.atomic():
        _locked(actor, case, member)
        waiting = [one for one in member.slips.filter(sent_at__isnull=True) if not is_empty(one)]
        if not waiting:
            raise Problem("Không có phiếu nào đã ghi mà chưa gửi.")
        _send(actor, case, waiting)
    return len(waiting)


def take_back(*, actor: Actor, case: Case, member: BodyMember, place: Place) -> Slip:
    """Make a slip that was sent the member's own draft again, as long as the body still writes."""
    with transaction.atomic():
        current = _standing(actor, case, member, place)
        if current.sent_at is not None:
            current.sent_at = None
            current.version += 1
            current.save(update_fields=["sent_at", "version", "updated_at"])
            _record(actor, case, actions.SLIP_TAKEN_BACK, member, [current])
    return current


def is_empty(slip: Slip) -> bool:
    """Tell whether a slip says nothing to others: no text but the private note, and no level."""
    return slip.level is None and not any(getattr(slip, name) for name in SHARED)


def _send(actor: Actor, case: Case, slips: list[Slip]) -> None:
    for one in slips:
        one.sent_at = timezone.now()
        one.version += 1
        one.save(update_fields=["sent_at", "version", "updated_at"])
    _record(actor, case, actions.SLIPS_SENT, slips[0].member, slips)


def _locked(actor: Actor, case: Case, member: BodyMember) -> None:
    """Hold the registration for this transaction, so that no step is taken meanwhile; refuse who may not write."""
    current = Case.objects.select_for_update(of=("self",)).select_related("department").get(pk=case.pk)
    writing_member(actor, current, member)


def _standing(actor: Actor, case: Case, member: BodyMember, place: Place) -> Slip:
    _locked(actor, case, member)
    found = Slip.objects.filter(member=member, track=place[0], criterion=place[1]).first()
    return found or Slip(school_id=case.school_id, member=member, track=place[0], criterion=place[1])


def _require_place(member: BodyMember, report: SealedReport, place: Place) -> None:
    if place not in report.report.places:
        raise NotHere("Không có tiêu chí này.")
    if not assigned(member, place):
        raise NotAllowed("Tiêu chí này được giao cho thành viên khác.")


def _text(written: Written, name: str) -> str:
    return checked_text(written.texts.get(name, ""), str(LABELS[name]), LONGEST, name)


def _level(typed: str, levels: list[int]) -> int | None:
    word = typed.strip()
    if not word:
        return None
    if word not in {"0", *map(str, levels)}:
        raise Problem(_("Tiêu chí này không có mức đã chọn."), field="level")
    return int(word)


def _record(actor: Actor, case: Case, code: str, member: BodyMember, slips: list[Slip]) -> None:
    record(
        actor=actor,
        code=code,
        target=f"appraisals.Case:{case.pk}",
        name=member.name,
        criteria=", ".join(one.criterion for one in slips),
    )
