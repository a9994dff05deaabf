"""The end of a finished sample: handed in, talked over by the council, approved, confirmed and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.approval import approve, submit
from minhdinh.assessments.domain.meetings import MeetingValues, record_meeting
from minhdinh.assessments.domain.sealing import confirm_and_seal
from minhdinh.assessments.models import SelfAssessment


def load_approval(
    secretary: Actor, head: Actor, assessment: SelfAssessment, meeting: Mapping[str, Any], members: int
) -> None:
    """Bring a complete report to its seal; the head of a sample school also chairs its council."""
    assessment.refresh_from_db()
    if not assessment.complete:
        return
    submit(actor=secretary, assessment=assessment)
    record_meeting(
        actor=secretary,
        assessment=assessment,
        values=MeetingValues(
            # A demo on a machine whose clock stands before the story cannot hold the meeting in the future.
            held_on=min(meeting["held_on"], timezone.localdate()),
            number=meeting["minutes_number"],
            present=members,
            summary=f"{meeting['summary']}\n{meeting['decision']}",
        ),
    )
    approve(actor=head, assessment=assessment)
    confirm_and_seal(actor=head, assessment=assessment)
