"""Which criterion an item serves, and which text cites it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.evidence import actions
from minhdinh.evidence.context import assessment_is_open
from minhdinh.evidence.domain.items import announce, lock, target_of
from minhdinh.evidence.models import Citation, EvidenceItem, EvidenceUse

CLOSED = "Báo cáo tự đánh giá này không còn ở bước soạn, nên không đổi được minh chứng của tiêu chí."


@dataclass(frozen=True, slots=True)
class Place:
    """A criterion of one track of one self-assessment, or one requirement of it."""

    assessment_id: int
    track: str
    criterion: str
    level: int | None = None
    requirement: str = ""


def link_item(*, actor: Actor, item: EvidenceItem, place: Place) -> EvidenceUse:
    """Let an item serve a criterion; linking twice changes nothing.

    Who sees no other evidence than the own (a contributor) links only the own. Raises Problem for an item without
    code, a removed one, and for a self-assessment that is no longer open.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=item.school_id)
    if item.contributed_by_id != actor.user_id:
        require(actor, Permission.EVIDENCE_VIEW, organisation_id=item.school_id)
    _require_open(place)
    with transaction.atomic():
        lock(item)  # a merge that takes the item away is seen, one to come takes the use along
        _require_citable(item)
        use: EvidenceUse
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


def link_items(*, actor: Actor, assessment_id: int, places: Sequence[tuple[EvidenceItem, Place]]) -> int:
    """Let many items serve their places at once, as one act; places that are served already count for nothing.

    Items without code or removed ones are passed over. Raises NotAllowed without the permission to manage evidence,
    Problem where the self-assessment is no longer open. Returns how many uses are new; four queries.
    """
    good = [(item, place) for item, place in places if item.code and item.removed_at is None]
    if not good:
        return 0
    school_id = good[0][0].school_id
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    if not assessment_is_open(assessment_id):
        raise Problem(CLOSED)
    with transaction.atomic():
        held = _held({item.pk for item, _place in good})
        before = EvidenceUse.objects.filter(assessment_id=assessment_id).count()
        EvidenceUse.objects.bulk_create(
            [
                EvidenceUse(
                    school_id=school_id,
                    item=item,
                    assessment_id=assessment_id,
                    track=place.track,
                    criterion=place.criterion,
                    requirement=place.requirement,
                )
                for item, place in good
                if item.pk in held
            ],
            ignore_conflicts=True,
        )
        return EvidenceUse.objects.filter(assessment_id=assessment_id).count() - before


def unlink_item(*, actor: Actor, item: EvidenceItem, place: Place) -> None:
    """End an item's service to a criterion; what a text cites stays cited."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=item.school_id)
    _require_open(place)
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


def rewrite_citations(
    *, school_id: int, source: str, place: Place, item_ids: Iterable[int]
) -> list[EvidenceItem]:
    """Make the citations of one text equal to ``item_ids``, inside the caller's transaction; return the items.

    Items cited for the first time are held until the transaction ends, so that none is removed meanwhile.
    Raises Problem where a cited item is not the school's, has been removed or has no code yet.
    """
    wanted = list(dict.fromkeys(item_ids))
    mine = Citation.objects.filter(school_id=school_id, source=source)
    present = set(mine.values_list("item_id", flat=True))
    new = [pk for pk in wanted if pk not in present]
    items = {item.pk: item for item in EvidenceItem.objects.filter(school_id=school_id, pk__in=wanted)}
    held = EvidenceItem.objects.filter(school_id=school_id, pk__in=new).order_by("pk")
    items.update({item.pk: item for item in (held.select_for_update() if new else ())})
    for pk in wanted:
        if pk not in items or items[pk].removed_at is not None:
            raise Problem(
                "Văn bản trích dẫn một minh chứng không còn trong kho của trường. Hãy bỏ trích dẫn đó."
            )
        _require_citable(items[pk])
    mine.exclude(item_id__in=wanted).delete()
    Citation.objects.bulk_create([_citation(school_id, source, place, pk) for pk in new])
    return [items[pk] for pk in wanted]


def _citation(school_id: int, source: str, place: Place, item_id: int) -> Citation:
    return Citation(
        school_id=school_id,
        item_id=item_id,
        assessment_id=place.assessment_id,
        source=source,
        track=place.track,
        criterion=place.criterion,
        level=place.level,
        requirement=place.requirement,
    )


def _held(wanted: set[int]) -> set[int]:
    """Hold items until the transaction ends, in the order of a merge; return those that are still there."""
    rows = EvidenceItem.objects.filter(pk__in=wanted).order_by("pk").select_for_update()
    return {pk for pk, removed_at in rows.values_list("pk", "removed_at") if removed_at is None}


def _require_open(place: Place) -> None:
    if not assessment_is_open(place.assessment_id):
        raise Problem(CLOSED)


def _require_citable(item: EvidenceItem) -> None:
    if not item.code:
        raise Problem("Minh chứng này chưa xếp vào tiêu chí nào nên chưa có mã. Hãy xếp tiêu chí trước.")
    if item.removed_at is not None:
        raise Problem(f"{item.code} đã bị bỏ khỏi kho. Hãy khôi phục trước khi dùng.")
