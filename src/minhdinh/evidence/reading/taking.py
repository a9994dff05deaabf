"""What is proposed for items from their files, and a person's taking of it; needs the school's scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Substr

from minhdinh.access.actor import Actor
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence import actions
from minhdinh.evidence.context import Asked
from minhdinh.evidence.domain.intake import name_from_file
from minhdinh.evidence.domain.items import CHANGED_MEANWHILE, ItemValues, change_item, require_over, target_of
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, ProposalDismissal
from minhdinh.evidence.reading.criteria import Likely
from minhdinh.evidence.reading.proposals import HEAD_LENGTH, propose

FIELDS = ("name", "kind", "number", "issued_on", "issuer")


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed for one item, from its first file that says something.

    ``values`` are only those that differ from what the item has; ``fills`` names those whose field is empty now.
    """

    file: EvidenceFile
    by_eye: bool
    values: Mapping[str, str | dt.date]
    fills: frozenset[str]
    criteria: tuple[Likely, ...]

    @property
    def says_something(self) -> bool:
        """Whether there is anything to take."""
        return bool(self.values or self.criteria)


def offers_for(
    items: Sequence[EvidenceItem],
    *,
    own_name: str,
    day: dt.date,
    asked: Mapping[str, Asked] | None = None,
) -> dict[int, Offer]:
    """Return by item what its files propose; items without anything new are left out. One query, however many items.

    Files whose proposals a person dismissed for the item propose nothing.
    """
    dismissed = ProposalDismissal.objects.filter(item_id=OuterRef("item_id"), blob_id=OuterRef("blob_id"))
    by_id = {item.pk: item for item in items if not item.sensitive}
    files = (
        EvidenceFile.objects.filter(
            ~Exists(dismissed),
            item_id__in=list(by_id),
            removed_at__isnull=True,
            blob__texts__state=ReadingState.READ,
        )
        .annotate(head=Substr("blob__texts__text", 1, HEAD_LENGTH), by_eye=F("blob__texts__by_eye"))
        .order_by("item_id", "position", "id")
    )
    found: dict[int, Offer] = {}
    for file in files:
        if file.item_id not in found:
            offer = _offer(by_id[file.item_id], file, own_name, day, asked)
            if offer.says_something:
                found[file.item_id] = offer
    return found


@in_vietnamese
def take_proposals(
    *, actor: Actor, item: EvidenceItem, version: int, fields: Iterable[str], own_name: str, day: dt.date
) -> EvidenceItem:
    """Write chosen proposals into an item from the version that was read; returns the item.

    The values are found again from the file, so that nothing but what it says is written. Raises Problem where nothing
    was chosen or the file says nothing of it any more, Stale where somebody else changed the item meanwhile.
    """
    wanted = [name for name in FIELDS if name in set(fields)]
    if not wanted:
        raise Problem("Chưa chọn đề xuất nào để nhận.")
    with transaction.atomic():
        require_over(actor, item)
        item.refresh_from_db()
        if item.version != version:
            raise Stale(CHANGED_MEANWHILE)
        offer = offers_for([item], own_name=own_name, day=day).get(item.pk)
        values = {name: offer.values[name] for name in wanted if name in offer.values} if offer else {}
        if not values:
            raise Problem("Tệp không còn đề xuất nào khác với những gì đã ghi. Hãy tải lại trang.")
        change_item(actor=actor, item=item, version=version, values=_changed(item, values))
        record(
            actor=actor,
            code=actions.PROPOSALS_TAKEN,
            target=target_of(item),
            item=item.label,
            count=len(values),
            file=offer.file.name if offer else "",
        )
    return item


def _changed(item: EvidenceItem, values: Mapping[str, str | dt.date]) -> ItemValues:
    present = ItemValues(**{name: getattr(item, name) for name in ItemValues.__dataclass_fields__})
    return replace(present, **values)  # type: ignore[arg-type]  # each value is of its field's own kind


def _offer(
    item: EvidenceItem, file: EvidenceFile, own_name: str, day: dt.date, asked: Mapping[str, Asked] | None
) -> Offer:
    head, by_eye = file.head, file.by_eye  # type: ignore[attr-defined]  # annotated
    found = propose(head, own_name=own_name, asked=asked, day=day)
    values = {name: value for name, value in found.values.items() if value != getattr(item, name)}
    fills = frozenset(name for name in values if not getattr(item, name) or _is_file_name(item, file, name))
    criteria = tuple(one for one in found.criteria if one.code != item.root_criterion)
    return Offer(file, by_eye, values, fills, criteria)


def _is_file_name(item: EvidenceItem, file: EvidenceFile, name: str) -> bool:
    """Tell whether an item is still called as its file, which says less than the paper does."""
    return name == "name" and item.name == name_from_file(file.name)
