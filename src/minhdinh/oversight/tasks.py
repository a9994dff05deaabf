"""What a worker runs for this room."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from minhdinh.jobs.registry import Progress
from minhdinh.oversight.domain.campaign_notices import tell_schools
from minhdinh.oversight.domain.reminder_delivery import deliver_reminder
from minhdinh.oversight.models import Campaign, Reminder


def run_reminder(progress: Progress, *, reminder_id: int) -> dict[str, Any]:
    """Tell the schools of a reminder and say where its record is."""
    count = deliver_reminder(reminder_id, progress)
    reminder = Reminder.objects.select_related("office").get(pk=reminder_id)
    return {
        "message": f"Đã nhắc {count} trường.",
        "result_url": reverse("oversight:reminder", args=[reminder.office.code, reminder.year, reminder.pk]),
        "result_label": "Xem đã nhắc ai",
    }


def run_announcement(progress: Progress, *, campaign_id: int, text: str, key: str) -> dict[str, Any]:
    """Tell the schools of a campaign what is new about it."""
    campaign = Campaign.objects.select_related("office").get(pk=campaign_id)
    count = tell_schools(campaign, text, key, progress)
    return {
        "message": f"Đã báo {count} trường.",
        "result_url": reverse("oversight:campaign", args=[campaign.office.code, campaign.year, campaign.pk]),
        "result_label": "Xem đợt công tác",
    }
