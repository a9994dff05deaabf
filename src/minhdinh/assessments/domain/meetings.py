"""The council's meeting on a report that was handed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.holding import hold
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What people write about the council's meeting."""

    held_on: dt.date
    summary: str
    number: str = ""
    present: int = 0
    absent: int = 0


def record_meeting(*, actor: Actor, assessment: SelfAssessment, values: MeetingValues) -> Meeting:
    """Record the council's meeting on the report that was handed in; several meetings on one revision may stand."""
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    if not values.summary.strip():
        raise Problem("Hãy tóm tắt nội dung và kết luận của cuộc họp.", field="summary")
    if values.held_on > timezone.localdate():
        raise Problem("Ngày họp ở trong tương lai.", field="held_on")
    with transaction.atomic():
        hold(assessment)
        if assessment.state != State.SUBMITTED:
            raise Problem("Cuộc họp thông qua được ghi khi báo cáo đã trình và chưa duyệt.")
        meeting = Meeting.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            revision=assessment.revision,
            held_on=values.held_on,
            number=values.number.strip(),
            present=values.present,
            absent=values.absent,
            summary=values.summary.strip(),
            recorded_by_id=actor.user_id,
        )
        record(
            actor=actor,
            code=actions.MEETING_RECORDED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            day=vn_date(values.held_on),
        )
    return meeting


def meetings_of(assessment: SelfAssessment) -> list[Meeting]:
    """Return the meetings on the revision that stands, newest first."""
    return list(Meeting.objects.filter(assessment=assessment, revision=assessment.revision))


def has_met(assessment: SelfAssessment) -> bool:
    """Tell whether a meeting on the revision that stands was recorded."""
    return Meeting.objects.filter(assessment=assessment, revision=assessment.revision).exists()
