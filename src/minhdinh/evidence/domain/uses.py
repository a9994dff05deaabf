"""Which criterion an item serves, and which text cites it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.evidence import actions
from minhdinh.evidence.domain.items import announce, target_of
from minhdinh.evidence.models import Citation, EvidenceItem, EvidenceUse


@dataclass(frozen=True, slots=True)
class Place:
    """A criterion of one track of one self-assessment, or one requirement of it."""

    assessment_id: int
    track: str
    criterion: str
    level: int | None = None
    requirement: str = ""


def link_item(*, actor: Actor, item: EvidenceItem, place: Place) -> EvidenceUse:
    """Let an item serve a criterion; linking twice changes nothing."""
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=item.school_id)
    with transaction.atomic():
        use, is_new = EvidenceUse.objects.get_or_create(
            item=item,
            assessment_id=place.assessment_id,
            track=place.track,
            criterion=place.criterion,
            requirement=place.requirement,
            defaults={"school_id": item.school_id},
        )
        if is_new:
            record(
                actor=actor,
                code=actions.LINKED,
                target=target_of(item),
                item=item.code,
                criterion=place.requirement or place.criterion,
            )
            announce(actor, item)
    return use


def unlink_item(*, actor: Actor, item: EvidenceItem, place: Place) -> None:
    """End an item's service to a criterion; what a text cites stays cited."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=item.school_id)
    with transaction.atomic():
        gone, _per_model = EvidenceUse.objects.filter(
            item=item,
            assessment_id=place.assessment_id,
            track=place.track,
            criterion=place.criterion,
            requirement=place.requirement,
        ).delete()
        if gone:
            record(
                actor=actor,
                code=actions.UNLINKED,
                target=target_of(item),
                item=item.code,
                criterion=place.requirement or place.criterion,
            )
            announce(actor, item)


def rewrite_citations(*, school_id: int, source: str, place: Place, item_ids: Iterable[int]) -> list[EvidenceItem]:
    """Make the citations of one text equal to ``item_ids``, inside the caller's transaction; return the items.

    Raises Problem where a cited item is not the school's or has been removed.
    """
    wanted = list(dict.fromkeys(item_ids))
    items = {item.pk: item for item in EvidenceItem.objects.filter(school_id=school_id, pk__in=wanted)}
    for pk in wanted:
        if pk not in items or items[pk].removed_at is not None:
            raise Problem("Văn bản trích dẫn một minh chứng không còn trong kho của trường. Hãy bỏ trích dẫn đó.")
    present = set(Citation.objects.filter(source=source).values_list("item_id", flat=True))
    Citation.objects.filter(source=source).exclude(item_id__in=wanted).delete()
    Citation.objects.bulk_create(
        [
            Citation(
                school_id=school_id,
                item_id=pk,
                assessment_id=place.assessment_id,
                source=source,
                track=place.track,
                criterion=place.criterion,
                level=place.level,
                requirement=place.requirement,
            )
            for pk in wanted
            if pk not in present
        ]
    )
    return [items[pk] for pk in wanted]
