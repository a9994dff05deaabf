"""The words of a campaign and the documents it rests on, changed after the opening: told and kept like a moved day (P15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.oversight import actions
from minhdinh.oversight.domain.campaign_notices import announce
from minhdinh.oversight.models import Campaign, CampaignChange
from minhdinh.standards.models import LegalDocument

SHOWN = 60  # letters of a name kept in the list of changes


@dataclass(frozen=True, slots=True)
class CampaignWords:
    """What of a campaign may be worded anew; whom it reaches and its days have their own verbs."""

    name: str
    legal_basis: str = ""
    content: str = ""
    documents: Sequence[LegalDocument] = ()


def words_of(campaign: Campaign) -> CampaignWords:
    """Return the words as they stand."""
    return CampaignWords(
        campaign.name, campaign.legal_basis, campaign.content, list(campaign.documents.all())
    )


@in_vietnamese
def edit_campaign(*, actor: Actor, campaign: Campaign, words: CampaignWords, reason: str) -> CampaignChange:
    """Write a campaign's words and documents anew and tell the schools what changed.

    Raises Problem without a reason or a name, where nothing changes, and for a campaign that has ended.
    """
    require(actor, Permission.CAMPAIGN_MANAGE, organisation_id=campaign.office_id)
    if not reason.strip():
        raise Problem("Hãy ghi lý do; các trường nhận được thông báo kèm lý do.", field="reason")
    if not words.name.strip():
        raise Problem("Hãy ghi tên đợt công tác.", field="name")
    with transaction.atomic():
        held = Campaign.objects.select_for_update().select_related("office").get(pk=campaign.pk)
        if held.closed_on is not None:
            raise Problem("Đợt đã kết thúc nên không sửa được nữa.")
        what = _differences(words_of(held), words)
        if not what:
            raise Problem("Không có gì thay đổi.", field="name")
        before = held.name
        _write(held, words)
        change = CampaignChange.objects.create(
            campaign=held, what=f"Sửa {what}"[:400], reason=reason.strip(), by_name=actor.name
        )
        record(
            actor=actor,
            code=actions.CAMPAIGN_EDITED,
            target=f"oversight.Campaign:{held.pk}",
            name=held.name,
            what=what,
            reason=reason.strip(),
        )
        text = f"{held.office.name} sửa {what} của đợt “{before}”. Lý do: {reason.strip()}"
        announce(actor, held, text, f"campaign:{held.pk}:change:{change.pk}")
    return change


def _write(campaign: Campaign, words: CampaignWords) -> None:
    campaign.name = words.name.strip()
    campaign.legal_basis = words.legal_basis.strip()
    campaign.content = words.content.strip()
    campaign.save(update_fields=["name", "legal_basis", "content", "updated_at"])
    campaign.documents.set(words.documents)


def _differences(old: CampaignWords, new: CampaignWords) -> str:
    """Return in words what is different; empty where nothing is."""
    found = []
    if old.name != new.name.strip():
        found.append(f"tên đợt (cũ: {_short(old.name)})")
    if old.legal_basis != new.legal_basis.strip():
        found.append(f"căn cứ (cũ: {_short(old.legal_basis)})")
    if old.content != new.content.strip():
        found.append("nội dung")
    if {one.pk for one in old.documents} != {one.pk for one in new.documents}:
        found.append("văn bản kèm theo")
    return ", ".join(found)


def _short(text: str) -> str:
    if not text:
        return "chưa ghi"
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
