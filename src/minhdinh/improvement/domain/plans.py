"""A plan as a whole: opened, its texts written, approved, taken back to be adjusted, made public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.improvement import actions
from minhdinh.improvement.domain.guards import (
    hold,
    hold_draft,
    kept_line,
    kept_text,
    require_newest,
    require_writer,
)
from minhdinh.improvement.domain.notices import tell_approved
from minhdinh.improvement.domain.texts import CUSTOMARY, LABELS, LONGEST
from minhdinh.improvement.enums import IssueState, PlanState
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan, PlanPublication
from minhdinh.lib.school_year import first_year, shift
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation

LINK_STARTS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class PlanValues:
    """The plan's head and texts as people write them; ``source_id`` names the self-assessment it is drawn from."""

    number: str = ""
    date: dt.date | None = None
    source_id: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def target_of(plan: ImprovementPlan) -> str:
    """Return how the record of actions names a plan."""
    return f"improvement.ImprovementPlan:{plan.pk}"


def customary_source(school_id: int, year: str) -> SelfAssessment | None:
    """Return what a plan of ``year`` is drawn from by custom: last year's self-assessment, else this year's."""
    rows = SelfAssessment.objects.filter(school_id=school_id, year__in=[year, shift(year, -1)])
    return rows.order_by("year", "-leading", "-id").first()


@in_vietnamese
def open_plan(
    *, actor: Actor, school: Organisation, year: str, source: SelfAssessment | None = None
) -> ImprovementPlan:
    """Return the plan of a school's year, new where there is none; ``source`` by custom where none is given."""
    require(actor, Permission.IMPROVEMENT_WRITE, organisation_id=school.pk)
    first_year(year)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=school.pk)  # two people press at once
        known = ImprovementPlan.objects.filter(school_id=school.pk, year=year).first()
        if known is not None:
            return known
        plan = ImprovementPlan.objects.create(
            school_id=school.pk, year=year, source=source or customary_source(school.pk, year)
        )
        record(actor=actor, code=actions.PLAN_OPENED, target=target_of(plan), year=year)
    return plan


@in_vietnamese
def save_plan(*, actor: Actor, plan: ImprovementPlan, values: PlanValues, version: int | None = None) -> None:
    """Write the plan's head and texts; a text that is the form's customary one is not kept as the school's own.

    Raises Stale where somebody else saved since ``version`` was read.
    """
    require_writer(actor, plan)
    texts = {
        key: kept_text(words, field=key, longest=LONGEST)
        for key, words in values.texts.items()
        if key in LABELS
    }
    number = kept_line(values.number, field="number", longest=60)
    with transaction.atomic():
        hold_draft(plan)
        require_newest(plan.version, version)
        stood = _head(plan)
        if values.source_id is not None and values.source_id != plan.source_id:
            plan.source = _source(plan, values.source_id)
        plan.number, plan.date = number, values.date
        plan.texts = {key: words for key, words in texts.items() if words != CUSTOMARY.get(key, "")}
        if _head(plan) == stood:
            return
        plan.version += 1
        plan.save()
        record(actor=actor, code=actions.PLAN_SAVED, target=target_of(plan), year=plan.year)


def _head(plan: ImprovementPlan) -> tuple[object, ...]:
    return plan.source_id, plan.number, plan.date, plan.texts


def _source(plan: ImprovementPlan, source_id: int) -> SelfAssessment:
    found = SelfAssessment.objects.filter(school_id=plan.school_id, pk=source_id, year__lte=plan.year).first()
    if found is None:
        raise Problem("Không có báo cáo tự đánh giá này.", field="source_id")
    return found


