"""The council's meeting on a report that was handed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.holding import hold
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import CouncilMember, Meeting, SelfAssessment
from minhdinh.assessments.rules.meeting import (
    Attendance,
    QuorumRule,
    attendance_faults,
    attendance_warning,
)
from minhdinh.assessments.rules.minutes import Minutes, minutes_faults
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Problems
from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue import RuleValue, StandardSet, packaged_ids, packaged_set

QUORUM = "meeting_quorum_percent"


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What people write about the council's meeting; ``quorum_reason`` where too few were there."""

    held_on: dt.date
    summary: str
    number: str = ""
    present: int = 0
    absent: int = 0
    quorum_reason: str = ""
    minutes: Minutes = field(default_factory=Minutes)


def council_size(assessment: SelfAssessment) -> int:
    """Return how many members the council has."""
    return CouncilMember.objects.filter(assessment=assessment, in_council=True).count()


def quorum_rule(catalogue: StandardSet) -> QuorumRule | None:
    """Return what part of the council must be at a meeting; None while nobody knows.

    A set that was loaded before the value was written down has none; the package's own file of it then says.
    """
    found = _quorum_value(catalogue)
    if found is None and catalogue.id in packaged_ids():
        found = _quorum_value(packaged_set(catalogue.id))
    if found is None or isinstance(found.value, bool) or not isinstance(found.value, int | float):
        return None
    source = f"{found.legal_reference}; {found.confidence.label.lower()}"
    return QuorumRule(Decimal(str(found.value)), source)


def _quorum_value(catalogue: StandardSet) -> RuleValue | None:
    return next((value for value in catalogue.rule_values if value.id == QUORUM), None)


def record_meeting(*, actor: Actor, assessment: SelfAssessment, values: MeetingValues) -> Meeting:
    """Record the council's meeting on the report that was handed in; several meetings on one revision may stand.

    Too few members there: only with a reason, which stays on the meeting and in the record of what was done.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    _require_words(values)
    with transaction.atomic():
        hold(assessment)
        if assessment.state != State.SUBMITTED:
            raise Problem("Cuộc họp thông qua được ghi khi báo cáo đã trình và chưa duyệt.")
        warning = _weighed(assessment, values)
        meeting = Meeting.objects.create(
            school_id=assessment.school_id,
            assessment=assessment,
            revision=assessment.revision,
            held_on=values.held_on,
            number=values.number.strip(),
            present=values.present,
            absent=values.absent,
            summary=values.summary.strip(),
            quorum_reason=values.quorum_reason.strip() if warning else "",
            minutes=values.minutes.as_json(),
            recorded_by_id=actor.user_id,
        )
        _record(actor, meeting, warning)
    return meeting


def _require_words(values: MeetingValues) -> None:
    if not values.summary.strip():
        raise Problem("Hãy tóm tắt nội dung và kết luận của cuộc họp.", field="summary")
    if values.held_on > timezone.localdate():
        raise Problem("Ngày họp ở trong tương lai.", field="held_on")


def _weighed(assessment: SelfAssessment, values: MeetingValues) -> str:
    """Return why the meeting needed a reason, "" where it did not; raises Problem for figures that cannot stand."""
    attendance = Attendance(values.present, values.absent, council_size(assessment))
    names = CouncilMember.objects.filter(assessment=assessment, in_council=True).values_list(
        "name", flat=True
    )
    found = (
        *attendance_faults(attendance),
        *minutes_faults(values.minutes, values.present, values.absent, list(names)),
    )
    faults = [Problem(one.message, field=one.field) for one in found]
    if faults:
        raise Problems(faults)
    warning = attendance_warning(attendance, quorum_rule(assessment.standard_set.catalogue))
    if warning and not values.quorum_reason.strip():
        raise Problem(f"{warning} Nếu vẫn giữ cuộc họp này, hãy ghi lý do.", field="quorum_reason")
    return warning


def _record(actor: Actor, meeting: Meeting, warning: str) -> None:
    target, day = f"assessments.SelfAssessment:{meeting.assessment_id}", vn_date(meeting.held_on)
    counts = {"present": meeting.present, "absent": meeting.absent}
    record(actor=actor, code=actions.MEETING_RECORDED, target=target, day=day, **counts)
    if warning:
        record(
            actor=actor,
            code=actions.MEETING_OVERRULED,
            target=target,
            day=day,
            warning=warning,
            reason=meeting.quorum_reason,
        )


def meetings_of(assessment: SelfAssessment) -> list[Meeting]:
    """Return the meetings on the revision that stands, newest first."""
    return list(Meeting.objects.filter(assessment=assessment, revision=assessment.revision))


def has_met(assessment: SelfAssessment) -> bool:
    """Tell whether a meeting on the revision that stands was recorded at which somebody was present."""
    return Meeting.objects.filter(
        assessment=assessment, revision=assessment.revision, present__gte=1
    ).exists()
