"""Which evidence serves which criterion in the next year: the same items with the same codes."""

from __future__ import annotations

from minhdinh.access.actor import Actor
from minhdinh.assessments.carrying.routes import Routes
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.domain.uses import Place, link_items
from minhdinh.evidence.models import EvidenceItem, EvidenceUse

ItemPlace = tuple[EvidenceItem, Place]
Key = tuple[int, str, str, str]


def plan_uses(source: SelfAssessment, routes: Routes, target: SelfAssessment | None) -> list[ItemPlace]:
    """Return the uses that come along; removed items do not. Two queries."""
    standing: set[Key] = set()
    if target is not None:
        rows = EvidenceUse.objects.filter(assessment_id=target.pk)
        standing = {_key(row) for row in rows}
    found: dict[Key, ItemPlace] = {}
    uses = EvidenceUse.objects.filter(assessment_id=source.pk, item__removed_at__isnull=True)
    for use in uses.exclude(item__code="").select_related("item").order_by("item__code_sort", "id"):
        for place in _places(use, routes):
            key = (use.item_id, place.track, place.criterion, place.requirement)
            if key not in standing:
                found.setdefault(key, (use.item, place))
    return list(found.values())


def carry_uses(actor: Actor, target: SelfAssessment, plan: list[ItemPlace]) -> int:
    """Let the items serve the receiving year; return how many uses are new."""
    placed = [
        (item, Place(target.pk, place.track, place.criterion, None, place.requirement))
        for item, place in plan
    ]
    return link_items(actor=actor, assessment_id=target.pk, places=placed)


def _key(use: EvidenceUse) -> Key:
    return use.item_id, use.track, use.criterion, use.requirement


def _places(use: EvidenceUse, routes: Routes) -> list[Place]:
    """Return where one use goes: its requirement's places, or the criterion that took the old one's place."""
    if use.requirement:
        targets = [routes.target.catalogue.requirement(one) for one in _targets(use, routes)]
        wanted = [(one.criterion, one.id) for one in targets]
    else:
        criterion = routes.criterion_for(use.criterion)
        wanted = [(criterion, "")] if criterion else []
    return [
        Place(0, track, criterion, None, requirement)
        for criterion, requirement in wanted
        for track in routes.tracks_for(use.track)
    ]


def _targets(use: EvidenceUse, routes: Routes) -> tuple[str, ...]:
    return routes.requirements_for(use.requirement).targets
