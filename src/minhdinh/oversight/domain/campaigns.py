"""Campaigns: opening, moving a day, ending early, the official letter; every change is told and kept (P5, P15, P17)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.files import file_name
from minhdinh.evidence.domain.scanning import require_clean
from minhdinh.evidence.validators import detect_file
from minhdinh.lib.hashing import sha256
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation
from minhdinh.oversight import actions
from minhdinh.oversight.domain.campaign_notices import announce
from minhdinh.oversight.domain.campaign_reach import offices_over
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import (
    Campaign,
    CampaignChange,
    CampaignLetter,
    CampaignStep,
    CampaignTarget,
)

LETTER_LIMIT = 10 * 1024 * 1024
LETTER_TYPES = frozenset({"pdf", "doc", "docx", "jpg", "png"})


@dataclass(frozen=True, slots=True)
class StepValues:
    """A thing to be done by a day."""

    kind: str
    due: dt.date
    title: str = ""


@dataclass(frozen=True, slots=True)
class TargetValues:
    """The share of schools (of a type, or of all) that shall have done something."""

    kind: str
    percent: int
    school_type: str = ""


@dataclass(frozen=True, slots=True)
class CampaignValues:
    """What an office writes when it opens a campaign."""

    name: str
    steps: Sequence[StepValues]
    legal_basis: str = ""
    content: str = ""
    school_types: Sequence[str] = ()
    ownership: str = ""
    communes: Sequence[Organisation] = ()
    targets: Sequence[TargetValues] = field(default_factory=tuple)


@in_vietnamese
def open_campaign(*, actor: Actor, office: Organisation, year: str, values: CampaignValues) -> Campaign:
    """Open a campaign and tell the schools it reaches; raises Problem where it asks nothing or reaches too far."""
    require(actor, Permission.CAMPAIGN_MANAGE, organisation_id=office.pk)
    _check(office, values)
    with transaction.atomic():
        campaign = Campaign.objects.create(
            office=office,
            year=year,
            name=values.name.strip(),
            legal_basis=values.legal_basis.strip(),
            content=values.content.strip(),
            school_types=list(values.school_types),
            ownership=values.ownership,
            created_by_id=actor.user_id,
            created_by_name=actor.name,
        )
        campaign.communes.set(values.communes)
        _write_parts(campaign, values)
        record(
            actor=actor, code=actions.CAMPAIGN_OPENED, target=_target(campaign), name=campaign.name, year=year
        )
        days = "; ".join(f"{step}: {vn_date(step.due)}" for step in campaign.steps.all())
        announce(
            actor,
            campaign,
            f"{office.name} mở đợt “{campaign.name}”. {days}.",
            f"campaign:{campaign.pk}:open",
        )
    return campaign


def _check(office: Organisation, values: CampaignValues) -> None:
    if not values.name.strip():
        raise Problem("Hãy ghi tên đợt công tác.", field="name")
    if not values.steps:
        raise Problem("Đợt công tác cần ít nhất một việc có hạn.", field="steps")
    wanted = [(one.kind, one.school_type) for one in values.targets]
    if len(wanted) != len(set(wanted)):
        raise Problem("Có hai chỉ tiêu cho cùng một việc và một loại trường.", field="targets")
    if any(one.kind == StepKind.OTHER for one in values.targets):
        raise Problem("“Việc khác” không đếm được nên không đặt chỉ tiêu.", field="targets")
    if any(not commune.path.startswith(office.path) for commune in values.communes):
        raise Problem("Chỉ chọn được đơn vị ở dưới cơ quan này.", field="communes")


def _write_parts(campaign: Campaign, values: CampaignValues) -> None:
    CampaignStep.objects.bulk_create(
        CampaignStep(campaign=campaign, kind=one.kind, title=one.title.strip(), due=one.due)
        for one in values.steps
    )
    CampaignTarget.objects.bulk_create(
        CampaignTarget(campaign=campaign, kind=one.kind, school_type=one.school_type, percent=one.percent)
        for one in values.targets
    )


@in_vietnamese
def move_step(
    *, actor: Actor, campaign: Campaign, step: CampaignStep, due: dt.date, reason: str
) -> CampaignChange:
    """Move the day of a step, keep the day it had, and tell the schools; needs a reason."""
    _manage(actor, campaign)
    words = _reason(reason)
    with transaction.atomic():
        step = CampaignStep.objects.select_for_update().get(pk=step.pk, campaign=campaign)
        before = step.due
        if before == due:
            raise Problem(f"Hạn vẫn là {vn_date(due)}; không có gì thay đổi.", field="due")
        step.due = due
        step.save(update_fields=["due", "updated_at"])
        change = CampaignChange.objects.create(
            campaign=campaign,
            step=step,
            what=f"{step}: {vn_date(before)} → {vn_date(due)}",
            day_before=before,
            day_after=due,
            reason=words,
            by_name=actor.name,
        )
        record(
            actor=actor,
            code=actions.CAMPAIGN_EXTENDED,
            target=_target(campaign),
            name=campaign.name,
            step=str(step),
            before=vn_date(before),
            after=vn_date(due),
            reason=words,
        )
        text = (
            f"{campaign.office.name} đổi hạn “{step}” của đợt “{campaign.name}” "
            f"từ {vn_date(before)} sang {vn_date(due)}. Lý do: {words}"
        )
        announce(actor, campaign, text, f"campaign:{campaign.pk}:change:{change.pk}")
    return change


@in_vietnamese
def close_campaign(*, actor: Actor, campaign: Campaign, reason: str) -> None:
    """End a campaign early: its days count no more; the record stays. Ending it again changes nothing."""
    _manage(actor, campaign)
    words = _reason(reason)
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().select_related("office").get(pk=campaign.pk)
        if campaign.closed_on is not None:
            return
        campaign.closed_on = timezone.localdate()
        campaign.save(update_fields=["closed_on", "updated_at"])
        change = CampaignChange.objects.create(
            campaign=campaign, what="Kết thúc đợt", reason=words, by_name=actor.name
        )
        record(
            actor=actor,
            code=actions.CAMPAIGN_CLOSED,
            target=_target(campaign),
            name=campaign.name,
            reason=words,
        )
        text = f"{campaign.office.name} kết thúc đợt “{campaign.name}”. Lý do: {words}"
        announce(actor, campaign, text, f"campaign:{campaign.pk}:change:{change.pk}")


def attach_letter(
    *, actor: Actor, campaign: Campaign, stream: IO[bytes], name: str, size: int
) -> CampaignLetter:
    """Attach the official letter, checked by its content; another one takes its place and the schools are told."""
    _manage(actor, campaign)
    shown = file_name(name)
    kind = detect_file(stream, name=shown, size=size, limit=LETTER_LIMIT)
    if kind.extension not in LETTER_TYPES:
        raise Problem(f"Công văn phải là PDF, Word hoặc ảnh chụp; “{shown}” không phải.", field="file")
    require_clean(stream, name=shown, organisation_id=actor.organisation_id, actor=actor)
    content = stream.read()
    with transaction.atomic():
        letter, is_first = CampaignLetter.objects.update_or_create(
            campaign=campaign,
            defaults={
                "name": shown,
                "extension": kind.extension,
                "media_type": kind.media_type,
                "size": size,
                "sha256": sha256(content),
                "content": content,
            },
        )
        record(
            actor=actor,
            code=actions.CAMPAIGN_LETTER,
            target=_target(campaign),
            name=campaign.name,
            file=shown,
        )
        if not is_first:
            CampaignChange.objects.create(
                campaign=campaign, what=f"Thay công văn: {shown}", reason=shown, by_name=actor.name
            )
        text = f"{campaign.office.name} đính công văn “{shown}” vào đợt “{campaign.name}”."
        announce(actor, campaign, text, f"campaign:{campaign.pk}:letter:{letter.sha256[:32]}")
    return letter


def campaign_seen_at(organisation: Organisation, year: str, campaign_id: int) -> Campaign | None:
    """Return a campaign of an organisation's own or of an office above it, or None."""
    rows = Campaign.objects.filter(office__in=offices_over(organisation.path), year=year, pk=campaign_id)
    return rows.select_related("office").first()


def step_of(campaign: Campaign, step_id: int) -> CampaignStep | None:
    """Return a step of a campaign, or None."""
    return CampaignStep.objects.filter(campaign=campaign, pk=step_id).first()


def letter_of(campaign: Campaign, *, with_content: bool = False) -> CampaignLetter | None:
    """Return the letter of a campaign, or None; its bytes only where wanted."""
    rows = CampaignLetter.objects.filter(campaign=campaign)
    return (rows if with_content else rows.defer("content")).first()


def letters_of(campaigns: Sequence[Campaign]) -> dict[int, str]:
    """Return the names of the letters of these campaigns, by campaign."""
    rows = CampaignLetter.objects.filter(campaign__in=campaigns)
    return dict(rows.values_list("campaign_id", "name"))


def _manage(actor: Actor, campaign: Campaign) -> None:
    require(actor, Permission.CAMPAIGN_MANAGE, organisation_id=campaign.office_id)


def _reason(text: str) -> str:
    if not text.strip():
        raise Problem("Hãy ghi lý do; các trường nhận được thông báo kèm lý do.", field="reason")
    return text.strip()


def _target(campaign: Campaign) -> str:
    return f"oversight.Campaign:{campaign.pk}"
