"""Days of the school year that an office sets for the schools below it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.calendars import day_in_year, day_of, packaged_duty
from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.models import Milestone
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Organisation

LEAP_YEAR = 2024
MOST = 60


@dataclass(frozen=True, slots=True)
class MilestoneValues:
    """A day as an office writes it; ``duty`` names the packaged duty that it moves, whose title it takes."""

    title: str
    day: int
    month: int
    legal_reference: str
    from_year: str
    to_year: str = ""
    certainty: str = Certainty.HIGH
    duty: str = ""


@in_vietnamese
def save_milestone(*, actor: Actor, office: Organisation, values: MilestoneValues) -> Milestone:
    """Add a day for the schools below, or move a packaged duty's; raises Problem for what cannot be.

    That is a day that is none, one without its legal reference, a duty that no calendar has, or one that this very
    office has moved for some of these years already.
    """
    require(actor, Permission.CAMPAIGN_MANAGE, organisation_id=office.pk)
    title, reference = _title(values), clean(values.legal_reference)[:300]
    if not title:
        raise Problem("Chưa ghi việc phải làm.", field="title")
    if not reference:
        raise Problem("Hãy ghi căn cứ (số, ngày văn bản) để các trường đối chiếu.", field="legal_reference")
    if values.certainty not in Certainty.values:
        raise Problem("Mức chắc chắn không có trong danh mục.", field="certainty")
    _check_days(values)
    _require_not_later(values)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=office.pk)  # two people press at once
        if Milestone.objects.filter(office=office).count() >= MOST:
            raise Problem(f"Mỗi cơ quan đặt nhiều nhất {MOST} mốc; hãy bỏ mốc cũ trước.", field="title")
        _require_not_moved(office, values)
        row = Milestone.objects.create(
            office=office,
            duty=values.duty,
            title=title,
            day=values.day,
            month=values.month,
            legal_reference=reference,
            certainty=values.certainty,
            from_year=values.from_year,
            to_year=values.to_year,
            made_by_name=actor.name,
        )
        record(
            actor=actor,
            code=actions.MILESTONE_SAVED,
            target=f"assessments.Milestone:{row.pk}",
            day=f"{row.day:02d}/{row.month:02d}",
            title=title,
            reference=reference,
        )
    return row


def _title(values: MilestoneValues) -> str:
    if not values.duty:
        return clean(values.title)[:200]
    found = packaged_duty(values.duty)
    if found is None:
        raise Problem("Không có việc này trong lịch của bộ tiêu chuẩn.", field="duty")
    return found[1].title


def _require_not_moved(office: Organisation, values: MilestoneValues) -> None:
    """Refuse a second day for the same duty and year: which of an office's two days counts nobody could tell."""
    if not values.duty:
        return
    rows = Milestone.objects.filter(office=office, duty=values.duty)
    same = rows.filter(Q(to_year="") | Q(to_year__gte=values.from_year))
    if (same.filter(from_year__lte=values.to_year) if values.to_year else same).exists():
        raise Problem("Cơ quan đã dời ngày của việc này cho năm học đó; hãy bỏ mốc cũ trước.", field="duty")


def _require_not_later(values: MilestoneValues) -> None:
    """Refuse a day after the one that the regulation itself sets: an office may only ask for it earlier."""
    found = packaged_duty(values.duty) if values.duty else None
    if found is None or not found[1].rule:
        return
    if day_in_year(values.from_year, values.day, values.month) > day_of(found[1].day, values.from_year):
        raise Problem("Ngày này do quy định đặt; cơ quan chỉ dời sớm hơn được.", field="day")


def _check_days(values: MilestoneValues) -> None:
    try:
        dt.date(LEAP_YEAR, values.month, values.day)
    except ValueError as error:
        raise Problem(f"Không có ngày {values.day}/{values.month}.", field="day") from error
    for name in ("from_year", "to_year"):
        year = getattr(values, name)
        try:
            if year or name == "from_year":
                first_year(year)
        except SchoolYearError as error:
            raise Problem(str(error), field=name) from error
    if values.to_year and values.to_year < values.from_year:
        raise Problem("Năm học kết thúc đứng trước năm học bắt đầu.", field="to_year")


@in_vietnamese
def remove_milestone(*, actor: Actor, milestone: Milestone) -> None:
    """Take a day back; what schools wrote to have done stays in their record of actions."""
    require(actor, Permission.CAMPAIGN_MANAGE, organisation_id=milestone.office_id)
    with transaction.atomic():
        record(
            actor=actor,
            code=actions.MILESTONE_REMOVED,
            target=f"assessments.Milestone:{milestone.pk}",
            day=f"{milestone.day:02d}/{milestone.month:02d}",
            title=milestone.title,
        )
        milestone.delete()


def milestones_of(office: Organisation) -> QuerySet[Milestone]:
    """Return the days that an office has set, in the order of the school year's calendar."""
    return Milestone.objects.filter(office=office).order_by("month", "day", "id")


def milestone_of(office: Organisation, milestone_id: int) -> Milestone | None:
    """Return one day of an office, or None."""
    return Milestone.objects.filter(office=office, pk=milestone_id).first()
