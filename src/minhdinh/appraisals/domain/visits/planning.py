"""Visits to the school and meetings of the body: planned by who leads, told to all, moved or cancelled with a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.visits.clashes import clashes, hold_members, hours_label
from minhdinh.appraisals.domain.visits.notices import tell_cancelled, tell_moved, tell_planned
from minhdinh.appraisals.domain.visits.people import leading, require_open
from minhdinh.appraisals.domain.visits.words import LINE, LONGEST, REASON, checked_line, checked_words
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import BodyMember, Case, Visit
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale

LONGEST_VISIT = dt.timedelta(days=14)
FIRST_VISIT_STAGE = "first_visit"
CLASH = "clash_reason"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is planned; ``clash_reason`` is why it stays although a member is somewhere else in these hours."""

    kind: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""
    plan: str = ""
    clash_reason: str = ""


def kinds_of(law: Regime) -> list[VisitKind]:
    """Return which visits and meetings a regime knows: a first visit only where it has such a stage."""
    first = any(one.id == FIRST_VISIT_STAGE for one in law.stages)
    return [one for one in VisitKind if first or one is not VisitKind.FIRST]


@in_vietnamese
def plan_visit(*, actor: Actor, case: Case, wanted: Wanted) -> Visit:
    """Plan a visit or a meeting; the members are told, and the school of a visit. Returns it.

    Raises NotAllowed for whoever does not lead, Problem for hours out of order or outside the days of the body's
    decision, and for a member who is at another visit in these hours (field ``clash_reason``) unless a reason is given.
    """
    with school_scope(case.school_id), transaction.atomic():
        member, held = leading(actor, case), hold_open(case)
        if wanted.kind not in kinds_of(law_of(held)):
            raise Problem("Quy định đang áp dụng không có loại này.", field="kind")
        clash = _checked_hours(held, member, wanted, but=0)
        words = _words(wanted)
        visit = Visit.objects.create(
            school_id=case.school_id,
            case=case,
            kind=wanted.kind,
            starts_at=wanted.starts_at,
            ends_at=wanted.ends_at,
            place=words[0],
            plan=words[1],
        )
        _record(actor, actions.VISIT_PLANNED, held, visit, place=visit.place, clash=clash)
        tell_planned(held, visit)
    return visit


@in_vietnamese
def move_visit(*, actor: Actor, case: Case, visit: Visit, wanted: Wanted, reason: str, version: int) -> Visit:
    """Change the hours, the place or the schedule of a visit that was not held; raises as ``plan_visit``, and Stale."""
    with school_scope(case.school_id), transaction.atomic():
        member, held = leading(actor, case), hold_open(case)
        current = locked(visit, version)
        why = checked_line(reason, "reason", REASON, "Hãy ghi lý do đổi lịch.")
        clash = _checked_hours(held, member, wanted, but=current.pk)
        before = hours_label(current.starts_at, current.ends_at)
        current.starts_at, current.ends_at = wanted.starts_at, wanted.ends_at
        current.place, current.plan = _words(wanted)
        current.version += 1
        current.save()
        _record(
            actor,
            actions.VISIT_MOVED,
            held,
            current,
            before=before,
            place=current.place,
            reason=why,
            clash=clash,
        )
        tell_moved(held, current, why)
    return current


@in_vietnamese
def cancel_visit(*, actor: Actor, case: Case, visit: Visit, reason: str, version: int) -> Visit:
    """Cancel a visit that was not held; its row, its notes and its reason stay."""
    with school_scope(case.school_id), transaction.atomic():
        leading(actor, case)
        held = hold_open(case)
        current = locked(visit, version)
        why = checked_line(reason, "reason", REASON, "Hãy ghi lý do hủy.")
        current.cancelled_at, current.cancelled_reason = timezone.now(), why
        current.version += 1
        current.save()
        _record(actor, actions.VISIT_CANCELLED, held, current, reason=why)
        tell_cancelled(held, current)
    return current


def hold_open(case: Case) -> Case:
    """Return the registration held for this transaction, so that no step ends it meanwhile; raises Problem at its end."""
    held = Case.objects.select_for_update(of=("self",)).select_related("school", "department").get(pk=case.pk)
    require_open(held)
    return held


def locked(visit: Visit, version: int) -> Visit:
    """Return a visit held for this transaction while it may be changed; raises Problem and Stale."""
    current = Visit.objects.select_for_update().get(pk=visit.pk)
    if current.cancelled_at is not None:
        raise Problem("Lịch này đã hủy.")
    if current.held_at is not None:
        raise Problem(
            "Biên bản đã chốt nên không sửa được nữa. Trưởng đoàn, Chủ tịch hội đồng có thể mở lại."
        )
    if current.version != version:
        raise Stale("Người khác vừa sửa nội dung này; hãy xem lại rồi làm tiếp.")
    return current


def _checked_hours(case: Case, member: BodyMember, wanted: Wanted, *, but: int) -> str:
    """Return what is recorded of a clash that is kept; raises Problem for hours that cannot be."""
    if wanted.starts_at >= wanted.ends_at:
        raise Problem("Giờ kết thúc phải sau giờ bắt đầu.", field="ends_time")
    if wanted.ends_at - wanted.starts_at > LONGEST_VISIT:
        raise Problem("Một lần khảo sát dài nhất 14 ngày; hãy lập nhiều lần.", field="ends_on")
    first, last = (timezone.localdate(one) for one in (wanted.starts_at, wanted.ends_at))
    if first < member.body.starts_on or last > member.body.ends_on:
        raise Problem(
            _("Ngoài thời gian làm việc theo quyết định, từ %(starts)s đến %(ends)s.")
            % {"starts": f"{member.body.starts_on:%d/%m/%Y}", "ends": f"{member.body.ends_on:%d/%m/%Y}"},
            field="starts_on",
        )
    found = clashes(case, hold_members(case), (wanted.starts_at, wanted.ends_at), but)
    why = checked_line(wanted.clash_reason, CLASH, REASON)
    if found and not why:
        raise Problem(
            _("%(found)s Hãy chọn giờ khác, hoặc ghi lý do vẫn giữ lịch này.") % {"found": found}, field=CLASH
        )
    return f"{found} {_('Vẫn giữ lịch vì')} {why}" if found else ""


def _words(wanted: Wanted) -> tuple[str, str]:
    return checked_line(wanted.place, "place", LINE), checked_words(wanted.plan, "plan", LONGEST)


def _record(actor: Actor, code: str, case: Case, visit: Visit, **more: str) -> None:
    record(
        actor=actor,
        code=code,
        target=f"appraisals.Case:{case.pk}",
        kind=str(VisitKind(visit.kind).label),
        school=case.school.name,
        time=hours_label(visit.starts_at, visit.ends_at),
        **more,
    )
