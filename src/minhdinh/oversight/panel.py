"""What a school sees of its offices on its own overview page: campaigns with a countdown, the latest reminders."""

from __future__ import annotations

from django.urls import reverse

from minhdinh.access.actor import Actor
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.panels import Panel
from minhdinh.oversight.domain.campaign_progress import OwnCampaign, campaigns_for_school
from minhdinh.oversight.domain.campaigns import letters_of
from minhdinh.oversight.domain.reminders import reminders_to
from minhdinh.oversight.tables.campaigns import countdown

MOST_REMINDERS = 3


def school_panel(_actor: Actor, assessment: SelfAssessment) -> Panel | None:
    """Return the panel of a school's year, or None where no office has said anything."""
    school, year = assessment.school, assessment.year
    own = campaigns_for_school(school, year)
    reminders = list(reminders_to(school, year)[:MOST_REMINDERS])
    if not own and not reminders:
        return None
    letters = letters_of([one.campaign for one in own]) if own else {}
    shown = [(one, _letter_url(school.code, year, one, letters), _steps(one)) for one in own]
    return Panel("oversight/_school_panel.html", {"campaigns": shown, "reminders": reminders})


def _letter_url(code: str, year: str, one: OwnCampaign, letters: dict[int, str]) -> str:
    if one.campaign.pk not in letters:
        return ""
    return reverse("oversight:school-letter", args=[code, year, one.campaign.pk])


def _steps(one: OwnCampaign) -> list[dict[str, object]]:
    found = []
    for own in one.steps:
        words, tone = countdown(own.step)
        if own.done:
            words, tone = "đã xong", "ok"
        found.append({"step": own.step, "words": words, "tone": tone})
    return found
