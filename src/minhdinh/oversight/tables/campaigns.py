"""Campaigns as lists and countdowns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.models import Campaign, CampaignStep


def countdown(step: CampaignStep) -> tuple[str, str]:
    """Return how far a step's day is, and the tone of the words."""
    days = (step.due - timezone.localdate()).days
    if days < 0:
        return _("quá hạn %(days)s ngày") % {"days": -days}, "wait"
    return (_("còn %(days)s ngày") % {"days": days} if days else _("hạn hôm nay")), "edit"


def next_steps(office: Organisation, year: str, campaigns: Iterable[Campaign]) -> list[dict[str, Any]]:
    """Return the step that comes next of every running campaign, or the last one, with its countdown."""
    found = []
    for campaign in campaigns:
        steps = list(campaign.steps.all())
        if campaign.closed_on or not steps:
            continue
        step = next((one for one in steps if one.due >= timezone.localdate()), steps[-1])
        words, tone = countdown(step)
        found.append(
            {
                "campaign": campaign,
                "step": step,
                "words": words,
                "tone": tone,
                "url": reverse("oversight:campaign", args=[office.code, year, campaign.pk]),
            }
        )
    return found


def steps_table(steps: Iterable[CampaignStep]) -> list[dict[str, Any]]:
    """Return the steps with their countdowns."""
    found = []
    for step in steps:
        words, tone = countdown(step)
        found.append({"step": step, "kind": step.get_kind_display(), "words": words, "tone": tone})
    return found


def campaign_words(campaign: Campaign) -> str:
    """Return whom a campaign reaches, in one line."""
    types = [str(SchoolType(one).label) for one in campaign.school_types if one in SchoolType.values]
    parts = [", ".join(types) or _("mọi loại trường")]
    if campaign.ownership:
        parts.append(str(campaign.get_ownership_display()).lower())
    communes = [commune.name for commune in campaign.communes.all()]
    if communes:
        parts.append(", ".join(communes))
    return " · ".join(parts)
