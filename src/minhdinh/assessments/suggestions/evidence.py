"""Which of the school's items to offer as proof: the right kinds and the nearest criterion first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.models import Sheet
from minhdinh.assessments.presenters.passages import HIDDEN, may_see
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter, serves, visible_to
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.catalogue import evidence_kinds

OFFERED = 60
SHOWN = 8
TONES = {Status.VERIFIED: "ok", Status.PENDING: "wait", Status.MISSING: "wait"}


@dataclass(frozen=True, slots=True)
class Pick:
    """An item to tick: what it is, how it stands, whether it is of a kind that the proposition needs."""

    pk: int
    code: str
    name: str
    kind: str
    status: str
    tone: str
    right: bool
    chosen: bool


def offered_items(actor: Actor, sheet: Sheet, kinds: Iterable[str], text: str = "") -> list[EvidenceItem]:
    """Return the citable items to offer on a sheet, best first (one query); ``text`` looks through the whole store."""
    wanted = ItemFilter(text=text)
    near = serves(ItemFilter(criterion=sheet.criterion, assessment_id=sheet.assessment_id))
    right = Q(kind__in=list(kinds))
    rows = items_for(actor, sheet.school_id, wanted, timezone.localdate()).exclude(code="")
    rank = Case(
        When(right & near, then=Value(0)),
        When(right, then=Value(1)),
        When(near, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    ranked = rows.annotate(rank=rank)
    if not text:
        ranked = ranked.filter(rank__lt=3)
    return list(ranked.order_by("rank", "code_sort", "id")[:OFFERED])


def items_named(
    actor: Actor, school_id: int, ids: Iterable[int], kept: Iterable[int] = ()
) -> dict[int, EvidenceItem]:
    """Return those of the school's citable items with these ids that the actor may see, or that were ``kept`` before."""
    wanted = list(ids)
    if not wanted:
        return {}
    # An empty condition sees everything, but joined by “or” it would vanish: hence two questions.
    rows = EvidenceItem.objects.filter(school_id=school_id, pk__in=wanted, removed_at__isnull=True)
    seen = set(rows.filter(visible_to(actor)).values_list("pk", flat=True)) | set(kept)
    return {row.pk: row for row in rows.exclude(code="") if row.pk in seen}


def picks_for(
    actor: Actor,
    wanted: Iterable[str],
    items: Iterable[EvidenceItem],
    chosen: Iterable[int] = (),
    *,
    most: int = SHOWN,
) -> list[Pick]:
    """Return the items as a card offers them: what is chosen, then the ``wanted`` kinds, then the rest."""
    ticked, kinds = set(chosen), set(wanted)
    unique = {item.pk: item for item in items}
    order = {pk: at for at, pk in enumerate(unique)}
    rows = sorted(
        unique.values(), key=lambda one: (one.pk not in ticked, one.kind not in kinds, order[one.pk])
    )
    return [_pick(actor, item, ticked, kinds) for item in rows[: max(most, len(ticked))]]


def _pick(actor: Actor, item: EvidenceItem, ticked: set[int], kinds: set[str]) -> Pick:
    known, status = evidence_kinds(), item.status_on(timezone.localdate())
    return Pick(
        pk=item.pk,
        code=item.label,
        name=item.name if may_see(actor, item) else HIDDEN,
        kind=known[item.kind].name if item.kind in known else "",
        status=str(status.label),
        tone=TONES.get(status, "bad"),
        right=item.kind in kinds,
        chosen=item.pk in ticked,
    )