@in_vietnamese
def approve_plan(*, actor: Actor, plan: ImprovementPlan, number: str, date: dt.date) -> None:
    """Approve a plan with its number and day; raises Problem where it holds no action or an unanswered issue."""
    require(actor, Permission.IMPROVEMENT_APPROVE, organisation_id=plan.school_id)
    kept = kept_line(number, field="number", longest=60)
    if not kept:
        raise Problem("Hãy ghi số của kế hoạch.", field="number")
    if date > timezone.localdate():
        raise Problem("Ngày của kế hoạch ở trong tương lai.", field="date")
    with transaction.atomic():
        hold_draft(plan)
        _require_whole(plan)
        now = timezone.now()
        plan.state, plan.number, plan.date = PlanState.APPROVED, kept, date
        plan.approved_by_id, plan.approved_by_name, plan.approved_at = actor.user_id, actor.name, now
        plan.first_approved_at = plan.first_approved_at or now
        plan.adjust_reason = ""
        plan.version += 1  # number and day stand in the form of the texts as well
        plan.save()
        data = {"year": plan.year, "number": kept, "day": vn_date(date)}
        record(actor=actor, code=actions.PLAN_APPROVED, target=target_of(plan), **data)
        tell_approved(plan)


def _require_whole(plan: ImprovementPlan) -> None:
    if not Action.objects.filter(plan=plan).exists():
        raise Problem("Kế hoạch chưa có việc cải tiến nào nên chưa duyệt được.")
    bare = FocalIssue.objects.filter(plan=plan, answer_state=IssueState.TAKEN, actions__isnull=True).count()
    if bare:
        raise Problem(
            _("Còn %(count)s vấn đề chưa có việc cải tiến: thêm việc, hoặc để ngỏ kèm lý do rồi hãy duyệt.")
            % {"count": bare}
        )


@in_vietnamese
def adjust_plan(*, actor: Actor, plan: ImprovementPlan, reason: str) -> None:
    """Take an approved plan back to be adjusted, with a reason; what is under way may still be reported."""
    require(actor, Permission.IMPROVEMENT_APPROVE, organisation_id=plan.school_id)
    words = kept_line(reason, field="reason", longest=1000)
    if not words:
        raise Problem("Hãy ghi lý do điều chỉnh kế hoạch.", field="reason")
    with transaction.atomic():
        hold(plan)
        if plan.is_draft:
            raise Problem("Kế hoạch đang soạn, sửa được ngay.")
        plan.state, plan.adjust_reason = PlanState.DRAFT, words
        plan.version += 1
        plan.save()
        record(actor=actor, code=actions.PLAN_ADJUSTED, target=target_of(plan), year=plan.year, reason=words)


@in_vietnamese
def publish_plan(
    *, actor: Actor, plan: ImprovementPlan, place: str, day: dt.date, link: str = ""
) -> PlanPublication:
    """Note where and when an approved plan was made public (T17)."""
    require_writer(actor, plan)
    words = kept_line(place, field="place", longest=250)
    address = link.strip()
    if not words:
        raise Problem(
            "Hãy ghi nơi công khai, ví dụ: bảng tin của trường, trang thông tin điện tử.", field="place"
        )
    if day > timezone.localdate():
        raise Problem("Ngày công khai ở trong tương lai.", field="day")
    if address and (not address.startswith(LINK_STARTS) or len(address) > 1000 or not _is_plain(address)):
        raise Problem("Đường dẫn phải bắt đầu bằng http:// hoặc https://.", field="link")
    with transaction.atomic():
        hold(plan)
        if plan.first_approved_at is None:
            raise Problem("Kế hoạch chưa duyệt nên chưa công khai được.")
        row = PlanPublication.objects.create(
            school_id=plan.school_id, plan=plan, place=words, day=day, link=address
        )
        data = {"year": plan.year, "place": words, "day": vn_date(day)}
        record(actor=actor, code=actions.PLAN_PUBLISHED, target=target_of(plan), **data)
    return row


def _is_plain(address: str) -> bool:
    return address.isprintable() and " " not in address


@in_vietnamese
def unpublish_plan(*, actor: Actor, publication: PlanPublication) -> None:
    """Take back a note of publication made by mistake."""
    require_writer(actor, publication.plan)
    with transaction.atomic():
        record(
            actor=actor,
            code=actions.PUBLICATION_REMOVED,
            target=target_of(publication.plan),
            place=publication.place,
        )
        publication.delete()
