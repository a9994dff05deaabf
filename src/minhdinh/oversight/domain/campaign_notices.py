"""Telling the schools that a campaign reaches what is new about it."""

from __future__ import annotations

from django.urls import reverse

from minhdinh.access.actor import Actor
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.registry import Progress
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.campaign_reach import placements_reached
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.domain.recipients import people_in_charge
from minhdinh.oversight.models import Campaign

JOB_KIND = "oversight.announce"
INLINE = 50
PIECE = 200


def announce(actor: Actor, campaign: Campaign, text: str, key: str) -> None:
    """Tell principals, chairs and secretaries of the schools reached; more than fifty schools are told by a job."""
    reached = placements_reached(campaign, school_years(campaign.office, campaign.year))
    if reached.count() <= INLINE:
        tell_schools(campaign, text, key)
        return
    title = f"Báo các trường: {campaign.name}"
    start_job(actor=actor, kind=JOB_KIND, title=title, campaign_id=campaign.pk, text=text, key=key)


def tell_schools(campaign: Campaign, text: str, key: str, progress: Progress | None = None) -> int:
    """Tell them now, piece by piece; who was told ``key`` before is not told again. Returns how many schools."""
    rows = placements_reached(campaign, school_years(campaign.office, campaign.year))
    ids = list(rows.values_list("school_id", flat=True))
    if progress is not None:
        progress.total(len(ids))
    for start in range(0, len(ids), PIECE):
        piece = ids[start : start + PIECE]
        codes = dict(Organisation.objects.filter(pk__in=piece).values_list("pk", "code"))
        deliver(
            Message(
                person_id=person.person_id,
                text=text,
                url=reverse("assessments:overview", args=[codes[school], campaign.year]),
                kind=NoticeKind.CAMPAIGN,
                key=key,
                organisation_id=school,
            )
            for school, people in people_in_charge(piece).items()
            for person in people
        )
        if progress is not None:
            progress.advance(f"Đã báo {start + len(piece)}/{len(ids)} trường", steps=len(piece))
    return len(ids)
