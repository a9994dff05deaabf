"""Reports of progress go along when two items of evidence become one."""

from __future__ import annotations

from minhdinh.access.actor import Actor
from minhdinh.evidence.moves.following import Follower, Moved
from minhdinh.improvement.models import Progress


def places(item: int) -> list[str]:
    """Return in words the actions whose progress an item proves."""
    rows = Progress.objects.filter(evidence_id=item).select_related("action").order_by("-day", "-id")
    return [f"tiến độ cải tiến ngày {row.day:%d/%m/%Y}: {row.action}" for row in rows]


def follow(actor: Actor, gone: int, survivor: int) -> Moved:
    """Let reports of progress name the survivor."""
    del actor
    rows = Progress.objects.filter(evidence_id=gone)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(evidence_id=survivor)
    return {"progress": ids}


def unfollow(actor: Actor, gone: int, survivor: int, moved: Moved) -> list[str]:
    """Let those reports name ``gone`` again."""
    del actor
    Progress.objects.filter(pk__in=moved["progress"], evidence_id=survivor).update(evidence_id=gone)
    return []


FOLLOWER = Follower(name="improvement", follow=follow, unfollow=unfollow, places=places)
