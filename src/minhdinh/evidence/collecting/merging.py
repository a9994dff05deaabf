"""What is collected for an item goes along when the item becomes one with another."""

from __future__ import annotations

from minhdinh.access.actor import Actor
from minhdinh.evidence.models import Collecting
from minhdinh.evidence.moves.following import Follower, Moved, register_follower


def follow_merges() -> None:
    """Let what is collected follow every merge."""
    register_follower(Follower(name="collecting", follow=_follow, unfollow=_unfollow))


def _follow(_actor: Actor, gone: int, survivor: int) -> Moved:
    rows = list(Collecting.objects.filter(item_id=gone).order_by("pk").values_list("pk", flat=True))
    Collecting.objects.filter(pk__in=rows).update(item_id=survivor)
    return {"collectings": rows}


def _unfollow(_actor: Actor, gone: int, survivor: int, moved: Moved) -> list[str]:
    Collecting.objects.filter(pk__in=moved.get("collectings", []), item_id=survivor).update(item_id=gone)
    return []
